#!/usr/bin/env python3
"""Measures batches of one review a line: CPU time and wall time as multiples of deserialising them into types.

From the top folder, once both are built: `python3 benches/peers/batch.py target/release/casegrade [LINES]`. Each figure is the median of
rounds in which all commands are run in turn.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

ROUNDS = 5
HERE = Path(__file__).parent


def batch(path, lines):
    """A fictional review of some 13 KB under other ids."""
    text = (HERE / "../../examples/fictional/harrowmere-2008.toml").read_text(encoding="utf-8")
    review = tomllib.loads(text)
    with open(path, "w", encoding="utf-8") as out:
        for number in range(lines):
            review["review"]["id"] = f"r{number}"
            out.write(json.dumps(review, default=str) + "\n")
    return path.stat().st_size / lines


def measure(command):
    """Seconds of CPU and of wall time, and the most memory in MiB."""
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


def main():
    casegrade, lines = str(Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    peers = str(HERE / "target/release/casegrade-peers")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "batch.ndjson"
        size = batch(path, lines)
        ndjson = [casegrade, "grade", str(path), "--format", "ndjson"]
        commands = {
            "serde_json, typed": [peers, "typed", str(path)],
            "serde_json, untyped": [peers, "untyped", str(path)],
            "lines only": [peers, "lines", str(path)],
            "`casegrade grade --format ndjson`": ndjson,
            "the same on one core": ["taskset", "-c", "0", *ndjson],
            "`casegrade grade --format ndjson --all`": [*ndjson, "--all"],
            "`casegrade table`": [casegrade, "table", str(path)],
        }
        if shutil.which("jq"):
            commands["`jq -c .`"] = ["jq", "-c", ".", str(path)]
        rounds = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                rounds[name].append(measure(command))
        median = {name: [statistics.median(column) for column in zip(*times)] for name, times in rounds.items()}
        cpu, wall, _ = median["serde_json, typed"]
        print(f"{lines} reviews of {size / 1000:.1f} KB\n\n| | CPU | wall | MiB |\n|---|---|---|---|")
        for name, (own_cpu, own_wall, memory) in median.items():
            print(f"| {name} | {own_cpu / cpu:.2f} | {own_wall / wall:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
