"""Who a phrase refers to: entity, country and sectors by its words and the date, with the rule that says why.

What the words do not say stays unknown: a party is never guessed. How a phrase is read stands in
``party_reader.py``; here its antecedent, its apposition and the setting of its clause are put to it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rashomon.records import How, Party, Phrase, Speaker, SpeakerParty
from rashomon.resolution.introductions import read_introductions
from rashomon.resolution.names import Catalogue
from rashomon.resolution.party_reader import PartyReader
from rashomon.resolution.readings import Introductions, Reading

__all__ = ["Introductions", "Setting", "read_introductions", "resolve_party", "resolve_speaker"]


@dataclass(frozen=True, slots=True)
class Setting:
    """The country that a bare agent noun ("the police", "protesters") takes from its clause, and why."""

    country: str | None
    rule: str
    place: str | None = None  # the place's name: some are held by another state than their own
    of_story: bool = False  # the country of the whole story: its troops are meant too, who are abroad elsewhere


def resolve_party(
    phrase: Phrase,
    *,
    catalogue: Catalogue,
    when: dt.date | None,
    setting: Setting | None = None,
    introductions: Introductions | None = None,
) -> Party:
    """The party that a phrase refers to.

    ``when`` is the date of the event (or of publication): offices and the standing of armed groups
    hang on it. ``introductions`` are the names that the document explains (``read_introductions``).
    A phrase that cannot be resolved keeps its words, with the rule "unresolved".
    """
    reading, how = _read_phrase(phrase, _reader(catalogue, when, introductions), setting)
    if reading is None:
        reading = _NOBODY
    return Party(
        start=phrase.start,
        end=phrase.end,
        text=phrase.text,
        name=reading.name,
        entity=reading.entity,
        country=reading.country,
        sectors=reading.sectors,
        code=reading.code,
        how=how,
        antecedent=phrase.antecedent,
        joined=phrase.joined,
        rule="; ".join(dict.fromkeys(reading.rules)) or "unresolved",
    )


_NOBODY = Reading()


def _reader(catalogue: Catalogue, when: dt.date | None, introductions: Introductions | None) -> PartyReader:
    """What reads phrases for one day; within a document the same, which reads a phrase once."""
    return PartyReader(catalogue, when) if introductions is None else _reader_of(catalogue, when, introductions)


@lru_cache(maxsize=32)
def _reader_of(catalogue: Catalogue, when: dt.date | None, introductions: Introductions) -> PartyReader:
    return PartyReader(catalogue, when, introductions)


def resolve_speaker(
    speaker: Speaker,
    *,
    catalogue: Catalogue,
    when: dt.date | None,
    setting: Setting | None = None,
    introductions: Introductions | None = None,
) -> SpeakerParty:
    """The party that a speaker is, as ``resolve_party``; an unnamed speaker keeps its words and what they say."""
    party = resolve_party(speaker.phrase, catalogue=catalogue, when=when, setting=setting, introductions=introductions)
    return SpeakerParty(
        level=speaker.level,
        start=party.start,
        end=party.end,
        text=party.text,
        kind=speaker.kind,
        cue=speaker.cue,
        stance=speaker.stance,
        quote=speaker.quote,
        name=party.name,
        entity=party.entity,
        country=party.country,
        sectors=party.sectors,
        code=party.code,
        antecedent=party.antecedent,
        rule=party.rule,
    )


_OWNERS = frozenset(("its", "their", "his", "her", "our", "my", "your", "whose"))
_ANYBODY = frozenset(
    ("man", "woman", "person", "people", "boy", "girl", "child", "victim", "wounded", "dead", "suspect")
)
_PRONOUNS = frozenset(
    ("i", "we", "he", "she", "it", "they", "you", "me", "us", "him", "her", "them", "who", "which", "that", "this",
     "these", "those", "one", "itself", "himself", "herself", "themselves")
)  # fmt: skip


def _read_phrase(phrase: Phrase, reader: PartyReader, setting: Setting | None) -> tuple[Reading | None, How]:
    is_pronoun = phrase.text.lower() in _PRONOUNS and not (phrase.text.isupper() and len(phrase.text) > 1)
    is_of_another = phrase.text.split(" ", 1)[0].lower() in _OWNERS
    head = (phrase.head_start - phrase.start, phrase.head_end - phrase.start)
    own = None if is_pronoun else reader.read(phrase.text, head=head)
    if phrase.antecedent is not None and (own is None or own.base is None):
        meant = _stand_for(phrase, own, reader, is_of_another=is_of_another)
        if meant is not None:
            if meant.base is None and setting is not None:  # "lined up the men in Dili and shot [them]"
                meant = _placed(meant, setting, reader)
            return meant, "coreference"
    if phrase.alias is not None and (own is None or own.entity is None or own.base is None):
        own = _called(phrase.alias.text, own, reader)
    if own is None:
        return None, phrase.how
    if own.base is None and not is_of_another and phrase.antecedent is None and not _means_earlier(phrase, own):
        own = _placed(own, setting or Setting(None, ""), reader)
    return own, phrase.how


def _placed(own: Reading, setting: Setting, reader: PartyReader) -> Reading:
    return reader.place(own, setting.country, setting.rule, setting.place, of_story=setting.of_story)


def _means_earlier(phrase: Phrase, own: Reading) -> bool:
    """ "The men", "three of the people": people spoken of before, whom the place of the clause does not name."""
    return own.noun in _ANYBODY and re.search(r"\b(?:the|these|those|them)\b", phrase.text.lower()) is not None


def _stand_for(phrase: Phrase, own: Reading | None, reader: PartyReader, *, is_of_another: bool) -> Reading | None:
    """What the antecedent says: the party itself, or the owner of "its sailors"."""
    if phrase.antecedent is None:
        return None
    meant = reader.read(phrase.antecedent.text)
    if meant is None:
        return None
    said = f"stands for {phrase.antecedent.text!r}"
    if is_of_another:
        owned = reader.read(f"{phrase.antecedent.text}'s {phrase.text.split(' ', 1)[-1]}")
        return replace(owned, rules=(said, *owned.rules)) if owned is not None else None
    if own is not None and own.sectors and not meant.sectors:
        meant = reader.join(own, meant)
    return replace(meant, rules=(said, *meant.rules))


def _called(alias: str, own: Reading | None, reader: PartyReader) -> Reading | None:
    """The apposition where it says more: "the navy commander, Rear Admiral Hossein Khanzadi"."""
    reading = reader.read(alias)
    if reading is None:
        return own
    if own is None or own.base is None or (reading.entity is not None and reading.base == own.base):
        return replace(reading, rules=(f"called {alias!r}", *reading.rules))
    return own
