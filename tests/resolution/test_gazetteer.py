"""The gazetteer: who bears a name, and what lies in what."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import CatalogueError
from rashomon.resolution.gazetteer import Gazetteer, fold, kilometres, load_gazetteer, variants

GAZETTEER = load_gazetteer()
SOME = sorted(
    {place.id for place in GAZETTEER.own()}
    | {place.id for name in ("Basra", "Gori", "Paris", "Timbuktu", "Goma") for place in GAZETTEER.find(name)}
)
HEADER = "id,name,kind,country,latitude,longitude,precision,within,aliases,source\n"


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Basra", "city", "IRQ"),
        ("al-Basrah", "admin1", "IRQ"),
        ("Anbar", "admin1", "IRQ"),
        ("Kyiv", "city", "UKR"),
        ("Kiev", "city", "UKR"),
        ("Burma", "country", "MMR"),
        ("U.K.", "country", "GBR"),
        ("Calif.", "admin1", "USA"),
        ("Bavaria", "admin1", "DEU"),
        ("Strait of Hormuz", "strait", None),
        ("Straits of Hormuz", "strait", None),
        ("Sea of Azov", "sea", None),
        ("Green Zone", "neighbourhood", "IRQ"),
        ("Bagram", "base", "AFG"),
        ("al-Asad", "base", "IRQ"),
        ("Donbas", "region", "UKR"),
        ("Golan Heights", "disputed", "SYR"),
    ],
)
def test_a_name_finds_its_place(name: str, kind: str, country: str | None) -> None:
    assert any(place.kind == kind and place.country == country for place in GAZETTEER.find(name))


def test_a_name_that_nothing_bears_finds_nothing() -> None:
    assert GAZETTEER.find("Zzyqqxburg") == ()
    assert not GAZETTEER.knows("Zzyqqxburg")
    assert GAZETTEER.find("") == ()


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Kuh-e Mobārak", "kuh e mobarak"),
        ("Qa’im", "qaim"),
        ("St. Petersburg", "saint petersburg"),
        ("  N'Djamena ", "ndjamena"),
        ("Şanlıurfa", "sanliurfa"),
    ],
)
def test_spelling_is_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_names_have_variants_with_and_without_article() -> None:
    assert "al hasaka" in variants("hasaka")
    assert "hasaka" in variants("al hasaka")
    assert "hasakah" in variants("hasaka")


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("Iraq", "Fallujah"),
        ("Red Sea", "Bab el-Mandeb"),
        ("Indian Ocean", "Bab el-Mandeb"),
        ("Baghdad", "Green Zone"),
        ("Iraq", "Green Zone"),
        ("Hormozgan", "Kuh-e Mobarak"),
        ("Ukraine", "Sevastopol"),
        ("Texas", "Houston"),
    ],
)
def test_containment_is_known(outer: str, inner: str) -> None:
    assert any(
        GAZETTEER.contains(large.id, small.id) for large in GAZETTEER.find(outer) for small in GAZETTEER.find(inner)
    )


@given(st.sampled_from(SOME))
def test_containment_is_acyclic(place: str) -> None:
    containers = GAZETTEER.containers(place)
    assert place not in containers
    assert all(place not in GAZETTEER.containers(container) for container in containers)


@given(st.sampled_from(SOME))
def test_containment_is_transitive(place: str) -> None:
    containers = set(GAZETTEER.containers(place))
    for container in containers:
        assert set(GAZETTEER.containers(container)) <= containers


@given(st.sampled_from(SOME))
def test_an_id_leads_back_to_its_place(place: str) -> None:
    entry = GAZETTEER.entry(place)
    assert entry is not None
    assert entry.id == place
    assert any(found.id == place for found in GAZETTEER.find(entry.name))


def test_every_row_of_our_table_lies_where_it_says() -> None:
    for place in GAZETTEER.own():
        for written in place.parents:
            assert GAZETTEER.containers(place.id), f"{place.id}: nothing known as {written!r}"
        assert 1 <= place.precision <= 7
        assert (place.latitude is None) == (place.longitude is None)
    assert len(GAZETTEER.own()) >= 300


def test_international_waters_have_no_country() -> None:
    for name in ("Strait of Hormuz", "Gulf of Oman", "Taiwan Strait", "Gulf of Aden"):
        (place,) = (place for place in GAZETTEER.find(name) if place.id.startswith("rashomon:"))
        assert place.country is None
        assert place.precision == 7


@given(*(st.floats(low, high) for low, high in ((-90, 90), (-180, 180), (-90, 90), (-180, 180))))
def test_distance_is_symmetric_and_on_the_globe(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    there, back = kilometres(lat1, lon1, lat2, lon2), kilometres(lat2, lon2, lat1, lon1)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20016


def test_distance_is_in_kilometres() -> None:
    assert kilometres(51.507, -0.128, 48.857, 2.351) == pytest.approx(344, abs=5)


def test_a_users_table_adds_places(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(HEADER + "our-field,Field Seven,oil field,IRQ,30.5,47.5,1,,Field 7,survey\n", encoding="utf-8")
    (place,) = load_gazetteer(table).find("Field 7")
    assert (place.id, place.country, place.alternate) == ("rashomon:our-field", "IRQ", True)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a,Alpha,castle,IRQ,1,1,1,,,x\n", "castle"),
        ("a,Alpha,town,IRQ,95,1,1,,,x\n", "latitude"),
        ("a,Alpha,town,IRQ,1,181,1,,,x\n", "longitude"),
        ("a,Alpha,town,IRQ,1,1,8,,,x\n", "precision"),
        ("green-zone,Alpha,town,IRQ,1,1,1,,,x\n", "green-zone"),
    ],
    ids=["unknown kind", "latitude", "longitude", "precision", "an id twice"],
)
def test_a_row_that_does_not_hold_is_named(tmp_path: Path, row: str, told: str) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(CatalogueError, match=told):
        load_gazetteer(table)


def test_a_file_that_is_no_index_is_refused() -> None:
    with pytest.raises(CatalogueError, match="compile"):
        Gazetteer(b"x" * 64, origin="wrong.bin")
