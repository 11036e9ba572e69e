"""The codings of a document in the making: every clause with its triggers, and what has become of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from rashomon.coding.codebook import Codebook
from rashomon.coding.matching import Match, Surroundings, find_matches, is_tied
from rashomon.coding.notation import EventType, QuotedRule
from rashomon.records import Clause, Modality, Phrase, Polarity, Reading

# Phrases of only these kinds are nobody: "condemned [the attack]" names no recipient.
NOBODY = frozenset({"event", "time", "statement", "meeting", "measure", "money", "document", "number"})
SOMEBODY = frozenset({"party", "person", "country", "organisation", "armed", "government", "civilian", "court"})
CHAIN = frozenset({"complement", "purpose", "participle", "result", "nominal", "conjunct", "adverbial"})


@dataclass
class Draft:
    """A coding in the making."""

    clause: Clause
    match: Match
    event: EventType
    modality: Modality | None = None
    polarity: Polarity | None = None
    content_of: str | None = None
    quoted: QuotedRule | None = None
    merged: list[str] = field(default_factory=list)
    dropped: bool = False
    passed: str | None = None  # why it is no report, where that is worth telling
    reasons: list[str] = field(default_factory=list)
    certainty: float = 0.9

    @property
    def is_outcome(self) -> bool:
        return self.match.trigger.joins or self.match.trigger.outcome is not None


class Sheet:
    """One document's drafts, by clause; the rules of the coder write on it in their order."""

    def __init__(self, reading: Reading, codebook: Codebook) -> None:
        self.reading = reading
        self.codebook = codebook
        self.clauses = {clause.id: clause for clause in reading.clauses}
        self._matches: dict[str, tuple[Match, ...]] = {}
        self._asked: set[str] = set()
        governed: dict[str, list[Clause]] = {}
        for clause in reading.clauses:
            if clause.governor is not None:
                governed.setdefault(clause.governor.clause, []).append(clause)
        self.surroundings = Surroundings(
            codebook=codebook,
            clauses=self.clauses,
            governed={key: tuple(children) for key, children in governed.items()},
            event_of=self._event_of,
        )
        self.drafts: dict[str, Draft] = {}
        for clause in reading.clauses:
            matches = self.match(clause)
            if matches:
                self.drafts[clause.id] = self._draft(clause, matches)

    def match(self, clause: Clause) -> tuple[Match, ...]:
        """The triggers of a clause; governed clauses are matched first, for conditions ask after them."""
        if clause.id not in self._matches:
            if clause.id in self._asked:  # a circle of governors: the reader erred, nothing is lost
                return ()
            self._asked.add(clause.id)
            self._matches[clause.id] = find_matches(clause, self.surroundings)
        return self._matches[clause.id]

    def is_reported(self, clause_id: str | None) -> bool:
        draft = self.drafts.get(clause_id) if clause_id else None
        return draft is not None and not draft.dropped and not draft.clause.skip

    def drop_below(self, clause: Clause, seen: frozenset[str] = frozenset()) -> None:
        """Drop what a clause says and what hangs on it."""
        draft = self.drafts.get(clause.id)
        if draft is not None:
            draft.dropped = True
        for child in self.surroundings.governed.get(clause.id, ()):
            if child.governor is not None and child.governor.relation in CHAIN and child.id not in seen:
                self.drop_below(child, seen | {clause.id})

    def _event_of(self, clause_id: str) -> str | None:
        matches = self.match(self.clauses[clause_id])
        return matches[0].event if matches else None

    def _draft(self, clause: Clause, matches: tuple[Match, ...]) -> Draft:
        match = matches[0]
        draft = Draft(clause, match, match.pattern.event)
        draft.reasons.append(f"{match.event}: '{match.pattern.lemma}' ({match.trigger.id})")
        if is_tied(matches):
            rivals = ", ".join(dict.fromkeys(other.trigger.id for other in matches[1:]))
            draft.reasons.append(f"tied with {rivals}; the codebook's order decided")
            draft.certainty = 0.6
        elif clause.pos == "noun" and not clause.light:
            draft.certainty = 0.75
        return draft


EACH_OTHER = frozenset({"each other", "one another"})


def is_somebody(phrase: Phrase) -> bool:
    """Whether a phrase can be a party: not only a time, a sum, an event."""
    return bool(SOMEBODY.intersection(phrase.kinds)) or not NOBODY.intersection(phrase.kinds)
