// Checking drafts: what is read, graded, shown and downloaded.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, test } = require('node:test');
const { accessible, check, close, done, download, example, folder, html, open, picture, program, settled, today, visit } = require('./browser.cjs');

after(done);

const FORM = ['fictional/child-k.toml', 'fictional/child-k.judgement.toml'];
const DRAFT = 'documents/ostrey-draft.docx';

test('the page is one file of less than 2.5 MB that forbids every request', () => {
  const text = fs.readFileSync(html, 'utf8');
  const { size } = fs.statSync(html);
  assert.ok(size < 2_500_000, `it has ${size} bytes`);
  assert.match(text.slice(0, 400), /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[^ ]+' 'wasm-unsafe-eval'; worker-src blob:/);
  assert.doesNotMatch(text, /https?:\/\/(?!www\.w3\.org|schemas\.)/);
});

test('a review is graded with the rubric for its kind, unless another is chosen', async () => {
  const page = await open();
  await check(page, [example('successors/marrowick-2024.toml')]);
  assert.match(await page.textContent('#foot'), /rubric sar /);
  await check(page, [example('successors/sallowby-2023.toml')]);
  assert.match(await page.textContent('#report'), /lcspr/);
  await page.selectOption('#rubric', 'learning');
  await page.waitForFunction(() => /rubric learning /.test(document.getElementById('foot').textContent));
  await close(page);
});

test('drafts of every kind are read as the program reads them', async () => {
  const names = ['ash-and-willow.docx', 'child-e.docx', 'ffion.odt', 'gwynllwg.docx', 'sibling-group-k.docx'];
  for (const name of names) {
    const own = folder([]);
    fs.copyFileSync(path.join(__dirname, '../../tests/drafts', name), path.join(own, name));
    const page = await open();
    await check(page, [path.join(own, name)]);
    program(own, 'grade', name, '--as-of', today(), '-o', 'program.html');
    const { bytes } = await download(page, 'html');
    assert.ok(bytes.equals(fs.readFileSync(path.join(own, 'program.html'))), `${name} differs`);
    await close(page);
  }
});

test('every screen of the first visit is accessible', async () => {
  const page = await open();
  await accessible(page, 'start');
  await visit(page, 'private');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'What happens to your files');
  await accessible(page, 'what happens to your files');
  await close(page);
});

for (const [name, says] of [['draft', 'Child L'], ['review', 'ADEQUATE'], ['set', '8 reviews']]) {
  test(`the example "${name}" leads to a result`, async () => {
    const page = await open();
    await page.click(`[data-example="${name}"]`);
    await settled(page);
    assert.match(await page.textContent('main > section:not([hidden])'), new RegExp(says));
    await accessible(page, `the example ${name}`);
    await close(page);
  });
}

test('the reports are those of the program, byte for byte', async () => {
  const own = folder([...FORM, DRAFT]);
  const page = await open();
  const cases = [['child-k.toml', FORM], ['ostrey-draft.docx', [DRAFT]]];
  for (const [name, files] of cases) {
    await visit(page, 'start');
    await page.evaluate(() => document.getElementById('again').click());
    await check(page, files.map(example));
    for (const format of ['html', 'docx', 'xlsx']) {
      program(own, 'grade', name, '--as-of', today(), '-o', `program.${format}`);
      const { bytes } = await download(page, format);
      assert.ok(bytes.equals(fs.readFileSync(path.join(own, `program.${format}`))), `${name}: ${format} differs`);
    }
  }
  program(own, 'grade', 'ostrey-draft.docx', '--as-of', today(), '--comment', 'commented.docx');
  const { name, bytes } = await download(page, 'comments');
  assert.equal(name, 'ostrey-draft-commented.docx');
  assert.ok(bytes.equals(fs.readFileSync(path.join(own, 'commented.docx'))), 'the commented draft differs');
  program(own, 'import', 'ostrey-draft.docx', '-o', 'ostrey-draft.toml');
  const form = await download(page, 'form');
  assert.ok(form.bytes.equals(fs.readFileSync(path.join(own, 'ostrey-draft.toml'))), 'the form differs');
  await close(page);
});

test('one choice leads from a Word draft to three things to do, without scrolling', async () => {
  const page = await open();
  await check(page, [example(DRAFT)]);
  const ends = await page.evaluate(() => [...document.querySelectorAll('#report .checklist > li')].slice(0, 3).map((own) => own.getBoundingClientRect().bottom));
  assert.equal(ends.length, 3);
  assert.ok(ends.every((end) => end > 0 && end < 900), `they end at ${ends}`);
  await close(page);
});

test('what is ticked off stays so in the download and when a draft is replaced', async () => {
  const page = await open();
  await check(page, FORM.map(example));
  const box = page.locator('#report .checklist input').nth(1);
  await box.check();
  const { bytes } = await download(page, 'html');
  assert.equal(bytes.toString().match(/<input type="checkbox" checked=""\/>/g).length, 1);
  await check(page, [example(FORM[0])], '#choose-more');
  assert.equal(await page.locator('#report .checklist input').nth(1).isChecked(), true);
  await close(page);
});

test('names to keep out are in nothing that is shown or saved', async () => {
  const page = await open();
  await check(page, [{ name: 'a.md', mimeType: 'text/markdown', buffer: Buffer.from('# Review of Jane Smythe\n\n## Findings\n\n1. Jane Smythe was not seen alone by the health visitor.\n') }]);
  await page.click('summary:has-text("Names to keep out")');
  await page.fill('#names', 'Jane Smythe');
  await page.click('#apply-names');
  await settled(page);
  await page.waitForFunction(() => !document.getElementById('check').textContent.includes('Smythe'));
  for (const format of ['html', 'form']) {
    assert.doesNotMatch((await download(page, format)).bytes.toString(), /Smythe/);
  }
  await page.fill('#names', 'one two three four five six seven eight nine ten');
  await page.click('#apply-names');
  await page.waitForFunction(() => document.getElementById('report').textContent.includes('line 1 has more words than a name'));
  await close(page);
});

test('a draft can be checked with the keyboard alone', async () => {
  const page = await open();
  const until = async (selector) => {
    for (let tries = 0; tries < 60; tries += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((own) => document.activeElement.matches(own), selector)) return;
    }
    assert.fail(`Tab does not lead to ${selector}`);
  };
  await until('[data-example="review"]');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.waitForFunction(() => document.activeElement.tagName === 'H1');
  await until('#report .checklist input');
  await page.keyboard.press('Space');
  await until('[data-format="html"]');
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.equal(file.suggestedFilename(), 'child-k-report.html');
  await close(page);
});

test('hostile files are refused in words and leave the page usable', async () => {
  const page = await open();
  const script = '<script>alert(1)</script><img src=x onerror=alert(1)>';
  const text = (name, content) => ({ name, mimeType: '', buffer: Buffer.from(content) });
  const hostile = [
    text('wrong.docx', 'not a document'),
    text('broken.toml', '[review\nid = '),
    text('deep.json', '['.repeat(100_000)),
    text('bomb.yaml', `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((own, at) => `${own}: &${own} [${Array(9).fill('*' + 'abcdefghi'[at]).join(',')}]`).join('\n')}\n`),
    text('empty.toml', ''),
    text('picture.png', '\x89PNG'),
    text(`${script}.toml`, `[review]\nid = "${script}"\ntitle = "${script}"\nunknown = "${script}"\n`),
    text('scripts.md', `# ${script}\n\n## Findings\n\n1. ${script}\n`),
    
  ];
  const large = path.join(folder([]), 'large.md');
  fs.writeFileSync(large, Buffer.alloc(50 << 20, 'a '));
  for (const file of [...hostile, large]) {
    await page.evaluate(() => document.getElementById('again').click());
    await check(page, [file]);
    const words = await page.textContent('#report');
    assert.ok(words.trim().length > 20, `${file.name || file}: ${words}`);
    assert.doesNotMatch(words, /casegrade stopped/, file.name);
    assert.equal(await page.locator('#check script, #check img').count(), 0, file.name);
    assert.equal(await page.locator('#report h1').count(), 1, file.name);
  }
  await page.evaluate(() => document.getElementById('again').click());
  await check(page, FORM.map(example));
  assert.match(await page.textContent('#report'), /ADEQUATE/);
  await close(page);
});

test('every screen, at three widths, light and dark', async () => {
  for (const width of [320, 768, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open({ width, colorScheme });
      const name = `${width}-${colorScheme}`;
      const screens = [
        ['start', async () => {}],
        ['private', () => visit(page, 'private')],
        ['draft', async () => { await visit(page, 'start'); await page.click('[data-example="draft"]'); await settled(page); }],
        ['review', async () => { await visit(page, 'start'); await page.click('[data-example="review"]'); await settled(page); }],
        ['set', async () => { await visit(page, 'start'); await page.click('[data-example="set"]'); await settled(page); }],
      ];
      for (const [screen, lead] of screens) {
        await lead();
        await accessible(page, `${screen} ${name}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${screen} is ${wide} pixels too wide at ${name}`);
        await picture(page, `${screen}-${name}`);
      }
      await close(page);
    }
  }
});
