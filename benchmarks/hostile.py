"""Hostile text: a megabyte of each of these shapes must be tagged in time that grows with its length only.

    python -m benchmarks.hostile [--size BYTES] [--json]

Prints seconds of CPU for each shape, the slowest last, and fails if one takes a second or more.
"""

from __future__ import annotations

import argparse
import json
import sys
from time import process_time

from kb.temporal import tag

SHAPES = {
    "digits": "1234567890",
    "one digit": "1",
    "numbers": "12 ",
    "years": "2012 ",
    "years with dashes": "2012-",
    "dashes": "-",
    "digits and dashes": "1-",
    "slashes": "1/2/",
    "dots": "1.2.",
    "colons": "10:30:",
    "months": "January ",
    "short months": "Mar. ",
    "months and days": "May 5, ",
    "days and months": "5 and 6 May ",
    "weekdays": "Monday, ",
    "modifiers": "early ",
    "last": "last ",
    "the": "the ",
    "numbers in words": "one hundred ",
    "units": "years ",
    "hyphens": "two-year-",
    "counts": "two or three ",
    "spaces": " ",
    "line ends": "\n",
    "paragraphs": "\n\n",
    "tabs": "\t12",
    "letters": "a",
    "letters and stops": "a. ",
    "stops": ". A",
    "quotes": '!"',
    "apostrophes": "'98 ",
    "brackets": "(([[",
    "money": "$1,000,",
    "hours": "9 p.m. ",
    "tense": "will be expected to have been ",
    "given until": "given the relatives ",
    "quarters": "the third quarter ",
    "holidays": "Christmas Eve ",
    "capitals": "ABC",
    "no latin": "日本語",
    "combining": "e\u0301",
    "lengthening": "İ",
    "emoji": "😀 ",
}


def seconds(piece: str, size: int) -> float:
    """Return the CPU time that tagging takes of about `size` characters made of one piece."""
    text = "last" + piece * (size // len(piece))
    begun = process_time()
    tag(text, "2023-06-16")
    return process_time() - begun


def main(argv: list[str] | None = None) -> int:
    """Run all shapes; 1 if one of them took a second or more."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    args = parser.parse_args(argv)
    tag("Warm up in May 2023.", "2023-06-16")
    taken = {name: seconds(piece, args.size) for name, piece in SHAPES.items()}
    ranked = dict(sorted(taken.items(), key=lambda item: item[1]))
    print(json.dumps(ranked, indent=1) if args.json else "\n".join(f"{n:20}{s:8.2f}" for n, s in ranked.items()))
    return int(max(taken.values()) >= 1)


if __name__ == "__main__":
    sys.exit(main())
