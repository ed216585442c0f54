#!/usr/bin/env python3
"""Makes figures.csv: what textstat 0.7.4 counts in each of the passages, unrounded.

    python3 -m venv venv && venv/bin/pip install textstat==0.7.4 pyphen==0.18.1 'setuptools<81'
    venv/bin/python tests/readability/figures.py
"""

import csv
import pathlib

import textstat

here = pathlib.Path(__file__).parent
textstat.set_lang("en_US")
textstat.textstat.set_rounding(False)
with (here / "figures.csv").open("w", newline="", encoding="utf-8") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["passage", "words", "sentences", "syllables", "reading-ease", "grade-level"])
    for path in sorted((here / "passages").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        table.writerow(
            [
                path.stem,
                textstat.lexicon_count(text),
                textstat.sentence_count(text),
                textstat.syllable_count(text),
                f"{textstat.flesch_reading_ease(text):.4f}",
                f"{textstat.flesch_kincaid_grade(text):.4f}",
            ]
        )
