"""Parties by where they are: who protests at home, whose a shelled town and a public building are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.extraction.mentions import kind_of
from rashomon.records import Party, Phrase, Place
from rashomon.resolution.actors import Setting
from rashomon.resolution.composition import read_composition
from rashomon.resolution.tables import code_of

_STATE = {"GOV", "COP", "JUD", "LEG"}
_HOME = {"CVL", "OPP", "LAB", "EDU", "PTY", "REB", "JUD", "LEG", "COP", "REL", "SOC", "AGR", "ELI", "UAF", "JRN", "RAD"}


def of_place(party: Party, found: Sequence[Place], without: frozenset[str] = frozenset()) -> Party:
    """ "shelled Horlivka", "annexed Crimea": who is hit is the country that the place lies in.

    Of a place that no gazetteer knows, which may be anywhere, never the country of who acts (``without``).
    """
    for place in found:
        if place.rule.startswith("unresolved") and place.country in without:
            continue
        if place.country is not None and place.start >= party.start and place.end <= party.end:
            return replace(
                party, country=place.country, code=place.country, rule=f"the country of {place.text!r}; {place.rule}"
            )
    return party


def public(phrase: Phrase, party: Party, setting: Setting | None) -> Party:
    """ "Rioted in a prison of northern Peru": public buildings and ways are of the country where they stand."""
    if setting is None or setting.country is None or phrase.lemma not in read_composition().public:
        return party
    rule = f"{phrase.lemma!r}: {setting.rule}"
    code = code_of(setting.country, party.sectors)
    return replace(party, country=setting.country, code=code, rule=rule)


def at_home(phrase: Phrase, party: Party, setting: Setting | None) -> Party:
    """People who protest somewhere, named by nothing else, are people of that country."""
    people = {"person", "party", "civilian"} & set(phrase.kinds) or phrase.label == "NORP"
    if setting is None or setting.country is None or not people or phrase.kinds == ("pronoun",):
        return party
    if "facility" in phrase.kinds:
        return party  # an embassy is of another country
    return replace(
        party,
        country=setting.country,
        sectors=("CVL",),
        code=code_of(setting.country, ("CVL",)),
        rule=f"protesters at home: {setting.rule}",
    )


def at_one_home(
    parties: tuple[Party, ...], others: tuple[Party, ...], setting: Setting | None, *, attacked: bool
) -> tuple[Party, ...]:
    """ "Turkish police arrested twenty students": people facing their own state, where no other is named.

    A government that shells a school may well shell another country's.
    """
    own = _STATE - {"GOV"} if attacked else _STATE
    states = {p.country for p in others if p.country and set(p.sectors) & own}
    if len(states) != 1 or any(p.country and p.country not in states for p in others):
        return parties
    country = next(iter(states))
    abroad = setting is not None and setting.country not in (None, country)
    if abroad or any(
        kind_of(p.text.split()[-1].casefold()) == "mission" or "embassy" in p.text.casefold() for p in others
    ):
        return parties  # a crowd before a foreign embassy is of another country
    return tuple(
        replace(
            p,
            country=country,
            code=code_of(country, p.sectors),
            how="carried",
            rule=f"{p.rule}; facing the state of {country}, no other named",
        )
        if p.country is None
        and p.entity is None
        and p.sectors
        and set(p.sectors) <= _HOME
        and not any(word in p.text.casefold() for word in read_composition().abroad)
        else p
        for p in parties
    )
