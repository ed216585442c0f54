#!/usr/bin/env python3
"""Puts the page together: assemble.py PROGRAM.wasm UNPACKER.wasm OUTPUT.html. The same inputs give the same bytes."""

import base64
import hashlib
import json
import lzma
import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
program, unpacker, output = sys.argv[1:]


def text(path):
    return (here / path).read_text(encoding="utf-8").strip()


def without_notes(path):
    """A WebAssembly file without its custom sections, which are notes for other tools."""
    wasm = pathlib.Path(path).read_bytes()
    kept, at = wasm[:8], 8
    while at < len(wasm):
        start, kind, size, shift = at, wasm[at], 0, 0
        at += 1
        while True:
            byte = wasm[at]
            at += 1
            size |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        at += size
        if kind != 0:
            kept += wasm[start:at]
    return kept


def packed(program):
    """The program as a `.lzma` file."""
    filters = [{"id": lzma.FILTER_LZMA1, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 24}]
    return lzma.compress(program, format=lzma.FORMAT_ALONE, filters=filters)


def as_text(content):
    """Bytes as text that a page can hold: a character for seven bits, the first bit first. A character that a page cannot
    hold as it is (NUL, a carriage return, `<`) has 256 added to its number, so the lowest seven bits always count."""
    text = []
    for start in range(0, len(content), 7):
        seven = int.from_bytes(content[start : start + 7].ljust(7, b"\0"))
        text += (seven >> shift & 127 for shift in range(49, -1, -7))
    return "".join(chr(code + 256 if code in (0, 13, 60) else code) for code in text)


def named(content):
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


version = re.search(r'^version = "(.*)"', text("../Cargo.toml"), re.M)[1]
rubrics = [{"value": "", "label": "The one for the kind of review"}]
for name in re.findall(r'shipped!\("([^"]+)"\)', text("../src/rubric/library.rs")):
    rubric = text(f"../rubrics/{name}.toml")
    key = lambda key: re.search(rf'^{key}\s*=\s*"(.*)"', rubric, re.M)[1]
    rubrics.append({"value": name, "label": f"{key('title')} ({name} {key('version')})"})

style = text("../src/report/render/page.css") + "\n" + text("page.css")
script = text("page.js")
page = text("index.html")
title = re.search(r"<title>(.*?)</title>", page)[1]
policy = (
    f"default-src 'none'; script-src {named(script)} 'wasm-unsafe-eval'; worker-src blob:; style-src {named(style)}; "
    "base-uri 'none'; form-action 'none'"
)
parts = {
    "policy": policy,
    "style": style,
    "script": script,
    "worker": text("worker.js"),
    "foot": f"casegrade {version}",
    "data": json.dumps({"title": title, "rubrics": rubrics}).replace("<", "\\u003c"),
    "unpacker": base64.b64encode(without_notes(unpacker)).decode(),
    "program": as_text(packed(without_notes(program))),
}
page = re.sub(r"\{\{(\w+)\}\}", lambda part: parts[part[1]], page)
pathlib.Path(output).write_text(page + "\n", encoding="utf-8")
