"""PETRARCH actor and agent dictionaries, the format of event coders since TABARI, read into our rows.

    VLADIMIR_PUTIN_           ; a name, words parted by underscores
    +PUTIN_                   ; another name of it
        [RUSGOV 991231-080507]    ; who it is, with dates: "<" until, ">" from, a range
    POLICEMAN {POLICEMEN} [~COP]  ; of an agents file: a noun, its plural, its sector

The codes are CAMEO's: a country and sectors of three letters each. Ethnic and religious codes have no
place in ours and are left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rashomon.resolution.entities import ALWAYS, FOREVER, Agent
from rashomon.resolution.tables import ActorRow, Problem, country_codes, describe_agent, sector_codes

# CAMEO's codes that PLOVER spells otherwise, and countries that changed their code.
_SECTORS = {"MED": "JRN", "INS": "REB", "SEP": "REB", "MOD": "OPP", "DEV": "SOC", "HRI": "SOC", "ENV": "SOC"}
_COUNTRIES = {
    "TMP": "TLS",
    "ROM": "ROU",
    "ZAR": "COD",
    "YUG": "SRB",
    "SCG": "SRB",
    "KSV": "XKX",
    "GZS": "PSE",
    "WSB": "PSE",
}
_SMALL = frozenset(
    ("of", "the", "and", "for", "in", "on", "to", "against", "al", "el", "bin", "ibn", "de", "del", "la", "le", "du",
     "van", "von", "da", "dos")
)  # fmt: skip
_CODE = re.compile(r"\[\s*([A-Z~-]+)\s*([<>]?\s*\d{6,8}(?:\s*-\s*\d{6,8})?)?\s*\]")
_NOT_STATES = ("IGO", "NGO", "MNC", "IMG")


def read_petrarch_actors(lines: Iterable[str], *, origin: str) -> Iterator[ActorRow | Problem]:
    """Rows of an actor dictionary, one for each name and time."""
    block = _Block()
    for number, raw in enumerate(lines, 1):
        line = _without_comment(raw)
        if not line.strip() or line.lstrip().startswith(("<", "-->")):
            continue
        if line[0].isspace() and "[" in line:
            block.codes.append((number, line.strip()))
            continue
        name, _, codes = line.partition("[")
        if line.startswith("+"):
            block.aliases.append(_spell(name[1:]))
        else:
            yield from block.rows(origin)
            block = _Block(number, _spell(name))
        if codes:
            block.codes.append((number, f"[{codes.strip()}"))
    yield from block.rows(origin)


def read_petrarch_agents(lines: Iterable[str], *, origin: str) -> Iterator[Agent | Problem]:
    """Nouns of an agent dictionary; ``!MARK! = A, B`` lines define what a mark in a noun stands for."""
    marks: dict[str, tuple[str, ...]] = {}
    for number, raw in enumerate(lines, 1):
        line = _without_comment(raw).strip()
        if not line or line.startswith(("<", "-->")):
            continue
        defined = re.fullmatch(r"(![A-Z0-9_]+!)\s*=\s*(.+)", line)
        if defined is not None:
            marks[defined[1]] = tuple(part.strip() for part in defined[2].split(",") if part.strip())
            continue
        match = re.fullmatch(r"([^\[{]+?)\s*(?:\{([^}]*)\})?\s*\[~?([A-Z]{3,})[^\]]*\]", line)
        if match is None:
            yield Problem(f"{origin}:{number}: {line!r} is no agent; expected NOUN {{PLURAL}} [~SECTOR]")
            continue
        sectors = _sectors(_triples(match[3]))
        if not sectors:
            yield Problem(f"{origin}:{number}: {match[3]!r} has no sector that PLOVER knows")
            continue
        for noun in _expand(match[1], marks):
            yield describe_agent(_spell(noun).lower(), sectors, "people")


def looks_like_agents(text: str) -> bool:
    """Whether a PETRARCH file is one of agents: most of its codes begin with a tilde."""
    codes = re.findall(r"\[(~?)[A-Z-]{3,}", text)
    return bool(codes) and sum(code == "~" for code in codes) * 2 > len(codes)


@dataclass
class _Block:
    """A name with its other names and codes, as its lines are read."""

    number: int = 0
    name: str = ""
    aliases: list[str] = field(default_factory=list)
    codes: list[tuple[int, str]] = field(default_factory=list)

    def rows(self, origin: str) -> Iterator[ActorRow | Problem]:
        if not self.name:
            return
        if not self.codes:
            yield Problem(f"{origin}:{self.number}: {self.name!r} has no code; expected [CODE] on its line or below")
        for number, text in self.codes:
            found = list(_CODE.finditer(text))
            if not found or _CODE.sub("", text).strip():
                yield Problem(f"{origin}:{number}: {text!r} is no code; expected [RUSGOV 991231-080507] or the like")
                continue
            for match in found:
                yield self._row(match[1], match[2] or "", f"{origin}:{number}")

    def _row(self, code: str, dates: str, origin: str) -> ActorRow | Problem:
        triples = _triples(code)
        country: str | None = _COUNTRIES.get(triples[0], triples[0])
        rest = triples[1:]
        if country in _NOT_STATES:
            if country == "IGO" and rest and rest[0] not in sector_codes():
                country, rest = f"IGO/{rest[0]}", rest[1:]
        elif country in ("---", "~"):
            country = None
        elif country not in country_codes():
            return Problem(f"{origin}: {triples[0]!r} in {code!r} is no country of ISO 3166")
        days = _days(dates)
        if days is None:
            return Problem(f"{origin}: {dates!r} is no date; expected 991231, 19991231, <..., >... or a range")
        return ActorRow(
            name=self.name,
            aliases=tuple(self.aliases),
            country=country,
            sectors=_sectors(rest),
            since=days[0],
            until=days[1],
            origin=origin,
        )


def _without_comment(line: str) -> str:
    return re.split(r"[#;]", line.rstrip("\n"), maxsplit=1)[0].rstrip()


def _spell(name: str) -> str:
    """ "UNITED_STATES_" as it stands in texts: "United States"; short single words ("UN") stay capitals."""
    words = name.replace("_", " ").split()
    if len(words) == 1 and len(words[0]) <= 4:
        return words[0]
    return " ".join(
        word.lower() if index and word.lower() in _SMALL else "-".join(part.capitalize() for part in word.split("-"))
        for index, word in enumerate(words)
    )


def _triples(code: str) -> list[str]:
    return [code[at : at + 3] for at in range(0, len(code), 3)]


def _sectors(triples: Iterable[str]) -> tuple[str, ...]:
    known = (_SECTORS.get(triple, triple) for triple in triples)
    return tuple(dict.fromkeys(sector for sector in known if sector in sector_codes()))


def _expand(noun: str, marks: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for mark, words in marks.items():
        if mark in noun:
            for word in words:
                yield from _expand(noun.replace(mark, word), marks)
            return
    yield noun


def _days(text: str) -> tuple[dt.date, dt.date] | None:
    """From and until, of "<080507", ">080507", "991231-080507"; a single date is a day."""
    text = text.replace(" ", "")
    if not text:
        return ALWAYS, FOREVER
    first, _, last = text.lstrip("<>").partition("-")
    since, until = _day(first), _day(last or first)
    if since is None or until is None:
        return None
    if text.startswith("<"):
        return ALWAYS, until - dt.timedelta(days=1)
    if text.startswith(">"):
        return since, FOREVER
    return (since, until) if since <= until else None


def _day(digits: str) -> dt.date | None:
    """A day of six (a year below 50 is of this century) or eight digits."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) < 50 else "19") + digits
    if len(digits) != 8:
        return None
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
