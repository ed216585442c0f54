// Runs the program. It is given bytes and gives bytes back; it can make no request, and keeps nothing.
'use strict';
let program, panic;

// A character of the text holds seven bits, whatever stands above them.
function bytesOf(text) {
  const bytes = new Uint8Array(Math.floor(text.length * 7 / 8));
  let bits = 0, held = 0, at = 0;
  for (let next = 0; next < text.length; next += 1) {
    bits = (bits << 7 | text.charCodeAt(next) & 127) & 0x7fff;
    held += 7;
    if (held >= 8) bytes[at++] = bits >> (held -= 8);
  }
  return bytes;
}

async function unpacked(unpacker, program) {
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(atob(unpacker), (c) => c.charCodeAt(0)));
  const { memory, reserve, unpack } = instance.exports;
  const packed = bytesOf(program);
  const at = reserve(packed.length);
  new Uint8Array(memory.buffer, at, packed.length).set(packed);
  const reply = unpack(at, packed.length);
  const size = new DataView(memory.buffer).getUint32(reply, true);
  if (!size) throw new Error('this file is damaged: get it again');
  return new Uint8Array(memory.buffer, reply + 4, size);
}

async function start(unpacker, packed) {
  const bytes = await unpacked(unpacker, packed);
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
    if (data.program) await start(data.unpacker, data.program);
    self.postMessage({ reply: answer(data.header, data.files) });
  } catch (error) {
    self.postMessage({ failed: panic || String(error) });
  }
};
