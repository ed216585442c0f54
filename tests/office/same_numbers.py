"""Compares the numbers of a table's CSV with those of its workbook, saved sheet by sheet by LibreOffice.

Usage: same_numbers.py TABLE.csv SHEET.csv ...
"""

import csv
import sys

NUMBERS = ["count", "of", "n", "share", "low", "high"]
# What people read in a workbook, by what programs read in CSV.
WORDS = {
    "Group": "name",
    "Grade or result": "category",
    "Count": "count",
    "Out of": "of",
    "Reviews": "n",
    "Share": "share",
    "95% interval, low": "low",
    "95% interval, high": "high",
    "no grade yet": "not-enough-stated",
}


def number(cell):
    """The number in a cell: `0.25` and `25%` are the same; `None` for a mark or an empty cell."""
    if not cell or cell.startswith("["):
        return None
    return round(float(cell[:-1]) / 100 if cell.endswith("%") else float(cell), 9)


def read(rows, columns):
    """Each row as its name, its category and its numbers; a mark for a number that is not there counts as none."""
    found = []
    for row in rows:
        cells = dict(zip([WORDS.get(head, head) for head in columns], row))
        numbers = [number(cells.get(column, "")) for column in NUMBERS]
        found.append((cells["name"].lstrip("'"), WORDS.get(cells["category"], cells["category"]), numbers))
    return found


def main(table, sheets):
    """Ends with an error where one number differs."""
    rows = list(csv.reader(open(table, encoding="utf-8")))
    wanted = read([row for row in rows[1:] if row[0] in ("grades", "total")], rows[0])
    found = []
    for sheet in sorted(sheets, key=lambda name: (len(name), name)):
        # The title is in row 1, the header in row 3.
        rows = list(csv.reader(open(sheet, encoding="utf-8")))
        found += read(rows[3:], rows[2])
    if found != wanted:
        differ = [pair for pair in zip(found, wanted) if pair[0] != pair[1]]
        sys.exit(f"{table}: {len(found)} rows and {len(wanted)}; the first that differ: {differ[:1]}")
    print(f"{table}: {len(found)} rows are the same in LibreOffice")


main(sys.argv[1], sys.argv[2:])
