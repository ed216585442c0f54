// Runs the program. It is given bytes and gives bytes back; it can make no request, and keeps nothing.
'use strict';
let program, panic;

async function start(base64) {
  const packed = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const bytes = await new Response(stream).arrayBuffer();
  const code = await WebAssembly.compile(bytes);
  const imports = { page: { panicked: (at, length) => { panic = new TextDecoder().decode(new Uint8Array(program.memory.buffer, at, length)); } } };
  // Libraries ask for two more things: the time, for a date in workbooks that is then set to another, and random numbers for
  // encrypted archives, which the page neither reads nor writes. The same inputs give the same bytes, so they get neither.
  for (const { module, name } of WebAssembly.Module.imports(code)) {
    imports[module] ||= {};
    imports[module][name] ||= () => { if (/^__wbg_now_/.test(name)) return 0; throw new Error(`${name} is not there`); };
  }
  program = (await WebAssembly.instantiate(code, imports)).exports;
}

function answer(header, files) {
  const head = new TextEncoder().encode(JSON.stringify({ ...header, files: files.map((file) => ({ name: file.name, size: file.bytes.byteLength })) }));
  const length = 4 + head.length + files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  const at = program.reserve(length);
  const request = new Uint8Array(program.memory.buffer, at, length);
  new DataView(request.buffer, at).setUint32(0, head.length, true);
  request.set(head, 4);
  let next = 4 + head.length;
  for (const file of files) {
    request.set(new Uint8Array(file.bytes), next);
    next += file.bytes.byteLength;
  }
  const reply = program.answer(at, length);
  const size = new DataView(program.memory.buffer).getUint32(reply, true);
  const bytes = new Uint8Array(program.memory.buffer, reply + 4, size).slice();
  program.release(reply, size);
  const own = new DataView(bytes.buffer).getUint32(0, true);
  const result = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + own)));
  let from = 4 + own;
  result.files = result.files.map((file) => ({ name: file.name, bytes: bytes.slice(from, from += file.size).buffer }));
  return result;
}

self.onmessage = async ({ data }) => {
  try {
    if (data.program) await start(data.program);
    self.postMessage({ reply: answer(data.header, data.files) });
  } catch (error) {
    self.postMessage({ failed: panic || String(error) });
  }
};
