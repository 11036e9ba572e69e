"""Reports and documents made by hand for the tests of linking: one short call a report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rashomon.records import Document, Party, Period, Place, Quantity, Report, Span, SpeakerParty

_NO_COUNTRY = ("IGO", "NGO", "MNC")
# Places of the tests: id, country, latitude, longitude, precision, what contains it.
_PLACES: dict[str, tuple[str | None, float | None, float | None, int, tuple[str, ...]]] = {
    "al-Qaim": ("IRQ", 34.37, 41.09, 1, ("anbar", "IRQ")),
    "Anbar": ("IRQ", None, None, 4, ("IRQ",)),
    "Kirkuk": ("IRQ", 35.47, 44.39, 1, ("IRQ",)),
    "Basra": ("IRQ", 30.51, 47.81, 1, ("IRQ",)),
    "international waters": (None, None, None, 7, ()),
    "Iranian waters": ("IRN", None, None, 7, ()),
    "IRN": ("IRN", None, None, 6, ()),
    "IRQ": ("IRQ", None, None, 6, ()),
}


def document(id: str, publisher: str | None = None, published: str = "2019-12-30", **known: Any) -> Document:
    """A document; its text does not matter to linking."""
    return Document(
        id=id, text="", sha256="", publisher=publisher or f"publisher of {id}", published=published, **known
    )


def report(
    id: str,
    document: str,
    sentence: str,
    trigger: str,
    *,
    event: str | None = "ASSAULT",
    actor: str | None = None,
    recipient: str | None = None,
    place: str | None = None,
    day: str | None = None,
    speaker: str | None = None,
    figures: tuple[Quantity, ...] = (),
    at: int = 0,
    **known: Any,
) -> Report:
    """A report whose sentence begins at offset ``at`` of its document."""
    start = at + sentence.index(trigger)
    return Report(
        id=id,
        document=document,
        kind=known.pop("kind", "event"),
        sentence=Span(at, at + len(sentence), sentence),
        trigger=Span(start, start + len(trigger), trigger),
        event=event,
        actors=_parties(actor, at),
        recipients=_parties(recipient, at),
        places=_places(place, at),
        period=_period(day, at),
        quantities=figures,
        speakers=_speakers(speaker, at),
        **known,
    )


def figure(outcome: str, low: int | None, high: int | None = None, population: str | None = None) -> Quantity:
    """A figure: ``figure("killed", 25, 25)`` is 25, ``figure("killed", 25)`` at least 25."""
    return Quantity(0, 0, "", outcome, population=population, low=low, high=high)  # type: ignore[arg-type]


def _parties(codes: str | None, at: int) -> tuple[Party, ...]:
    if codes is None:
        return ()
    return tuple(_party(code, at) for code in codes.split("+"))


def _party(code: str, at: int) -> Party:
    country = None if code[:3] in _NO_COUNTRY else code[:3]
    sectors = (code[3:6],) if country and len(code) > 3 else ()
    return Party(at, at, code, name=code, country=country, sectors=sectors, code=code, rule="made")


def _places(name: str | None, at: int) -> tuple[Place, ...]:
    if name is None:
        return ()
    country, latitude, longitude, precision, within = _PLACES[name]
    return (
        Place(
            at,
            at,
            name,
            name=name,
            country=country,
            latitude=latitude,
            longitude=longitude,
            gazetteer_id=name.lower(),
            precision=precision,  # type: ignore[arg-type]
            rule="made",
            within=within,
        ),
    )


def _period(edtf: str | None, at: int) -> Period | None:
    if edtf is None:
        return None
    if len(edtf) == 7:
        year, month = int(edtf[:4]), int(edtf[5:])
        last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).isoformat()
        return Period(at, at, edtf, edtf, f"{edtf}-01", last, precision="month", basis="stated", rule="made")
    first, _, last = edtf.partition("/")
    return Period(at, at, edtf, edtf, first, last or first, precision="day", basis="stated", rule="made")


def _speakers(code: str | None, at: int) -> tuple[SpeakerParty, ...]:
    if code is None:
        return ()
    country = None if code[:3] in _NO_COUNTRY else code[:3]
    return (
        SpeakerParty(
            0, at, at, code, "named", Span(at, at, ""), "says", "indirect",
            name=code, country=country, sectors=(code[3:6],) if len(code) > 3 else (), code=code, rule="made",
        ),
    )  # fmt: skip
