// Filling in what is missing: the form of a draft and of a review, its changes, undo, and the file that comes of it.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { after, test } = require('node:test');
const { accessible, check, close, done, example, open, picture, settled } = require('./browser.cjs');

after(done);

async function fill(page, file) {
  await check(page, [example(file)]);
  await page.click('#fill-in button');
  await page.waitForSelector('#fill:not([hidden])');
  await settled(page);
}

async function saved(page) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('#save-form')]);
  return { name: file.suggestedFilename(), text: fs.readFileSync(await file.path(), 'utf8') };
}

test('a draft becomes a form, with the passage beside what was read', async () => {
  const page = await open();
  await fill(page, 'documents/ostrey-draft.docx');
  await page.click('#open-all');
  assert.ok(await page.locator('#form .from').count() > 5);
  await accessible(page, 'the form of a draft');
  const { name, text } = await saved(page);
  assert.equal(name, 'ostrey-draft.toml');
  assert.match(text, /overview = "ostrey-draft.docx"/);
  await close(page);
});

test('the grade follows a change, which can be undone, and nothing else of the file moves', async () => {
  const page = await open();
  await fill(page, 'fictional/child-k.toml');
  const before = fs.readFileSync(example('fictional/child-k.toml'), 'utf8');
  assert.equal((await saved(page)).text, before);
  const status = await page.textContent('#form-status');
  const first = page.locator('#first button').first();
  await first.click();
  const name = await page.evaluate(() => document.activeElement.name);
  assert.ok(name, 'the first field has the focus');
  await page.click('#open-all');
  await page.fill('[name="actions[2].owner"]', 'Head of Service');
  await page.waitForFunction((old) => document.getElementById('form-status').textContent !== old, status);
  const { text } = await saved(page);
  assert.match(text, /owner = "Head of Service"/);
  const lines = new Set(before.split('\n'));
  assert.deepEqual(text.split('\n').filter((line) => !lines.has(line)).length, 1);
  await page.click('#undo');
  await page.waitForFunction((old) => document.getElementById('form-status').textContent === old, status);
  assert.equal((await saved(page)).text, before);
  await close(page);
});

test('an item is added and removed', async () => {
  const page = await open();
  await fill(page, 'fictional/child-k.toml');
  await page.click('#open-all');
  const count = () => page.locator('#form [data-remove^="actions"]').count();
  const before = await count();
  await page.click('[data-add^="actions"]');
  await page.waitForFunction((many) => document.querySelectorAll('#form [data-remove^="actions"]').length === many, before + 1);
  await page.locator('#form [data-remove^="actions"]').last().click();
  await page.waitForFunction((many) => document.querySelectorAll('#form [data-remove^="actions"]').length === many, before);
  assert.equal((await saved(page)).text.trimEnd(), fs.readFileSync(example('fictional/child-k.toml'), 'utf8').trimEnd());
  await close(page);
});

test('questions are answered, and the answers are a file of their own', async () => {
  const page = await open();
  await fill(page, 'fictional/child-k.toml');
  const status = await page.textContent('#form-status');
  const question = page.locator('#judge .question').first();
  await question.locator('[type=radio]').first().check();
  await page.waitForFunction((old) => document.getElementById('form-status').textContent !== old, status);
  await question.locator('[data-key=because]').fill('It is explained on page 12');
  await question.locator('[data-key=by]').fill('the panel');
  await page.waitForTimeout(1000);
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('#save-answers')]);
  assert.equal(file.suggestedFilename(), 'child-k.judgement.toml');
  const text = fs.readFileSync(await file.path(), 'utf8');
  assert.match(text, /^rubric = "scr-2009"\n\n\[\[answers\]\]\nrule = "\w+"\ngrade = "\w+"\n/);
  assert.match(text, /because = "It is explained on page 12"/);
  assert.match(text, /by = "the panel"/);
  await question.locator('[type=radio]').last().check();
  await page.waitForFunction((old) => document.getElementById('form-status').textContent === old, status);
  await close(page);
});

test('beside each question is what helps to answer it', async () => {
  const page = await open();
  await fill(page, 'fictional/child-k.toml');
  const question = page.locator('#judge .question', { has: page.locator('[type=radio]') }).first();
  await question.locator('summary', { hasText: 'What helps to answer this' }).click();
  const text = await question.innerText();
  assert.match(text, /What casegrade found in this area/);
  assert.match(text, /What the review says/);
  assert.match(text, /Finding F1/);
  await accessible(page, 'a question with what helps to answer it');
  await picture(page, 'judge');
  await close(page);
});

test('a grade of one\'s own counts once it has a reason, and both are shown', async () => {
  const page = await open();
  await fill(page, 'fictional/child-k.toml');
  const status = await page.textContent('#form-status');
  await page.locator('#judge summary', { hasText: 'Give a grade of your own' }).click();
  const whole = page.locator('#judge .question', { hasText: 'The whole review' });
  await whole.getByLabel('Good').check();
  await page.waitForTimeout(1000);
  assert.equal(await page.textContent('#form-status'), status, 'a grade without a reason changed the grading');
  await whole.locator('[data-key=because]').fill('Every finding leads to an action');
  await page.waitForFunction(() => /departure/i.test(document.getElementById('form-status').textContent));
  assert.match(await page.textContent('#form-status'), /adequate/i);
  await accessible(page, 'a grade of one\'s own');
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('#save-answers')]);
  const text = fs.readFileSync(await file.path(), 'utf8');
  assert.match(text, /\[\[departures\]\]\nof = "review"\ngrade = "good"\nbecause = "Every finding leads to an action"\n/);
  await whole.getByLabel('As the rubric grades it').check();
  await page.waitForFunction((old) => document.getElementById('form-status').textContent === old, status);
  await close(page);
});

test('the form fits at three widths, light and dark', async () => {
  for (const width of [320, 768, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open({ width, colorScheme });
      await fill(page, 'documents/ostrey-draft.docx');
      await page.locator('#form summary').first().click();
      await accessible(page, `form ${width} ${colorScheme}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the form is ${wide} pixels too wide at ${width}`);
      await picture(page, `fill-${width}-${colorScheme}`);
      await close(page);
    }
  }
});
