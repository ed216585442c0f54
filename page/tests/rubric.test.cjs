// Rubrics: read out, checked, and used.
'use strict';
const assert = require('node:assert/strict');
const { after, test } = require('node:test');
const { accessible, check, close, done, download, example, open, settled, visit } = require('./browser.cjs');

after(done);

test('a rubric is read out and saved', async () => {
  const page = await open();
  await visit(page, 'rubrics');
  await page.selectOption('#read-rubric', 'sar');
  await page.click('#read-out');
  await page.waitForFunction(() => document.querySelectorAll('#rubric-shown h2').length > 2);
  await accessible(page, 'a rubric');
  assert.match((await download(page, 'md')).bytes.toString(), /^# /);
  await close(page);
});

test('an own rubric is checked, and reviews can be graded with it', async () => {
  const page = await open();
  await visit(page, 'rubrics');
  await page.setInputFiles('#choose-rubric', example('rubrics/ready-or-not.toml'));
  await page.waitForFunction(() => document.querySelector('#rubric').value === 'ready-or-not.toml');
  await accessible(page, 'an own rubric');
  await visit(page, 'start');
  await check(page, [example('fictional/child-k.toml')]);
  assert.match(await page.textContent('#report'), /rubric ready-or-not/);
  await close(page);
});

test('the mistakes of a rubric are shown under their lines', async () => {
  const page = await open();
  await visit(page, 'rubrics');
  await page.setInputFiles('#choose-rubric', { name: 'broken.toml', mimeType: '', buffer: Buffer.from('[rubric]\nid = "x"\nversion = 1\n') });
  await page.waitForFunction(() => document.getElementById('rubric-shown').textContent.includes('This rubric has mistakes'));
  assert.ok(await page.locator('#rubric-shown .finding mark').count() > 0);
  await accessible(page, 'a rubric with mistakes');
  await close(page);
});
