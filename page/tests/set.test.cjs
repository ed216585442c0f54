// Counting reviews: a folder, results and a spreadsheet; groups, suppression, and each report a click away.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, test } = require('node:test');
const { accessible, check, close, done, download, example, folder, open, program, settled, today, visit } = require('./browser.cjs');

after(done);

const NAMES = ['brackenholt-2009', 'calderwick-2010', 'child-k', 'harrowmere-2008', 'linmouth-2009', 'llanwydd-2010', 'ostrey-2010', 'wexcombe-2009'];
const FILES = NAMES.flatMap((name) => [`fictional/${name}.toml`, `fictional/${name}.judgement.toml`]);

test('many reviews are counted, and the tables are those of the program', async () => {
  const own = folder(FILES);
  const page = await open();
  await check(page, FILES.map(example));
  assert.match(await page.textContent('#counted'), /8 reviews/);
  await page.check('#groups [value=criteria]');
  await page.check('#groups [value=matrix]');
  await page.waitForFunction(() => document.querySelectorAll('#counted table').length > 2);
  await accessible(page, 'tables with all parts');
  const files = NAMES.map((name) => `${name}.toml`);
  const table = (format, ...more) => {
    program(own, 'table', ...files, '--criteria', '--matrix', '--as-of', today(), ...more, '-o', `program.${format}`);
    return fs.readFileSync(path.join(own, `program.${format}`));
  };
  // The program says by which command it was called; the page was not called by any.
  const ownTable = table('csv').toString().replace(/(Made by casegrade [^:\n]*): casegrade table [^,\n]*/, '$1.');
  assert.equal((await download(page, 'csv')).bytes.toString(), ownTable);
  await page.selectOption('#below', '3');
  await page.waitForFunction(() => document.getElementById('counted').textContent.includes('[c]'));
  for (const format of ['csv', 'html', 'xlsx', 'docx']) {
    const { bytes } = await download(page, format);
    assert.ok(bytes.equals(table(format, '--suppress-below', '3')), `${format} differs`);
  }
  await close(page);
});

test('results of the program, whole or a line each, are counted', async () => {
  const own = folder(FILES);
  for (const format of ['json', 'ndjson']) {
    const written = program(own, 'grade', ...NAMES.map((name) => `${name}.toml`), '--format', format);
    fs.writeFileSync(path.join(own, `results.${format}`), written);
    const page = await open();
    await check(page, [path.join(own, `results.${format}`)]);
    assert.match(await page.textContent('#counted'), /8 reviews/, format);
    await close(page);
  }
});

test('each report is a click away, and Back leads to the tables', async () => {
  const page = await open();
  await page.click('[data-example="set"]');
  await settled(page);
  await page.click('#set-reviews a:has-text("harrowmere-2008")');
  await page.waitForSelector('#check:not([hidden])');
  assert.match(await page.textContent('#report'), /INADEQUATE/);
  await visit(page, 'tables');
  assert.match(await page.textContent('#counted'), /8 reviews/);
  await close(page);
});

test('a spreadsheet of grades is counted', async () => {
  const page = await open();
  await check(page, [example('statistics/evaluations.csv')]);
  assert.match(await page.textContent('#counted'), /outstanding|good/);
  await accessible(page, 'tables of a spreadsheet');
  await close(page);
});

test('1,000 reviews are counted, and counting can be stopped', async () => {
  const own = folder([]);
  const text = fs.readFileSync(example('fictional/child-k.toml'), 'utf8');
  const files = Array.from({ length: 1000 }, (_, number) => {
    const file = path.join(own, `review-${number}.toml`);
    fs.writeFileSync(file, text.replace(/^id\s*= ".*"/m, `id = "review-${number}"`));
    return file;
  });
  const page = await open();
  const start = Date.now();
  await page.setInputFiles('#choose', files);
  await page.waitForFunction(() => document.getElementById('counted').textContent.includes('1,000 reviews') || document.getElementById('counted').textContent.includes('1000 reviews'), null, { timeout: 300_000 });
  console.log(`1,000 reviews in ${(Date.now() - start) / 1000} s`);
  await page.setInputFiles('#choose-set', files.slice(0, 1));
  await page.click('#cancel');
  await page.waitForFunction(() => document.getElementById('counted').textContent.includes('You stopped this'));
  await close(page);
});
