"""The filter that all pages share: read from the URL, written back into links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from rashomon.naming import name_code, read_code
from rashomon.records import Side
from rashomon.storage.selection import Selection

_FIELDS = (
    "event",
    "modality",
    "polarity",
    "publisher",
    "party",
    "actor",
    "recipient",
    "speaker",
    "place",
    "document",
    "review",
)


_PARTIES = ("party", "actor", "recipient", "speaker")
_NAMES = {
    "event": "event", "modality": "status", "polarity": "", "publisher": "publisher", "party": "party",
    "actor": "actor", "recipient": "recipient", "speaker": "speaker", "place": "place", "document": "document",
    "review": "", "q": "words", "since": "from", "until": "to", "side": "told by", "teller": "told by",
    "disputed": "disputed only", "unreviewed": "unreviewed only",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader of a page has chosen; ``pairs`` are its query, in the order of the fields."""

    pairs: tuple[tuple[str, str], ...]
    selection: Selection

    @property
    def is_empty(self) -> bool:
        return not self.pairs

    def value(self, name: str) -> str:
        return next((value for key, value in self.pairs if key == name), "")

    def query(self, **changes: str | int | None) -> str:
        """The filter as a query string, with some fields changed or, given None, left out."""
        kept = [(key, value) for key, value in self.pairs if key not in changes]
        kept += [(key, str(value)) for key, value in changes.items() if value is not None]
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def chips(self) -> tuple[tuple[str, str], ...]:
        """What is chosen in words, each with the query that leaves it out."""
        found = []
        for key, value in self.pairs:
            words = "" if key in ("disputed", "unreviewed") else name_code(value).replace("_", " ")
            found.append((f"{_NAMES[key]} {words}".strip(), self.query(**{key: None})))
        return tuple(found)


def read_filter(query: Iterable[tuple[str, str]], sides: Mapping[str, Side]) -> Filter:
    """The filter of a URL's query; unknown fields and empty values are left out, never an error."""
    given = [(key, value.strip()) for key, value in query if value.strip()]
    chosen: dict[str, object] = {}
    pairs = []
    for key, value in given:
        if key in _FIELDS:
            earlier = chosen.get(key, ())
            pairs.append((key, value))
            value = (read_code(value) or value) if key in _PARTIES else value
            chosen[key] = (*earlier, value) if isinstance(earlier, tuple) else (value,)
            continue
        if key == "q":
            chosen["text"] = value
        elif key in ("since", "until"):
            chosen[key] = value
        elif key == "side" and value in sides:
            chosen["side"] = sides[value]
        elif key == "teller":  # a country with its publishers, or the name of who tells it
            is_country = len(value) == 3 and value.isupper()
            chosen |= {"side": Side(value, (value,))} if is_country else {"holder": (value,)}
        elif key == "disputed":
            chosen["disputed"] = True
        elif key == "unreviewed":
            chosen["review"] = ("unreviewed",)
        else:
            continue
        pairs.append((key, value))
    return Filter(tuple(pairs), Selection(**chosen))  # type: ignore[arg-type]  # keys are those of Selection
