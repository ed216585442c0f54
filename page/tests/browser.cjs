// Opens the page as a person would, from a file with the network off, and keeps watch: nothing may be requested or complain.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { chromium } = require('playwright-core');

const root = path.join(__dirname, '../..');
const html = process.env.CASEGRADE_PAGE || path.join(root, 'target/casegrade.html');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.PICTURES;
let browser;

async function open({ width = 1280, height = 900, colorScheme = 'light' } = {}) {
  browser ||= await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, offline: true, acceptDownloads: true });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => page.complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => page.complaints.push(`error: ${error}`));
  page.on('request', (request) => {
    if (request.url() !== `file://${html}` && !request.url().startsWith('blob:')) page.complaints.push(`request: ${request.url()}`);
  });
  await page.goto(`file://${html}`);
  await page.waitForSelector('body[data-ready]');
  return page;
}

/** Ends a page on which nothing may have complained. */
async function close(page) {
  assert.deepEqual(page.complaints, []);
  await page.context().close();
}

async function done() {
  await browser?.close();
}

const example = (name) => path.join(root, 'examples', name);

/** Chooses files as the file dialogue does, and waits for the result. */
async function check(page, files, input = '#choose') {
  await page.setInputFiles(input, files);
  await settled(page);
}

async function settled(page) {
  await page.waitForSelector('#check:not([hidden]), #tables:not([hidden]), #fill:not([hidden])');
  await page.waitForFunction(() => !document.body.classList.contains('busy') && document.getElementById('progress').hidden);
}

/** Goes to a screen by its link, and waits until it is shown: a browser tells the page of the new address a moment later. */
async function visit(page, name) {
  await page.click(`nav a[href="#${name}"]`);
  await page.waitForSelector(`#${name}:not([hidden])`);
}

/** What a button downloads, with its name. */
async function download(page, format) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(`[data-format="${format}"]`)]);
  return { name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path()) };
}

/** Finds nothing that axe objects to. */
async function accessible(page, what) {
  // The policy of the page keeps scripts out, so the inspector brings axe along.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { resultTypes: ['violations'] }).then((found) => JSON.stringify(found.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary)])))`,
    awaitPromise: true,
    returnByValue: true,
  });
  assert.deepEqual(JSON.parse(result.value), [], `axe on ${what}`);
}

async function picture(page, name) {
  if (!pictures) return;
  fs.mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
}

/** A folder with copies of these examples, in which the program runs. */
function folder(names) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'casegrade-page-'));
  for (const name of names) fs.copyFileSync(example(name), path.join(folder, path.basename(name)));
  return folder;
}

function program(folder, ...words) {
  try {
    return execFileSync(process.env.CASEGRADE, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.status > 1) throw error;
    return error.stdout;
  }
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

module.exports = { accessible, check, close, done, download, example, folder, html, open, picture, program, settled, today, visit };
