#!/usr/bin/env python3
"""Counts the instructions of casegrade over inputs of each kind at one size and at four times that.

Needs valgrind. From the top folder: `python3 benches/budgets.py target/release/casegrade [NAME...]`. It takes some minutes, prints
a line for each kind, and fails where four times the input takes more than `MOST` times the instructions. tests/it/budgets.rs
bounds the memory of the same kinds in `cargo test`. Kinds that are refused are refused at both sizes.
"""

import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

MOST = 5.5
RELATIONS = (
    '<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
HEAD = '[review]\nid = "a"\nrecord = "whole"\n'
RUBRIC = '[rubric]\nid = "a"\ntitle = "A"\nversion = "1"\n'
KEYS = ["owner", "measured-by", "text", "status"]


def archive(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return buffer.getvalue()


def docx(body):
    return archive({"_rels/.rels": RELATIONS, "word/document.xml": f"<w:document><w:body>{body}</w:body></w:document>"})


def odt(body):
    content = f"<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def each(count, line):
    return "".join(map(line, range(count)))


def rule(at):
    return (
        f'[[criteria.rules]]\nid = "R{at}"\ntitle = "R"\nweight = {1 + at % 7}\neach = "actions"\n'
        f'must = {{ {KEYS[at % 4]} = "present" }}\nempty = "unmet"\n'
        f"bands = {{ outstanding = 1, good = 0.{60 + at % 37}, adequate = 0.{20 + at % 37} }}\n"
    )


def rubric(rules, together):
    head = lambda at: f'[[criteria]]\nid = "c{at}"\ntitle = "C"\n' if at % together == 0 else ""
    return RUBRIC + each(rules, lambda at: head(at) + rule(at))


def review(items):
    keys = lambda item: "".join(f'{key} = "by May, {at}"\n' for at, key in enumerate(KEYS) if (item * 7 + at * 13) % 10 < 6 + at % 3)
    return HEAD + each(items, lambda item: f'[[actions]]\nid = "A{item}"\n{keys(item)}')


def draft(items, shift, word):
    return HEAD + each(items, lambda at: f'[[findings]]\nid = "F{at + shift}"\ntitle = "The matter {at} went {word}"\n')


FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
COVERED = (
    '<table:table-row table:number-rows-repeated="1000"><table:covered-table-cell table:number-columns-repeated="1000"/>'
    "</table:table-row>"
)
# The name of each kind: its size, its files, and the arguments.
KINDS = {
    "docx of field marks": (4000, lambda n: {"a.docx": docx(f"<w:p>{FIELD * n}</w:p>")}, "passages a.docx"),
    "odt of covered cells": (1000, lambda n: {"a.odt": odt(f"<table:table>{COVERED * n}</table:table>")}, "passages a.odt"),
    "one key of TOML": (2000, lambda n: {"a.toml": HEAD + 'title = "x"\n' * n}, "grade a.toml"),
    "carriage returns": (200_000, lambda n: {"a.toml": "\r" * n}, "grade a.toml"),
    "text of identifiers": (
        500,
        lambda n: {
            "a.txt": each(n, lambda at: f"NHS number 943 476 59{at % 100:02}, tel 01632 960{at % 1000:03}\n"),
            "a.toml": HEAD + '[documents]\noverview = "a.txt"\n',
        },
        "grade a.toml --format json",
    ),
    "brackets of Markdown": (50_000, lambda n: {"a.md": "[" * n}, "passages a.md"),
    "broken lines": (2000, lambda n: {"a.ndjson": '{"review":\n' * n}, "grade a.ndjson --format ndjson"),
    "one cell of ids": (
        5000, lambda n: {"a.csv": 'id,grade,findings\na,good,"' + each(n, lambda at: f"F{at};") + '"\n'}, "table a.csv"
    ),
    "an action plan": (
        500,
        lambda n: {
            "a.csv": "id,text,owner,due\n" + each(n, lambda at: f"A{at},Do thing {at},head {at},2009-01-01\n"),
            "a.toml": HEAD + '[lists]\nactions = "a.csv"\n',
        },
        "grade a.toml",
    ),
    "drafts of renumbered items": (
        200, lambda n: {"a.toml": draft(n, 0, "wrong"), "b.toml": draft(n, 1, "wrong")}, "compare a.toml b.toml"
    ),
    "drafts of rewritten items": (
        200, lambda n: {"a.toml": draft(n, 0, "wrong"), "b.toml": draft(n, 9999, "awry")}, "compare a.toml b.toml"
    ),
    "import of findings": (
        100, lambda n: {"a.md": "# Findings\n\n" + each(n, lambda at: f"## Finding {at}\n\nIt went wrong {at}.\n\n")}, "import a.md"
    ),
    "rules in one criterion": (
        100, lambda n: {"a.toml": review(50), "r.toml": rubric(n, 10**9)}, "grade a.toml --rubric r.toml"
    ),
    "rules in many criteria": (100, lambda n: {"a.toml": review(50), "r.toml": rubric(n, 6)}, "grade a.toml --rubric r.toml"),
    "items under many rules": (50, lambda n: {"a.toml": review(n), "r.toml": rubric(100, 6)}, "grade a.toml --rubric r.toml"),
    "rubric check": (60, lambda n: {"r.toml": rubric(n, 6)}, "rubric check r.toml"),
    "a list of words": (
        1000,
        lambda n: {
            "r.toml": RUBRIC
            + "[words]\nlong = ["
            + each(n, lambda at: f'"word{at} of things",')
            + ']\n[[criteria]]\nid = "c"\ntitle = "C"\n[[criteria.rules]]\nid = "R"\ntitle = "R"\neach = "actions"\n'
            'must = { text = { words = "long", at-most = 0 } }\nempty = "unmet"\nbands = { good = 1 }\n'
        },
        "rubric check r.toml",
    ),
    "cases full of mistakes": (
        200,
        lambda n: {
            "r.toml": rubric(1, 1),
            "r.cases.toml": '[bases.b]\nreview.record = "whole"\n'
            + each(n, lambda at: f'[[cases]]\nname = "c{at}"\nset = {{ nothing = 1 }}\nexpect = {{ R9 = "good" }}\n'),
        },
        "rubric test r.toml",
    ),
    "groups of a table": (
        500,
        lambda n: {"a.csv": "id,grade,region\n" + each(n, lambda at: f"r{at},{['good', 'adequate'][at % 2]},g{at // 3}\n")},
        "table a.csv --by region --suppress-below 5",
    ),
    "items of one review": (
        500,
        lambda n: {"a.json": json.dumps({"review": {"id": "a"}, "findings": [{"id": f"F{at}", "text": f"It went wrong {at}"} for at in range(n)]})},
        "grade a.json --format json",
    ),
    "reviews of a batch": (
        100, lambda n: {"a.ndjson": each(n, lambda at: json.dumps({"review": {"id": f"r{at}"}}) + "\n")}, "grade a.ndjson --format ndjson"
    ),
}


def instructions(casegrade, files, arguments):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", casegrade]
        done = subprocess.run(command + arguments.split(), cwd=folder, capture_output=True, text=True, check=False)
        count = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
        if not count or done.returncode > 2:
            sys.exit(f"{arguments}: {done.returncode}\n{done.stderr[-2000:]}")
        return int(count[1].replace(",", ""))


def main():
    casegrade, names = str(Path(sys.argv[1]).resolve()), sys.argv[2:]
    start = instructions(casegrade, {}, "--version")
    worst = 0
    for name, (size, make, arguments) in KINDS.items():
        if names and name not in names:
            continue
        one, four = (instructions(casegrade, make(count), arguments) - start for count in (size, 4 * size))
        worst = max(worst, four / one)
        print(f"{name:28} {size:7}  {one / 1e6:8.1f} M  times {four / one:.2f}", flush=True)
    if worst > MOST:
        sys.exit(f"four times the input takes {worst:.1f} times the instructions")


if __name__ == "__main__":
    main()
