"""A clause in the making: it still holds its words, because attribution and modality read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rashomon.language.words import Sentence, Word
from rashomon.records import Modality, Phrase, Polarity, Relation, Speaker


@dataclass(slots=True, eq=False)
class Draft:
    """A clause in the making."""

    token: Word  # the head word of the predicate
    verb: Word  # the word that carries tense, modals and negation: the light verb of a noun event
    pos: str
    lemma: str
    sentence: Sentence
    light: str | None = None
    passive: bool = False
    relations: list[Relation] = field(default_factory=list)
    governor: Draft | None = None
    governed_as: str = ""
    mark: str = ""  # the word that opens the clause: "if", "despite", "that"
    id: str = ""
    tense: str = "none"
    main: bool = False
    modality: Modality = "actual"
    polarity: Polarity = "affirmed"
    speakers: tuple[Speaker, ...] = ()
    skip: str | None = None
    reasons: list[str] = field(default_factory=list)

    def phrases(self, *names: str) -> list[Phrase]:
        for name in names:
            found = [relation.phrase for relation in self.relations if relation.name == name]
            if found:
                return found
        return []

    def add(self, name: str, phrases: tuple[Phrase, ...] | list[Phrase]) -> None:
        """Add phrases under a relation, each place of the text once."""
        known = {(r.name, r.phrase.head_start) for r in self.relations}
        for phrase in phrases:
            if (name, phrase.head_start) not in known:
                self.relations.append(Relation(name, phrase))


def chain(draft: Draft) -> Iterator[Draft]:
    """The clauses above this one, nearest first."""
    seen = {id(draft)}
    above = draft.governor
    while above is not None and id(above) not in seen:
        seen.add(id(above))
        yield above
        above = above.governor
