// Moves bytes and focus. What is judged, worded and laid out comes from the program in the worker.
'use strict';
const at = (id) => document.getElementById(id);
const data = JSON.parse(at('data').textContent);
const files = new Map();
// Empty for the one for the kind of each review.
let rubric = '';

// The worker: one question at a time, in order. One that failed is replaced, and what was typed or dropped stays.
let worker = null;
let last = Promise.resolve();

function ask(header, own = [...files.values()]) {
  const asked = last.then(() => answered(header, own));
  last = asked.catch(() => {});
  return asked;
}

function answered(header, own) {
  return new Promise((resolve, reject) => {
    const first = !worker;
    if (first) {
      const url = URL.createObjectURL(new Blob([at('worker').textContent], { type: 'text/javascript' }));
      worker = new Worker(url);
    }
    const fail = (why) => {
      worker.terminate();
      worker = null;
      reject(new Error(why));
    };
    worker.onmessage = ({ data: { reply, failed } }) => (failed ? fail(failed) : resolve(reply));
    worker.onerror = (event) => { event.preventDefault(); fail(event.message || 'the program did not start'); };
    worker.postMessage({ ...(first && program()), header: { day: today(), rubric, names: at('names').value, ...header }, files: own });
  });
}

function program() {
  return { unpacker: at('unpacker').textContent, program: at('program').textContent };
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function say(text) {
  at('status').textContent = '';
  setTimeout(() => { at('status').textContent = text; }, 50);
}

// One screen at a time; the browser's Back goes to the one before.
const screens = [...document.querySelectorAll('main > section')];

function show(name, focus = true) {
  const own = screens.find((screen) => screen.id === name) || screens[0];
  for (const screen of screens) screen.hidden = screen !== own;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${own.id}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const heading = own.querySelector('h1');
  document.title = heading && own.id !== 'start' ? `${heading.textContent} - casegrade` : data.title;
  if (focus && heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

function go(name) {
  if (location.hash === `#${name}`) show(name);
  else location.hash = name;
}
addEventListener('hashchange', () => {
  const review = location.hash.match(/^#review-(\d+)$/);
  if (review) oneOfSet(Number(review[1]));
  else show(location.hash.slice(1) || 'start');
});

// Files: what is dropped belongs to the screen that is shown.
const screen = () => screens.find((own) => !own.hidden).id;

async function take(list) {
  const read = [];
  for (const file of list) {
    try {
      read.push({ name: file.webkitRelativePath || file.path || file.name, bytes: await (file.file || file).arrayBuffer() });
    } catch {
      say(`${file.name} could not be read. Was it moved, or is it a folder?`);
    }
  }
  if (!read.length) return;
  for (const file of read) files.set(file.name, file);
  if (screen() === 'rubrics') await ownRubric(read[0].name);
  else if (screen() === 'tables') await countAll();
  else await check();
}

function listFiles() {
  at('file-list').replaceChildren(...[...files.keys()].map((name) => {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'link';
    button.textContent = 'Remove';
    button.setAttribute('aria-label', `Remove ${name}`);
    button.onclick = () => {
      files.delete(name);
      if (files.size) check().then(() => at('files-heading').focus());
      else startAgain();
    };
    item.append(name, ' ', button);
    return item;
  }));
  at('set-files').textContent = files.size === 1 ? '1 file' : files.size ? `${files.size} files` : 'None yet.';
}

function startAgain() {
  files.clear();
  listFiles();
  at('report').replaceChildren(...empty.cloneNode(true).childNodes);
  at('beside').replaceChildren();
  at('downloads').hidden = true;
  at('count-these').hidden = true;
  go('start');
}
const empty = at('report').cloneNode(true);

// Check a draft
async function check(only = null) {
  busy(true);
  const ticked = new Set(checkboxes().filter((box) => box.checked).map(words));
  let next = 'check';
  try {
    const reply = await ask({ ask: 'check', only });
    at('foot').textContent = reply.foot || at('foot').textContent;
    if (reply.screen === 'tables') {
      busy(false);
      return countAll();
    }
    if (reply.screen === 'rubrics') {
      busy(false);
      go('rubrics');
      return ownRubric(reply.rubrics[0].value);
    }
    shown = only;
    addRubrics(reply.rubrics);
    at('report').innerHTML = reply.html;
    at('beside').innerHTML = reply.beside;
    listDownloads('downloads', reply.downloads, download);
    at('count-these').hidden = !reply['can-count'];
    canFill = reply['can-fill'];
    at('fill-in').hidden = !canFill;
    for (const box of checkboxes()) box.checked = ticked.has(words(box));
    say(reply.status);
  } catch (error) {
    failed('report', error);
    at('beside').replaceChildren();
    at('downloads').hidden = true;
  }
  listFiles();
  busy(false);
  go(next);
}
let shown = null;

const checkboxes = () => [...document.querySelectorAll('#report .checklist input')];
const words = (box) => box.parentElement.textContent;

function failed(id, error) {
  at(id).replaceChildren(at('failure').content.cloneNode(true));
  at(id).querySelector('pre').textContent = error.message;
  say('casegrade stopped. Your files and what you typed are still here.');
}

function busy(is) {
  document.body.classList.toggle('busy', is);
  if (is) say('Reading ...');
}

function listDownloads(id, list, act) {
  at(id).hidden = !list.length;
  at(id).querySelector('.buttons').replaceChildren(...list.map((one) => {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = one.label;
    button.dataset.format = one.format;
    button.onclick = () => act(one.format);
    item.append(button);
    if (one.hint) {
      const hint = document.createElement('span');
      hint.className = 'hint';
      hint.textContent = one.hint;
      item.append(hint);
    }
    return item;
  }));
}

async function written(header) {
  try {
    const reply = await ask(header);
    const [file] = reply.files;
    if (!file) return say(reply.status);
    save(file);
    say(`Saved as ${file.name}`);
  } catch (error) {
    say(`This could not be saved: ${error.message}`);
  }
}

const download = (format) =>
  written({ ask: 'write', format, only: shown, ticked: checkboxes().flatMap((box, number) => (box.checked ? [number] : [])) });

function save(file) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file.bytes]));
  link.download = file.name.split('/').pop();
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// Fill in: the text of the form is what counts. Each change of a field is a change of that text.
let form = null;
const before = [];
let saved = true;

async function openForm(name) {
  busy(true);
  try {
    const reply = await ask({ ask: 'form', only: name });
    if (!reply.files.length) return say(reply.status);
    const [file] = reply.files;
    if (!files.has(file.name)) saved = false;
    form = file.name;
    files.set(file.name, file);
    at('form').innerHTML = reply.html;
    at('judge').innerHTML = reply.judge;
    at('form-name').textContent = file.name;
    before.length = 0;
    await regrade({ trail: '', values: [] });
    go('fill');
  } catch (error) {
    say(`The form cannot be opened: ${error.message}`);
  } finally {
    listFiles();
    busy(false);
    at('undo').disabled = true;
  }
}

async function regrade(change) {
  const reply = await ask({ ask: 'edit', only: form, ...change });
  const [file] = reply.files;
  if (!file) {
    at('form-status').innerHTML = reply.html;
    return say(reply.status);
  }
  if (change.trail) {
    before.push(files.get(file.name) || { name: file.name });
    at('undo').disabled = false;
    saved = false;
  }
  files.set(file.name, file);
  at('form-status').innerHTML = reply.html;
  at('foot').textContent = reply.foot || at('foot').textContent;
  pointTo(reply.first || []);
  if (change.trail) say(reply.status);
}

const field = (path) => at('form').querySelector(`[name="${CSS.escape(path)}"]`);

function focusOn(path) {
  const own = field(path);
  for (let part = own.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
  own.focus();
  own.scrollIntoView({ block: 'center' });
}

function pointTo(paths) {
  const button = (path, words) => {
    const own = document.createElement('button');
    own.type = 'button';
    own.className = 'link';
    own.textContent = words;
    own.onclick = () => focusOn(path);
    return own;
  };
  const called = (path) => {
    const own = field(path);
    const label = own.closest('.field').querySelector('label[for], legend').textContent;
    const parts = [];
    for (let part = own.closest('details'); part; part = part.parentElement.closest('details')) {
      parts.unshift(part.querySelector('summary > *').textContent);
    }
    return `${parts.pop()}: ${label.toLowerCase()}`;
  };
  const known = paths.filter(field).slice(0, 8);
  at('first').hidden = !known.length;
  at('first').querySelector('ul').replaceChildren(...known.map((path) => {
    const item = document.createElement('li');
    item.append(button(path, called(path)));
    return item;
  }));
  for (const code of at('form-status').querySelectorAll('.place code')) {
    if (field(code.textContent)) code.parentElement.replaceChildren(button(code.textContent, 'Go to this field'));
  }
}

let waiting = 0;
at('form').addEventListener('input', ({ target }) => {
  clearTimeout(waiting);
  const isTyped = target.matches('textarea, input[type=text]');
  waiting = setTimeout(() => {
    const same = [...at('form').querySelectorAll(`[name="${CSS.escape(target.name)}"]`)];
    const chosen = target.matches('[type=radio], [type=checkbox]') ? same.filter((own) => own.checked) : [target];
    regrade({ trail: target.name, values: chosen.map((own) => own.value) }).catch((error) => failed('form-status', error));
  }, isTyped ? 250 : 0);
});
for (const own of [at('form'), at('judge')]) own.addEventListener('submit', (event) => event.preventDefault());

// Judge: the level, the reason and the author of an answer go together.
let answering = 0;
at('judge').addEventListener('input', ({ target }) => {
  clearTimeout(answering);
  answering = setTimeout(() => {
    const own = target.closest('.question');
    const level = own.querySelector('[type=radio]:checked');
    const values = [level ? level.value : '', own.querySelector('[data-key=because]').value, own.querySelector('[data-key=by]').value];
    if (!values[0] && target.type !== 'radio') return;
    regrade({ trail: target.name, values }).catch((error) => failed('form-status', error));
  }, target.type === 'radio' ? 0 : 250);
});
const answers = () => files.get(form.replace(/\.[^.]*$/, '.judgement.toml'));
at('save-answers').onclick = () => {
  if (!answers()) return say('No question is answered yet.');
  save(answers());
  saved = true;
  say(`Saved as ${answers().name}`);
};
at('form').addEventListener('click', async ({ target }) => {
  const { add, id, remove } = target.dataset;
  if (!add && !remove) return;
  await regrade(add ? { trail: add, values: [id] } : { trail: remove, values: [] }).catch((error) => failed('form-status', error));
  await layOut();
  if (add && field(add)) focusOn(add);
});

/** Lays the form out again, with the same parts open. */
async function layOut() {
  const open = new Set([...at('form').querySelectorAll('details[open] > summary')].map((own) => own.textContent));
  const reply = await ask({ ask: 'form', only: form });
  at('form').innerHTML = reply.html;
  at('judge').innerHTML = reply.judge;
  for (const summary of at('form').querySelectorAll('summary')) {
    const name = summary.textContent.replace(/\d+/g, '');
    if ([...open].some((own) => own.replace(/\d+/g, '') === name)) summary.parentElement.open = true;
  }
}
at('undo').onclick = async () => {
  const last = before.pop();
  if (!last) return;
  if (last.bytes) files.set(last.name, last);
  else files.delete(last.name);
  await layOut();
  await regrade({ trail: '', values: [] });
  at('undo').disabled = !before.length;
  say('The last change is undone.');
};
at('open-all').onclick = () => { for (const part of at('form').querySelectorAll('details.part')) part.open = true; };
at('save-form').onclick = () => { save(files.get(form)); saved = true; say(`Saved as ${form}`); };
at('whole').onclick = () => check(form);
at('fill-in').querySelector('button').onclick = () => openForm(canFill);
addEventListener('beforeunload', (event) => { if (!saved) event.preventDefault(); });
let canFill = null;

// Count reviews: graded piece by piece, then counted again whenever other groups are chosen.
let stopped = false;

async function countAll() {
  stopped = false;
  at('progress').hidden = false;
  at('counted').hidden = true;
  at('set-reviews').replaceChildren();
  listFiles();
  go('tables');
  const bar = at('progress').querySelector('progress');
  bar.value = 0;
  try {
    let reply = await ask({ ask: 'set' });
    while (reply.all && !reply['is-done'] && !stopped) {
      reply = await ask({ ask: 'more' }, []);
      bar.value = reply['is-done'] ? 1 : (reply.all - reply.left) / Math.max(reply.all, 1);
      at('progress-words').textContent = `${reply.all - reply.left} of ${reply.all} files`;
    }
    if (!reply.all && !stopped) await ask({ ask: 'more' }, []);
    await table();
  } catch (error) {
    failed('counted', error);
  }
  at('progress').hidden = true;
  at('counted').hidden = false;
  show('tables');
}

async function table() {
  const reply = await ask({ ask: 'table', ...groups() }, []);
  at('counted').innerHTML = (stopped ? '<p class="inset"><strong>You stopped this.</strong> Only the reviews graded before that are counted.</p>' : '') + reply.html;
  at('set-reviews').innerHTML = reply.beside;
  at('foot').textContent = reply.foot || at('foot').textContent;
  at('groups').hidden = !reply['is-graded'];
  listDownloads('table-downloads', reply.downloads, (format) => written({ ask: 'write-table', format, ...groups() }));
  const by = at('by');
  const chosen = by.value;
  by.replaceChildren(by.options[0], ...reply.groups.map(({ value, label }) => new Option(label, value)));
  by.value = reply.groups.some(({ value }) => value === chosen) ? chosen : '';
  say(reply.status);
}

const groups = () => ({
  by: at('by').value ? [at('by').value] : [],
  period: at('period').value,
  count: at('count').value,
  below: Number(at('below').value),
  parts: [...document.querySelectorAll('#groups [name=parts]:checked')].map((box) => box.value),
});

at('groups').onchange = () => table().catch((error) => failed('counted', error));
at('groups').onsubmit = (event) => event.preventDefault();
at('cancel').onclick = () => { stopped = true; };
at('count-these').querySelector('button').onclick = countAll;

async function oneOfSet(number) {
  const { title } = await ask({ ask: 'path', number }, []);
  if (title) check(title);
}

// Rubrics
let reading = null;

async function readOut(name, isOwn) {
  const own = isOwn ? [files.get(name)] : [];
  try {
    const reply = await ask({ ask: 'rubric', rubric: name, format: isOwn ? 'check' : '' }, own);
    at('rubric-shown').innerHTML = reply.html;
    at('rubric-checked').innerHTML = reply.beside;
    at('foot').textContent = reply.foot || at('foot').textContent;
    listDownloads('rubric-downloads', reply.downloads, (format) => written({ ask: 'write-rubric', rubric: name, format }));
    say(reply.status);
    show('rubrics');
    return reply['is-graded'];
  } catch (error) {
    failed('rubric-shown', error);
    return false;
  }
}

async function ownRubric(name) {
  if (await readOut(name, true)) {
    addRubrics([{ value: name, label: `${name} (your own)` }]);
    chooseRubric(name);
  }
}

function addRubrics(list = []) {
  for (const { value, label } of list) {
    if (data.rubrics.some((own) => own.value === value)) continue;
    data.rubrics.push({ value, label });
    for (const select of selects) select.add(new Option(label, value));
  }
}

function chooseRubric(name) {
  rubric = name;
  for (const select of selects) if (name || !isToRead(select)) select.value = name;
}
at('read-out').onclick = () => readOut(at('read-rubric').value, files.has(at('read-rubric').value));

// What can be chosen
for (const input of document.querySelectorAll('input[type=file]')) {
  input.onchange = () => { const chosen = [...input.files]; input.value = ''; take(chosen); };
}
for (const button of document.querySelectorAll('[data-example]')) {
  button.onclick = async () => {
    const reply = await ask({ ask: 'example', format: button.dataset.example }, []);
    files.clear();
    for (const file of reply.files) files.set(file.name, file);
    if (button.dataset.example === 'set') await countAll();
    else await check();
  };
}
const selects = [...document.querySelectorAll('select[data-rubrics]')];
const isToRead = (select) => select.id === 'read-rubric';
for (const select of selects) {
  const own = data.rubrics.filter(({ value }) => value || !isToRead(select));
  select.replaceChildren(...own.map(({ value, label }) => new Option(label, value)));
  if (!isToRead(select)) select.value = rubric;
  select.onchange = () => {
    if (isToRead(select)) return;
    chooseRubric(select.value);
    if (files.size) (select.id === 'set-rubric' ? countAll() : check(shown));
  };
}
at('apply-names').onclick = () => { if (files.size) check(shown); };
at('again').onclick = startAgain;
at('print').onclick = () => print();

// What is dropped, anywhere on the page
async function within(entry, path = '') {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, name: file.name, path: path + file.name }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!entries.length) return found;
    for (const one of entries) found.push(...await within(one, `${path}${entry.name}/`));
  }
}
addEventListener('dragover', (event) => { event.preventDefault(); document.body.classList.add('over'); });
addEventListener('dragleave', (event) => { if (!event.relatedTarget) document.body.classList.remove('over'); });
addEventListener('drop', async (event) => {
  event.preventDefault();
  document.body.classList.remove('over');
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  const dropped = [...event.dataTransfer.files];
  if (event.target.id === 'names' && dropped.length) {
    at('names').value = await dropped[0].text();
    return;
  }
  if (!entries.some((entry) => entry.isDirectory)) return take(dropped);
  const found = [];
  for (const entry of entries) found.push(...await within(entry));
  take(found);
});

if (!window.WebAssembly) {
  at('too-old').hidden = false;
}
show(location.hash.slice(1) || 'start', false);
document.body.dataset.ready = 'yes';
