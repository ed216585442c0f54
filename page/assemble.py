#!/usr/bin/env python3
"""Puts the page together: assemble.py PROGRAM.wasm OUTPUT.html. The same inputs give the same bytes."""

import base64
import gzip
import hashlib
import json
import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
program, output = sys.argv[1:]


def text(path):
    return (here / path).read_text(encoding="utf-8").strip()


def without_notes(wasm):
    """The program without its custom sections, which are notes for other tools."""
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


def named(content):
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


version = re.search(r'^version = "(.*)"', text("../Cargo.toml"), re.M)[1]
rubrics = []
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
    "data": json.dumps({"title": title, "rubric": rubrics[0]["value"], "rubrics": rubrics}).replace("<", "\\u003c"),
    "program": base64.b64encode(gzip.compress(without_notes(pathlib.Path(program).read_bytes()), 9, mtime=0)).decode(),
}
page = re.sub(r"\{\{(\w+)\}\}", lambda part: parts[part[1]], page)
pathlib.Path(output).write_text(page + "\n", encoding="utf-8")
