"""The gazetteer: which places bear a name, and which place lies in which.

Two sources stand behind one look-up. ``gazetteers/index.bin`` holds cities, divisions and
countries of GeoNames, compiled by ``tools/compile_gazetteer.py``; it is mapped into memory and
nothing of it is read before it is asked for. ``gazetteers/places.csv`` is our own table of seas,
straits, regions, bases and sites. The layout of the index, little-endian:

    magic "RSHGAZ1\\n", then five u32: entries, buckets, offset of entries, of buckets, of names
    entry  (28 bytes, sorted by GeoNames id): u32 id, i32 lat, i32 lon (1e-5 degrees),
           u32 population, u32 parent entry + 1, u32 offset of its name, u16 country, u8 kind, u8 is a capital
    bucket (u32): offset of its first key; the key's bucket is crc32(key) % buckets
    key    u8 length, bytes, u16 n, n * u32 entry (top bit set: the name is an alternate one)
"""

from __future__ import annotations

import csv
import math
import mmap
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from rashomon.errors import CatalogueError

PlacePrecision = Literal[1, 2, 3, 4, 5, 6, 7]

MAGIC = b"RSHGAZ1\n"
HEAD = struct.Struct("<8s5I")
ENTRY = struct.Struct("<IiiIIIHBB")
KINDS = ("country", "admin1", "admin2", "city")
ALTERNATE = 0x80000000

# UCDP's where_prec: 1 exact, 2 near, 3 second-level division, 4 first-level division, 5 a line or an
# area that no division covers, 6 country, 7 international waters or airspace.
_PRECISION: Mapping[str, PlacePrecision] = {
    "country": 6, "admin1": 4, "admin2": 3, "city": 1, "continent": 6, "sea": 7, "gulf": 7, "strait": 7,
    "bay": 7, "ocean": 7, "canal": 1, "river": 5, "lake": 5, "mountains": 5, "desert": 5, "border": 5, "line": 5,
    "region": 5, "disputed": 5, "valley": 5, "peninsula": 5, "island": 3, "islands": 5, "base": 1, "camp": 1,
    "airport": 1, "port": 1, "site": 1, "neighbourhood": 1, "prison": 1, "crossing": 1, "square": 1, "building": 1,
    "power plant": 1, "bridge": 1, "dam": 1, "town": 1, "oil field": 1, "cape": 1, "mountain": 1,
    "airspace": 7, "waters": 7, "venue": 1, "former country": 6, "zone": 2,
}  # fmt: skip

_IN_TOWN_KM = 30.0
_ARTICLES = frozenset(("al", "el", "ar", "as", "ash", "ad", "an", "at", "az", "adh", "ath"))
_SPELLED_OUT = {"st": "saint", "mt": "mount", "ft": "fort", "sainte": "saint", "ste": "saint"}
_APOSTROPHES = re.compile(r"[’‘'`´ʻʼʿʾ.]")
_BREAKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    ``latitude`` and ``longitude`` are degrees (WGS 84) and are a reference point for measuring
    nearness; a country's are never given out as the place of an event. ``population`` is in
    persons, 0 when unknown. ``precision`` is UCDP's where_prec.
    """

    id: str  # "geonames:98182", "rashomon:green-zone"
    name: str
    kind: str
    country: str | None  # ISO 3166 alpha-3; None: international
    latitude: float | None
    longitude: float | None
    population: int
    precision: PlacePrecision
    parents: tuple[str, ...] = ()  # ids of what directly contains it
    alternate: bool = False  # found under an alternate name
    capital: bool = False  # of a country


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """The name as it is looked up: lower case, no accents, apostrophes or points, single blanks.

    >>> fold("Kuh-e Mobārak"), fold("St. Louis"), fold("Qa'im")
    ('kuh e mobarak', 'saint louis', 'qaim')
    """
    name = name.casefold()
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in name if not unicodedata.combining(letter))
        name = name.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d")
    words = _BREAKS.split(_APOSTROPHES.sub("", name))
    return " ".join(_SPELLED_OUT.get(word, word) for word in words if word)


def load_gazetteer(*extra: Path) -> Gazetteer:
    """The gazetteer that ships with us, and tables of the user's own with the columns of ``places.csv``.

    Raises:
        CatalogueError: the index is not ours, or a row of a table does not hold.
    """
    return _load(tuple(extra))


def distance_km(one: Entry, other: Entry) -> float | None:
    """Kilometres along the great circle between two reference points; None when one has none."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return kilometres(one.latitude, one.longitude, other.latitude, other.longitude)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres along the great circle between two points given in degrees."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


class Gazetteer:
    """Read-only: the places that bear a name, and what contains what."""

    def __init__(self, index: bytes | mmap.mmap, own: Iterable[Mapping[str, str]] = (), *, origin: str = "") -> None:
        magic, self._count, self._buckets, self._entries_at, self._buckets_at, self._names_at = HEAD.unpack_from(index)
        if magic != MAGIC:
            raise CatalogueError(f"{origin}: starts with {magic!r}, expected {MAGIC!r}; compile the gazetteer again")
        self._index = index
        (countries,) = struct.unpack_from("<H", index, self._names_at)
        codes = index[self._names_at + 2 : self._names_at + 2 + 3 * countries].decode("ascii")
        self._codes = tuple(codes[at : at + 3] for at in range(0, len(codes), 3))
        self._own: dict[str, Entry] = {}
        self._own_names: dict[str, list[tuple[str, bool]]] = {}
        self._own_openings: set[str] = set()  # the first words of those names
        for row in own:
            self._add(row, origin)

    @lru_cache(maxsize=1 << 13)  # noqa: B019 - a gazetteer lives as long as the program
    def find(self, name: str) -> tuple[Entry, ...]:
        """All places that bear the name: our own table's, then main names before alternate ones, large before small."""
        key = fold(name)
        found = [self._named(place, alternate) for place, alternate in self._own_names.get(key, ())]
        found.extend(self._read(number & ~ALTERNATE, bool(number & ALTERNATE)) for number in self._posting(key))
        return tuple(found)

    @lru_cache(maxsize=1 << 14)  # noqa: B019 - a gazetteer lives as long as the program
    def knows(self, name: str) -> bool:
        """Is there a place of this name? Faster than ``find``."""
        key = fold(name)
        return key in self._own_names or bool(self._posting(key))

    def knows_of_ours(self, name: str) -> bool:
        """Does our own table, or the user's, hold the name?"""
        return fold(name) in self._own_names

    def opens_ours(self, word: str) -> bool:
        """Does a name in our own table, or the user's, begin with this word?"""
        return not self._own_openings.isdisjoint(fold(word).split()[:1])

    @lru_cache(maxsize=1 << 14)  # noqa: B019 - a gazetteer lives as long as the program
    def entry(self, id: str) -> Entry | None:
        """The place with this id; None when there is none."""
        if id.startswith("geonames:"):
            number = self._search(int(id[9:]))
            return None if number is None else self._read(number)
        return self._own.get(id)

    def country(self, code: str) -> Entry | None:
        """The country with this ISO 3166 alpha-3 code."""
        return self._countries().get(code)

    @lru_cache(maxsize=1 << 14)  # noqa: B019 - a gazetteer lives as long as the program
    def containers(self, id: str) -> tuple[str, ...]:
        """The ids of all that contain the place, nearest first."""
        seen: dict[str, None] = {}
        waiting = [id]
        while waiting:
            place = self.entry(waiting.pop(0))
            for written in place.parents if place else ():
                parent = self._resolve(written, place) if place else None
                if parent and parent not in seen and parent != id:
                    seen[parent] = None
                    waiting.append(parent)
        return tuple(seen)

    def contains(self, outer: str, inner: str) -> bool:
        """Does the first place contain the second? No place contains itself."""
        return outer in self.containers(inner)

    def own(self) -> tuple[Entry, ...]:
        """The places of our own table and of the user's."""
        return tuple(self._own.values())

    def __len__(self) -> int:
        return int(self._count) + len(self._own)

    def _add(self, row: Mapping[str, str], origin: str) -> None:
        try:
            place = _entry_of_row(row)
        except (KeyError, ValueError) as problem:
            raise CatalogueError(f"{origin}: {dict(row)}: {problem!r}; see the header of places.csv") from problem
        if place.id in self._own:
            raise CatalogueError(f"{origin}: two places have the id {place.id!r}; give one another")
        self._own[place.id] = place
        for number, name in enumerate((row["name"], *_listed(row["aliases"]))):
            key = fold(name)
            self._own_names.setdefault(key, []).append((place.id, number > 0))
            self._own_openings.update(key.split()[:1])

    def _named(self, id: str, alternate: bool) -> Entry:
        place = self._own[id]
        if not alternate:
            return place
        return Entry(
            place.id, place.name, place.kind, place.country, place.latitude, place.longitude,
            place.population, place.precision, place.parents, alternate=True,
        )  # fmt: skip

    def _posting(self, key: str) -> tuple[int, ...]:
        wanted = key.encode()
        if not wanted or len(wanted) > 255:
            return ()
        bucket = zlib.crc32(wanted) % self._buckets
        at, end = struct.unpack_from("<II", self._index, self._buckets_at + 4 * bucket)
        while at < end:
            length = self._index[at]
            (n,) = struct.unpack_from("<H", self._index, at + 1 + length)
            if self._index[at + 1 : at + 1 + length] == wanted:
                return struct.unpack_from(f"<{n}I", self._index, at + 3 + length)
            at += 3 + length + 4 * n
        return ()

    def _search(self, id: int) -> int | None:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            (found,) = struct.unpack_from("<I", self._index, self._entries_at + ENTRY.size * middle)
            if found == id:
                return int(middle)
            low, high = (middle + 1, high) if found < id else (low, middle)
        return None

    def _read(self, number: int, alternate: bool = False) -> Entry:
        id, lat, lon, population, parent, name_at, country, kind, capital = ENTRY.unpack_from(
            self._index, self._entries_at + ENTRY.size * number
        )
        length = self._index[name_at]
        name = self._index[name_at + 1 : name_at + 1 + length].decode()
        parents: tuple[str, ...] = ()
        if parent:
            (above,) = struct.unpack_from("<I", self._index, self._entries_at + ENTRY.size * (parent - 1))
            parents = (f"geonames:{above}",)
        return Entry(
            f"geonames:{id}", name, KINDS[kind], self._codes[country], lat / 1e5, lon / 1e5,
            population, _PRECISION[KINDS[kind]], parents, alternate, bool(capital),
        )  # fmt: skip

    def _resolve(self, parent: str, place: Entry) -> str | None:
        """A container as a table writes it: an id, "IRQ", or "IRQ:Baghdad": the town if it is near, else a division."""
        if parent.startswith(("geonames:", "rashomon:")):
            return parent
        country, _, name = parent.partition(":")
        if not name:
            found = self.country(country)
            return found.id if found else None
        named = [entry for entry in self.find(name) if entry.country == country and entry.id.startswith("geonames:")]
        towns = [entry for entry in named if entry.kind == "city" and (distance_km(entry, place) or 0.0) <= _IN_TOWN_KM]
        named = towns or [entry for entry in named if entry.kind != "city"] or named
        return max(named, key=lambda entry: (not entry.alternate, entry.population)).id if named else None

    @cache  # noqa: B019 - a gazetteer lives as long as the program
    def _countries(self) -> Mapping[str, Entry]:
        at = self._names_at + 2 + 3 * len(self._codes)
        numbers = struct.unpack_from(f"<{len(self._codes)}I", self._index, at)
        return {code: self._read(number) for code, number in zip(self._codes, numbers, strict=True)}


def variants(key: str) -> tuple[str, ...]:
    """Other spellings under which a folded name may stand: with or without an article, with -a for -ah."""
    words = key.split()
    found = []
    if len(words) > 1 and (words[0] in _ARTICLES or words[0] == "the"):
        found.append(" ".join(words[1:]))
        if words[0] in _ARTICLES and words[0] != "al":
            found.append(" ".join(["al", *words[1:]]))
    elif words:
        found.append(f"al {key}")
    for spelling in (key, *found):
        if spelling.endswith("ah"):
            found.append(spelling[:-1])
        elif spelling.endswith("a"):
            found.append(spelling + "h")
    return tuple(dict.fromkeys(found))


@cache
def _load(extra: tuple[Path, ...]) -> Gazetteer:
    folder = Path(str(files("rashomon") / "gazetteers"))
    rows: list[dict[str, str]] = []
    for path in (folder / "places.csv", *extra):
        with path.open(encoding="utf-8", newline="") as table:
            rows.extend(csv.DictReader(line for line in table if not line.startswith("#")))
    with (folder / "index.bin").open("rb") as file:
        index = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Gazetteer(index, rows, origin=", ".join(("places.csv", *map(str, extra))))


def _entry_of_row(row: Mapping[str, str]) -> Entry:
    kind = row["kind"]
    if kind not in _PRECISION:
        raise ValueError(f"unknown kind {kind!r}; known: {', '.join(sorted(_PRECISION))}")
    precision = int(row["precision"]) if row["precision"] else _PRECISION[kind]
    if not 1 <= precision <= 7:
        raise ValueError(f"precision {precision} is not 1 to 7")
    latitude = float(row["latitude"]) if row["latitude"] else None
    longitude = float(row["longitude"]) if row["longitude"] else None
    if latitude is not None and not -90 <= latitude <= 90:
        raise ValueError(f"latitude {latitude} is not -90 to 90")
    if longitude is not None and not -180 <= longitude <= 180:
        raise ValueError(f"longitude {longitude} is not -180 to 180")
    parents = _listed(row["within"])
    country = row["country"] or None
    if country and not parents and kind != "country":
        parents = (country,)
    return Entry(
        f"rashomon:{row['id']}", row["name"], kind, country, latitude, longitude, 0, precision, parents  # type: ignore[arg-type]  # checked above
    )  # fmt: skip


def _listed(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())
