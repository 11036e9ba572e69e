"""Compiles ``src/rashomon/linking/senses.tsv`` from WordNet 3.1: which words can name one act, and what each is of.

    python tools/compile_senses.py FOLDER [--into FILE]

FOLDER holds WordNet's ``data.verb``, ``data.noun``, ``index.verb`` and ``index.noun``. Kept are the senses of verbs and
of nouns of acts, events and phenomena; of each word only its four commonest senses, since rare ones would make all
alike. A noun that is derived from a verb stands in the verb's sense ("death" with "die"). What a sense is a kind of,
what it causes ("kill" causes "die") and the verbs that WordNet groups with it are its broader senses; a broader sense
of more than sixty kinds ("change", "move") tells nothing and is left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

COMMONEST = 4
LONGEST = 2  # words of a phrase
MOST_KINDS = 60
OF_NOUNS = frozenset({"04", "11", "19"})  # WordNet's files of acts, events, phenomena
OURS = Path(__file__).resolve().parent.parent / "src/rashomon/linking/senses.tsv"
HEAD = """# Words that can name one act: a sense a line, its number, the numbers of the broader senses, its words.
# Source: WordNet 3.1, Copyright 2011 Princeton University (licence: senses.licence.txt); tools/compile_senses.py.
"""
_Key = tuple[str, str]  # "v" or "n", and WordNet's number


@dataclass
class Sense:
    """One sense on its way into the table."""

    words: set[str] = field(default_factory=set)
    broader: set[_Key] = field(default_factory=set)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--into", type=Path, default=OURS)
    given = parser.parse_args()
    given.into.write_text(HEAD + "".join(f"{line}\n" for line in write_senses(read_senses(given.folder))), "utf-8")


def read_senses(folder: Path) -> dict[_Key, Sense]:
    """The senses that can tell something: of two words or more, or broader or narrower than another."""
    common = _read_common(folder)
    rows = {kind: _read_rows(folder / f"data.{name}") for kind, name in (("v", "verb"), ("n", "noun"))}
    kinds = Counter(
        (pos, to)
        for table in rows.values()
        for _, _, points in table.values()
        for mark, to, pos, _ in points
        if mark == "@"
    )
    senses: dict[_Key, Sense] = {}
    for id, (_, words, points) in rows["v"].items():
        senses["v", id] = Sense(_kept(words, "v", id, common), _broader(points, "v", "@>$", kinds))
    for id, (file, words, points) in rows["n"].items():
        if file not in OF_NOUNS:
            continue
        kept = _kept(words, "n", id, common)
        senses["n", id] = Sense(kept, _broader(points, "n", "@", kinds))
        for mark, to, pos, which in points:
            if mark == "+" and pos == "v":
                word = int(which[:2], 16)
                senses["v", to].words.update({words[word - 1]} & kept if word else kept)
    above = {broader for sense in senses.values() if sense.words for broader in sense.broader}

    def tells(id: _Key, sense: Sense) -> bool:
        beside = any(broader in senses and senses[broader].words for broader in sense.broader)
        return bool(sense.words) and (len(sense.words) > 1 or id in above or beside)

    kept_ids = {id for id, sense in senses.items() if tells(id, sense)}
    return {id: Sense(senses[id].words, senses[id].broader & kept_ids) for id in sorted(kept_ids, reverse=True)}


def write_senses(senses: dict[_Key, Sense]) -> list[str]:
    """One line a sense, verbs first."""
    number = {id: place for place, id in enumerate(senses, start=1)}
    return [
        f"{number[id]}\t{' '.join(map(str, sorted(number[broader] for broader in sense.broader)))}\t"
        f"{', '.join(sorted(sense.words))}"
        for id, sense in senses.items()
    ]


def _read_rows(file: Path) -> dict[str, tuple[str, list[str], list[tuple[str, str, str, str]]]]:
    """By number the file of the lexicographers, the words, and the pointers (mark, to, kind, which words)."""
    rows = {}
    for line in file.read_text("ascii").splitlines():
        if line.startswith(" "):
            continue
        cells = line.partition("|")[0].split()
        count = int(cells[3], 16)
        words = [_plain(cells[4 + 2 * place]) for place in range(count)]
        after = 4 + 2 * count
        points = [
            (cells[at], cells[at + 1], cells[at + 2], cells[at + 3])
            for at in range(after + 1, after + 1 + 4 * int(cells[after]), 4)
        ]
        rows[cells[0]] = cells[1], words, points
    return rows


def _read_common(folder: Path) -> frozenset[tuple[str, str, str]]:
    """Kind, number and word of the commonest senses of each word."""
    common = set()
    for kind, name in (("v", "verb"), ("n", "noun")):
        for line in (folder / f"index.{name}").read_text("ascii").splitlines():
            if not line.startswith(" "):
                cells = line.split()
                numbers = cells[4 + int(cells[3]) + 2 :]
                common.update((kind, number, _plain(cells[0])) for number in numbers[:COMMONEST])
    return frozenset(common)


def _kept(words: list[str], kind: str, id: str, common: frozenset[tuple[str, str, str]]) -> set[str]:
    return {
        word
        for word in words
        if (kind, id, word) in common and len(word.split()) <= LONGEST and not any(map(str.isdigit, word))
    }


def _broader(points: list[tuple[str, str, str, str]], kind: str, marks: str, kinds: Counter[_Key]) -> set[_Key]:
    return {(pos, to) for mark, to, pos, _ in points if mark in marks and pos == kind and kinds[pos, to] <= MOST_KINDS}


def _plain(word: str) -> str:
    return word.lower().replace("_", " ").replace("-", " ")


if __name__ == "__main__":
    main()
