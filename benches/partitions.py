#!/usr/bin/env python3
"""Grades made-up reviews in one run and in partitions under PySpark, and fails unless both give the same table.

Needs Java and `pip install pyspark`. From the top folder: `python3 benches/partitions.py target/release/casegrade`.
docs/large-batches.md explains what it does.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pyspark import SparkContext

PARTITIONS = 7
DAY = "2026-01-01"


def reviews(count):
    """Copies of the example reviews under other ids, in regions, with what differs from one to another."""
    lines = Path("examples/formats/reviews.ndjson").read_text(encoding="utf-8").splitlines()
    for number in range(count):
        review = json.loads(lines[number % len(lines)])
        review["review"] |= {"id": f"r{number}", "region": f"region {number % 5}"}
        if number % 3 == 0:
            review["review"]["record"] = "part"
        yield json.dumps(review)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def table(casegrade, results):
    """The table without its last note, which names the files that it was made of."""
    rows = run(casegrade, "table", "--by", "region", "--format", "csv", *map(str, results)).splitlines()
    return "\n".join(row for row in rows if "Made by casegrade" not in row)


def main():
    casegrade = str(Path(sys.argv[1]).resolve())
    grade = [casegrade, "grade", "-", "--input-format", "ndjson", "--format", "ndjson", "--as-of", DAY]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        lines = list(reviews(500))
        with open(folder / "whole.ndjson", "w", encoding="utf-8") as whole:
            subprocess.run(grade, input="\n".join(lines), stdout=whole, check=True, text=True)

        spark = SparkContext("local[2]", "partitions")
        graded = spark.parallelize(lines, PARTITIONS).pipe(" ".join(grade), checkCode=True)
        graded.saveAsTextFile(str(folder / "parts"))
        spark.stop()

        parts = [part.rename(part.with_suffix(".ndjson")) for part in sorted((folder / "parts").glob("part-*"))]
        one, many = table(casegrade, [folder / "whole.ndjson"]), table(casegrade, parts)
        if one != many or len(parts) != PARTITIONS:
            sys.exit(f"{len(parts)} parts give another table:\n{many}\nthan one run:\n{one}")
        print(f"{len(lines)} reviews in {len(parts)} partitions give the same table as one run:\n{one}")


if __name__ == "__main__":
    main()
