"""The publisher as a party of its own document: "we", "our sailors", "the Ministry" in a ministry's statement."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.records import Clause, Document, Party, Phrase
from rashomon.resolution import actors
from rashomon.resolution.names import Catalogue

_FIRST = {"we", "us", "ourselves", "i", "me"}
_OWN = {"our", "my"}
_SECTORS = {
    "government": ("GOV",),
    "military": ("MIL",),
    "armed_group": ("REB",),
    "state_media": ("JRN",),
    "wire": ("JRN",),
    "newspaper": ("JRN",),
    "broadcaster": ("JRN",),
    "activist": ("CVL",),
    "ngo": ("NGO",),
    "igo": ("IGO",),
    "party": ("PTY",),
    "company": ("BUS",),
    "academic": ("EDU",),
}
_BY_TYPE = {
    "ngo",
    "igo",
    "activist",
}  # what they are weighs more than the nouns of their names: "Dockers' Relief League"
_OFFICIAL = {"government", "military", "armed_group", "party"}
_SPEAKS_FOR_A_STATE = _OFFICIAL | {"state_media"}
# Bodies that a text of a state names without the state: its own.
_NATIONAL = {
    "ministry",
    "minister",
    "government",
    "cabinet",
    "parliament",
    "leadership",
    "council",
    "leader",
    "president",
    "premier",
    "state",
}
_HEADS = re.compile(r"\b(?:president|prime minister|premier|chancellor|king|queen|ambassador|envoy|secretary)\b", re.I)
_OWN_FORCES = {"army", "navy", "forces", "police", "force", "guard"}
_TELLERS = {"state_media", "wire", "newspaper", "broadcaster", "academic", "social_media"}


class PublisherVoice:
    """Who "we" is in a document, and which phrases name the publisher."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self._document = document
        self._name = document.publisher or ""
        self._words = {word.casefold().strip(",.") for word in self._name.split() if word[:1].isupper()}
        self._party = self._resolve(catalogue)

    @property
    def speaks_for_itself(self) -> bool:
        """Whether the publisher is a party that demands and threatens in its own voice: not a newspaper."""
        return (
            self._party is not None
            and self._document.publisher_type is not None
            and self._document.publisher_type not in _TELLERS
        )

    def in_own_voice(self, clause: Clause) -> Party | None:
        """The publisher as who demands in a clause without a speaker, with the trigger's words."""
        if self._party is None:
            return None
        span = clause.trigger
        return replace(
            self._party,
            start=span.start,
            end=span.end,
            text=span.text,
            how="elided",
            rule="the document's publisher, in its own voice",
        )

    @property
    def country(self) -> str | None:
        """The country whose officials a publisher means without naming it: a ministry's own, never a newspaper's."""
        return self._document.publisher_country if self._document.publisher_type in _OFFICIAL else None

    def setting_of(self, phrase: Phrase) -> actors.Setting | None:
        """The country of "the foreign ministry" in a text of a state or its media, whatever place the clause names."""
        document = self._document
        if document.publisher_country is None or document.publisher_type not in _SPEAKS_FOR_A_STATE:
            return None
        text = phrase.antecedent.text if phrase.antecedent is not None else phrase.text
        words = text.casefold().split()
        if not words or words[0] != "the" or len(words) > 4:
            return None
        if words[-1] not in _NATIONAL and not all(word[:1].isupper() for word in text.split()[1:]):
            return None  # "the Army", in capitals, is the nation's own
        if words[-1] not in _NATIONAL | _OWN_FORCES:
            return None
        return actors.Setting(document.publisher_country, "the country of the official publisher")

    def setting_of_official(self, phrase: Phrase, sectors: tuple[str, ...]) -> actors.Setting | None:
        """The country of "General Cao" in a statement of a state: its own where no other is named with the rank.

        Heads of state and of government are left out: a statement names those of others by office alone.
        """
        document = self._document
        if document.publisher_country is None or document.publisher_type not in ("government", "military"):
            return None
        named = "person" in phrase.kinds and phrase.text[phrase.head_start - phrase.start].isupper()
        if not named or sectors[:1] not in (("MIL",), ("GOV",), ("COP",)) or phrase.antecedent is not None:
            return None
        if _HEADS.search(phrase.text):
            return None
        return actors.Setting(document.publisher_country, "an official in a text of the state")

    @property
    def party(self) -> Party | None:
        """Who the publisher is, with offsets into its own name."""
        return self._party

    def as_party(self, phrase: Phrase) -> Party | None:
        """The publisher's party in the words of this phrase, or None where it names somebody else."""
        word = phrase.text.casefold()
        if word.endswith(" of us"):  # "four hundred of us"
            word = "us"
        first = word.split(" ", 1)[0]
        if phrase.text == "US":  # the country, not the pronoun
            return None
        is_self = (word in _FIRST and phrase.antecedent is None) or self.is_publisher(phrase)
        if self._party is None or not is_self or first in _OWN:
            return None
        return Party(
            start=phrase.start,
            end=phrase.end,
            text=phrase.text,
            name=self._party.name or self._name,
            entity=self._party.entity,
            country=self._party.country,
            sectors=self._party.sectors,
            code=self._party.code,
            how="coreference",
            joined=phrase.joined,
            rule="the document's publisher",
        )

    def is_publisher(self, phrase: Phrase) -> bool:
        """Whether a phrase names the publisher: "the Ministry" where the publisher is a ministry."""
        if phrase.antecedent is None and phrase.text != "US" and phrase.text.casefold() in _FIRST | _OWN:
            return bool(self._name)
        if not self._name or self._document.publisher_type in _TELLERS:
            return phrase.text.casefold() == self._name.casefold() and bool(self._name)
        if phrase.alias is not None or "person" in phrase.kinds:
            return False
        text = phrase.antecedent.text if phrase.antecedent is not None else phrase.text
        return text.casefold() in _FIRST | _OWN or self._is_its_name(text)

    def _is_its_name(self, text: str) -> bool:
        """ "the Mission" of a monitoring mission: only words of its name, with an article or whole."""
        words = [word.casefold() for word in text.split() if word.casefold() not in ("the", "its", "of", "and", "for")]
        return (
            bool(words)
            and all(word in self._words for word in words)
            and (text[:4].casefold() == "the " or text.casefold() == self._name.casefold())
        )

    def _resolve(self, catalogue: Catalogue) -> Party | None:
        if not self._name:
            return None
        kind = self._document.publisher_type
        whole = Phrase(
            0,
            len(self._name),
            self._name,
            0,
            len(self._name),
            self._name.split()[-1].casefold(),
            kinds=("organisation", "party"),
        )
        party = actors.resolve_party(whole, catalogue=catalogue, when=self._document.published_date)
        country = self._document.publisher_country
        is_elsewhere = country is not None and party.country not in (None, country)  # "the Supreme Court" of another
        if party.code is not None and (party.entity is not None or kind not in _BY_TYPE) and not is_elsewhere:
            return party
        sectors = _SECTORS.get(kind or "", ())
        code = None
        if sectors and sectors[0] in ("NGO", "IGO"):
            code = sectors[0]
        elif country:
            code = country + (sectors[0] if sectors else "")
        return Party(
            0,
            len(self._name),
            self._name,
            self._name,
            None,
            country,
            sectors,
            code,
            rule="the publisher's type and country",
        )
