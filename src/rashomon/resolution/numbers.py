"""What numerals mean: "4,000", "twenty-four", "1.2 million", "half a dozen", "a couple of"."""

from __future__ import annotations

import re

_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SHORT_SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_PHRASES = {
    "a": 1.0,
    "an": 1.0,
    "a single": 1.0,
    "half": 0.5,
    "half a": 0.5,
    "half an": 0.5,
    "a half": 0.5,
    "quarter of a": 0.25,
    "a quarter of a": 0.25,
    "a couple of": 2.0,
    "couple of": 2.0,
    "a couple": 2.0,
    "a pair of": 2.0,
    "pair of": 2.0,
    "a trio of": 3.0,
    "a quartet of": 4.0,
    "a score of": 20.0,
    "a score": 20.0,
    "half a dozen": 6.0,
    "a half-dozen": 6.0,
    "half-dozen": 6.0,
    "a dozen": 12.0,
    "one dozen": 12.0,
    "dozen": 12.0,
    "half a million": 500_000.0,
    "a hundred": 100.0,
    "a thousand": 1_000.0,
    "a million": 1_000_000.0,
    "a billion": 1_000_000_000.0,
}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = "|".join(sorted((*_ONES, *_TENS, *_SCALES), key=len, reverse=True))
_FRACTION = r"(?:\s+and\s+a\s+half|\s+1/2|½)"

# One numeral, to be put into other patterns: digits with a scale, or words. No groups that capture.
NUMERAL = (
    rf"(?:(?:{_DIGITS})(?:\s*(?:hundred|thousand|million|billion|bn|mn)\b|[km]\b)?{_FRACTION}?"
    rf"|(?:a\s+)?half[\s-](?:an?\s+)?(?:dozen|million)\b"
    r"|(?:an?|one)\s+dozen\b"
    rf"|(?:an?\s+)?(?:couple|pair|trio|quartet|score)\s+of\b"
    rf"|(?:an?\s+(?=hundred|thousand|million|billion))?(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD}))*(?:\s+dozen)?\b{_FRACTION}?"
    r"|dozen\b)"
)
# The words that a numeral may begin with, where it does not begin with a figure.
NUMERAL_OPENINGS = frozenset(
    (*_ONES, *_TENS, *_SCALES, "a", "an", "half", "couple", "pair", "trio", "quartet", "score", "dozen")
)
_NUMERAL = re.compile(NUMERAL, re.IGNORECASE)


def read_number(text: str) -> float | None:
    """The number that a numeral stands for; None when the text is no numeral.

    >>> read_number("twenty-four"), read_number("1.2 million"), read_number("half a dozen")
    (24.0, 1200000.0, 6.0)
    """
    words = " ".join(text.lower().replace("–", "-").split())
    if words in _PHRASES:
        return _PHRASES[words]
    extra = 0.0
    ending = re.search(rf"{_FRACTION}$", words)
    if ending and ending.start():
        words, extra = words[: ending.start()], 0.5
    total, current, seen = 0.0, 0.0, False
    for piece in re.split(r"[\s-]+|(?<=\d)(?=[a-z])", words):
        value = piece.replace(",", "")
        if value in ("and", "a", "an", ""):
            continue
        if re.fullmatch(r"\d+(?:\.\d+)?", value):
            current += float(value)
        elif value in _ONES:
            current += _ONES[value]
        elif value in _TENS:
            current += _TENS[value]
        elif value == "dozen":
            current = (current or 1.0) * 12
        elif value == "hundred":
            current = (current or 1.0) * 100
        elif value in _SCALES or value in _SHORT_SCALES:
            total += (current or 1.0) * (_SCALES.get(value) or _SHORT_SCALES[value])
            current = 0.0
        else:
            return None
        seen = True
    return total + current + extra if seen else None


def find_numbers(text: str) -> tuple[tuple[int, int, float], ...]:
    """Start, end and value of every numeral in a text, left to right."""
    found = []
    for match in _NUMERAL.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        value = read_number(match[0])
        if value is not None and not before.isalnum() and before not in "-.,":
            found.append((match.start(), match.end(), value))
    return tuple(found)
