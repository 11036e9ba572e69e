"""Users' dictionaries are read in their formats; a malformed line is named, and the rest read on request."""

from __future__ import annotations

import bz2
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import CatalogueError
from rashomon.records import Phrase
from rashomon.resolution.actors import resolve_party
from rashomon.resolution.composition import read_composition
from rashomon.resolution.dictionaries import Dictionary, find_overlaps, read_dictionary, write_dictionary
from rashomon.resolution.entities import ALWAYS, FOREVER, Entity, Role
from rashomon.resolution.names import load_catalogue
from rashomon.resolution.tables import ActorRow

CSV = """\
name,aliases,country,sectors,title,since,until
Marsh Brigade,MB|Swamp Brigade,IRQ,PRM,,2015-06,
Iran,Land of the Nobles,,,,,
"""
PETRARCH = """\
# an actor dictionary
VLADIMIR_EXAMPLE_ ; a person
+EXAMPLE_OF_MOSCOW_
\t[RUSGOV 000101-080507]
\t[RUSELI >080508]
MARSH_BRIGADE_ [IRQREB]
NATO_UNION_ [IGONAT]
"""
AGENTS = """\
!PERSON! = MAN, MEN
MARSH_!PERSON! [~REB]
DRAGOON {DRAGOONS} [~MIL]
"""


def code(text: str, *dictionaries: Path, when: dt.date | None = None) -> str | None:
    phrase = Phrase(0, len(text), text, len(text), len(text), "")
    return resolve_party(phrase, catalogue=load_catalogue(*dictionaries), when=when).code


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_table_adds_actors_and_aliases(tmp_path: Path) -> None:
    table = write(tmp_path / "mine.csv", CSV)
    assert code("the Swamp Brigade", table) == "IRQPRM"
    assert code("the Land of the Nobles", table) == "IRN"
    assert code("the Swamp Brigade") is None


def test_a_toml_table_adds_actors_and_nouns(tmp_path: Path) -> None:
    text = (
        '[[actor]]\nname = "Marsh Brigade"\ncountry = "IRQ"\nsectors = ["PRM"]\n'
        '[agents.COP]\npeople = ["thief-taker"]\n'
    )
    table = write(tmp_path / "mine.toml", text)
    assert code("the Marsh Brigade", table) == "IRQPRM"
    assert code("British thief-takers", table) == "GBRCOP"


def test_a_row_of_the_user_wins_and_keeps_our_aliases(tmp_path: Path) -> None:
    table = write(tmp_path / "mine.csv", "name,country,sectors\nHezbollah,LBN,PTY\n")
    assert code("Hizbullah", table) == "LBNPTY"
    assert code("Hizbullah") == "LBNREB"


def test_petrarch_actors_have_names_codes_and_dates(tmp_path: Path) -> None:
    table = write(tmp_path / "old.actors.txt", PETRARCH)
    assert code("Vladimir Example", table, when=dt.date(2005, 1, 1)) == "RUSGOV"
    assert code("Example of Moscow", table, when=dt.date(2012, 1, 1)) == "RUSELI"
    assert code("the Marsh Brigade", table) == "IRQREB"
    assert code("Nato Union", table) == "IGONAT"


def test_petrarch_agents_are_nouns_with_sectors(tmp_path: Path) -> None:
    table = write(tmp_path / "old.agents.txt", AGENTS)
    assert code("Iraqi marsh men", table) == "IRQREB"
    assert code("French dragoons", table) == "FRAMIL"


MALFORMED = [
    pytest.param("a.csv", "name,country\nMarsh Brigade,Iraq\n", "a.csv:2", "country 'Iraq'", id="country"),
    pytest.param("a.csv", "name,country\nMarsh Brigade,QQQ\n", "a.csv:2", "'QQQ'", id="no ISO code"),
    pytest.param("a.csv", "name,sectors\nMarsh Brigade,ARMY\n", "a.csv:2", "sector 'ARMY'", id="sector"),
    pytest.param("a.csv", "name,since\nMarsh Brigade,June\n", "a.csv:2", "'June' is no date", id="date"),
    pytest.param("a.csv", "name,since\nMarsh Brigade,2014-02-30\n", "a.csv:2", "is no date", id="no such day"),
    pytest.param("a.csv", "name,since,until\nX Y,2015,2014\n", "a.csv:2", "is after until", id="backwards"),
    pytest.param("a.csv", "name,colour\nX Y,red\n", "a.csv:2", "unknown column 'colour'", id="column"),
    pytest.param("a.csv", "name,country\nX Y,IRQ,REB\n", "a.csv:2", "more cells", id="cells"),
    pytest.param("a.csv", "name,country\n,IRQ\n", "a.csv:2", "no name", id="no name"),
    pytest.param("a.toml", "[[actor]]\ncountry = 'IRQ'\n", "actor 1", "no name", id="toml"),
    pytest.param("a.toml", "[[actors]]\nname = 'X'\n", "a.toml", "unknown key 'actors'", id="toml key"),
    pytest.param("a.txt", "MARSH_BRIGADE_\n", "a.txt:1", "has no code", id="petrarch without code"),
    pytest.param("a.txt", "MARSH_BRIGADE_ [irq]\n", "a.txt:1", "is no code", id="petrarch code"),
    pytest.param("a.txt", "MARSH_BRIGADE_ [QQQREB]\n", "a.txt:1", "is no country", id="petrarch country"),
    pytest.param("a.agents", "DRAGOON MIL\n", "a.agents:1", "is no agent", id="petrarch agent"),
    pytest.param("a.jsonl", "{broken\n", "a.jsonl:1", "no JSON object", id="wikidata"),
]


@pytest.mark.parametrize(("file", "text", "where", "what"), MALFORMED)
def test_a_malformed_line_is_named(tmp_path: Path, file: str, text: str, where: str, what: str) -> None:
    path = write(tmp_path / file, text)
    with pytest.raises(CatalogueError) as caught:
        read_dictionary(path)
    assert where in str(caught.value)
    assert what in str(caught.value)
    assert len(read_dictionary(path, lenient=True).problems) == 1


def test_lenient_reads_the_rest(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "name,country\nOne,QQQ\nTwo Rivers,IRQ\n")
    found = read_dictionary(path, lenient=True)
    assert [row.name for row in found.rows] == ["Two Rivers"]
    assert "a.csv:2" in found.problems[0]


def test_a_missing_file_and_an_unknown_ending_are_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no such file"):
        read_dictionary(tmp_path / "none.csv")
    with pytest.raises(CatalogueError, match="says no format"):
        read_dictionary(write(tmp_path / "a.xlsx", ""))


def claim(value: object, **qualifiers: str) -> dict[str, object]:
    def snak(content: object) -> dict[str, object]:
        return {"datavalue": {"value": content}}

    times = {key: [snak({"time": f"+{day}T00:00:00Z"})] for key, day in qualifiers.items()}
    return {"mainsnak": snak(value), "rank": "normal", "qualifiers": times}


def test_a_wikidata_dump_gives_names_and_offices(tmp_path: Path) -> None:
    items = [
        {"id": "Q1", "labels": {"en": {"value": "Norway"}}, "claims": {"P298": [claim("NOR")]}},
        {"id": "Q2", "labels": {"en": {"value": "Minister of Herring"}}, "claims": {}},
        {
            "id": "Q3",
            "labels": {"en": {"value": "Kari Eksempel"}},
            "aliases": {"en": [{"value": "Kari E. Eksempel"}]},
            "claims": {
                "P31": [claim({"id": "Q5"})],
                "P27": [claim({"id": "Q1"})],
                "P39": [claim({"id": "Q2"}, P580="2012-01-02", P582="2015-03-04")],
            },
        },
        {
            "id": "Q4",
            "labels": {"en": {"value": "Herring Party"}},
            "claims": {"P31": [claim({"id": "Q7278"})], "P17": [claim({"id": "Q1"})]},
        },
    ]
    path = tmp_path / "dump.json.bz2"
    path.write_bytes(bz2.compress(("[\n" + ",\n".join(map(json.dumps, items)) + "\n]\n").encode()))
    assert code("Kari E. Eksempel", path, when=dt.date(2013, 1, 1)) == "NORGOV"
    assert code("the Herring Party", path) == "NORPTY"


ROWS = st.builds(
    ActorRow,
    name=st.text("abcdefg XYZé'", min_size=1, max_size=20).map(str.strip).filter(bool),
    aliases=st.lists(st.text("abcXY", min_size=1, max_size=8), max_size=3).map(tuple),
    country=st.sampled_from([None, "IRN", "NOR", "IGO/UNO", "NGO", "MNC"]),
    sectors=st.sampled_from([(), ("MIL",), ("GOV", "MIL")]),
    title=st.sampled_from([None, "president"]),
    since=st.dates(dt.date(1900, 1, 1), dt.date(2000, 1, 1)) | st.just(ALWAYS),
    until=st.dates(dt.date(2000, 1, 2), dt.date(2030, 1, 1)) | st.just(FOREVER),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dictionaries")


@pytest.mark.parametrize("ending", [".csv", ".toml"])
@given(rows=st.lists(ROWS, max_size=4))
def test_what_is_written_is_read_back_the_same(folder: Path, ending: str, rows: list[ActorRow]) -> None:
    path = folder / f"rows{ending}"
    write_dictionary(Dictionary(tuple(rows)), path)
    read = read_dictionary(path).rows
    keys = ("name", "aliases", "country", "sectors", "title", "since", "until", "label")
    assert [[getattr(row, key) for key in keys] for row in read] == [
        [getattr(row, key) for key in keys] for row in rows
    ]


def test_overlapping_offices_are_reported() -> None:
    def president(name: str, since: dt.date, until: dt.date) -> Entity:
        return Entity(name.lower(), name, "PERSON", (Role("NOR", ("GOV",), "NORGOV", "president", since, until),))

    one = president("One", dt.date(2010, 1, 1), dt.date(2014, 1, 1))
    two = president("Two", dt.date(2013, 1, 1), dt.date(2018, 1, 1))
    three = president("Three", dt.date(2018, 1, 1), FOREVER)
    found = list(find_overlaps([three, one, two], ["president"]))
    assert len(found) == 1
    assert "One until 2014-01-01 and Two from 2013-01-01" in found[0]


def test_no_office_of_the_catalogue_has_two_holders() -> None:
    titles = {title for title in read_composition().titles.values() if "spokes" not in title}
    assert list(find_overlaps(load_catalogue().entities(), titles)) == []
