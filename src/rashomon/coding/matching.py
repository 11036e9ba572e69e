"""Whether a trigger's words and conditions hold of a clause, and which trigger is the most specific."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rashomon.coding.codebook import Codebook, Pattern
from rashomon.coding.notation import Trigger
from rashomon.records import Clause, Phrase

# Relations whose noun can be what a governing verb is about: "demanded a ceasefire", "called for talks".
CONTENT_RELATIONS = ("object", "for", "to", "of", "about", "over", "on", "against", "with", "from", "in")
# Particles are part of the verb: "in" after a verb of place is no "give in".
_PARTICLES = frozenset({"up", "down", "out", "off", "away", "back", "aside", "apart"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A document's clauses and how they hang together, as conditions need them."""

    codebook: Codebook
    clauses: Mapping[str, Clause]
    governed: Mapping[str, tuple[Clause, ...]]  # clause id -> the clauses that name it as governor
    event_of: Callable[[str], str | None]  # the event type of a clause, if a trigger knows it

    def contents(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses that say what this one demands, threatens or denies: complements, noun objects, joined ones."""
        found: list[Clause] = []
        for child in self.governed.get(clause.id, ()):
            if child.governor is None:
                continue
            if (
                child.governor.relation == "complement"
                or _is_small_clause(child, clause)
                or (child.governor.relation == "nominal" and self.is_about(clause, child))
            ):
                found.append(child)
                if child.pos == "verb" and child.lemma in self.codebook.rules.aspect:
                    found.extend(self.contents(child))  # "prepared to resume shelling the town"
                found.extend(
                    other
                    for other in self.governed.get(child.id, ())
                    if other.governor is not None and other.governor.relation == "conjunct"
                )
        return tuple(found)

    def complements(self, clause: Clause) -> tuple[Clause, ...]:
        """The contents that are clauses of their own with a verb: "threatened [to strike]"."""
        return tuple(child for child in self.contents(clause) if child.pos != "noun" or child.light)

    def is_about(self, clause: Clause, noun: Clause) -> bool:
        """Whether a noun clause is what a clause is about, and does not only date or place it ("after the attack")."""
        held = [r.name for r in clause.relations if r.phrase.start <= noun.head_start < r.phrase.end]
        if not held:
            return clause.lemma == "be"  # "are open to talks"
        return any(name in CONTENT_RELATIONS for name in held)


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger that holds of a clause, with how specific it is."""

    pattern: Pattern
    specificity: int
    noun: Phrase | None = None  # where the clause's object names the event: "delivered a protest note"

    @property
    def trigger(self) -> Trigger:
        return self.pattern.trigger

    @property
    def event(self) -> str:
        return self.pattern.event.name


def _is_small_clause(child: Clause, clause: Clause) -> bool:
    """ "Ordered [the skipper held]": a participle of the object that has no subject."""
    if child.governor is None or child.governor.relation != "participle" or child.phrases("subject"):
        return False
    theirs = {phrase.head_start for phrase in child.phrases("object")}
    return any(phrase.head_start in theirs for phrase in clause.phrases("object"))


def find_matches(clause: Clause, surroundings: Surroundings) -> tuple[Match, ...]:
    """All triggers that hold of a clause, the most specific first.

    Longer words win over shorter, then more conditions; a remaining tie goes to the codebook's order,
    and ``is_tied`` tells of it.
    """
    found: dict[str, Match] = {}
    words = _ClauseWords(clause)
    for pattern, noun in _candidates(clause, surroundings.codebook):
        trigger = pattern.trigger
        if pattern.pos == "noun" and _is_named(clause, surroundings.codebook):
            continue
        if trigger.light and pattern.pos == "noun" and (clause.light or clause.lemma) not in trigger.light:
            continue
        if not _words_fit(pattern, words, noun, surroundings.codebook) or not _conditions_hold(
            trigger, clause, surroundings
        ):
            continue
        words_said = 10 * (len(pattern.words) + (noun is not None))
        conditions = 3 * len(trigger.when) + 2 * bool(trigger.light)
        specificity = words_said + (-1 if trigger.broad else conditions)
        known = found.get(trigger.id)
        if known is None or known.specificity < specificity:
            found[trigger.id] = Match(pattern, specificity, noun)
    return tuple(sorted(found.values(), key=lambda match: -match.specificity))


def _is_named(clause: Clause, codebook: Codebook) -> bool:
    """Whether the light verb only gives a name: "called the raid an attack", "called the charge a lie"."""
    named = (*clause.phrases("object"), *clause.phrases("attribute"))
    return clause.pos == "noun" and clause.light in codebook.rules.naming and bool(named)


def is_tied(matches: tuple[Match, ...]) -> bool:
    """Whether triggers of two event types hold equally well of a clause."""
    return any(other.specificity == matches[0].specificity and other.event != matches[0].event for other in matches[1:])


def noun_events(phrase: Phrase, codebook: Codebook) -> frozenset[str]:
    """The event types that the noun of a phrase can name: "a ceasefire" -> RETREAT."""
    for modifier in phrase.modifiers:
        named = codebook.noun_events.get(f"{modifier} {phrase.lemma}")
        if named:
            return named
    return codebook.noun_events.get(phrase.lemma) or codebook.noun_events.get(phrase.lemma + "s") or frozenset()


def content_events(clause: Clause, surroundings: Surroundings) -> frozenset[str]:
    """The event types of what a clause is about: its governed clauses, else its noun objects."""
    events = {surroundings.event_of(child.id) for child in surroundings.contents(clause)} - {None}
    if events:
        return frozenset(event for event in events if event)
    named: set[str] = set()
    for relation in clause.relations:
        if relation.name in CONTENT_RELATIONS:
            named |= noun_events(relation.phrase, surroundings.codebook)
    return frozenset(named)


def _candidates(clause: Clause, codebook: Codebook) -> Iterator[tuple[Pattern, Phrase | None]]:
    """The patterns that begin like the clause; a verb's object may name the event ("cast a veto")."""
    words = clause.lemma.split()
    if not words:
        return
    patterns = codebook.patterns
    if clause.pos == "noun":
        nouns = (*patterns.get(("noun", words[-1]), ()), *patterns.get(("noun", words[-1] + "s"), ()))
        yield from ((pattern, None) for pattern in nouns)
        if clause.light:
            yield from ((pattern, None) for pattern in patterns.get(("verb", clause.light.split()[0]), ()))
        return
    yield from ((pattern, None) for pattern in patterns.get(("verb", words[0]), ()))
    if clause.pos == "adjective":
        yield from ((pattern, None) for pattern in patterns.get(("adjective", words[-1]), ()))
        return
    for phrase in clause.phrases("attribute"):
        yield from ((pattern, None) for pattern in patterns.get(("adjective", phrase.lemma), ()))
    for phrase in clause.phrases("object"):
        nouns = (*patterns.get(("noun", phrase.lemma), ()), *patterns.get(("noun", phrase.lemma + "s"), ()))
        general = clause.lemma in codebook.rules.light
        yield from ((pattern, phrase) for pattern in nouns if general or pattern.trigger.light)


class _ClauseWords:
    """The words of a clause that the words of a trigger are looked for in; gathered once for all triggers."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.own = clause.lemma.split()

    @cached_property
    def trigger(self) -> frozenset[str]:
        """The trigger's own words."""
        return frozenset(self.clause.trigger.text.lower().split())

    @cached_property
    def modifying(self) -> frozenset[str]:
        """The words that stand before a noun event: "hunger" of "hunger strike"."""
        words = set(self.trigger)
        for relation in self.clause.relations:
            if relation.name in ("modifier", "possessive", "subject"):
                words.add(relation.phrase.lemma)
                words.update(relation.phrase.modifiers)
        return frozenset(words)

    @cached_property
    def nearby(self) -> frozenset[str]:
        """The words that can complete an idiom: relations, heads of phrases, the trigger's own words."""
        words = set(self.trigger)
        for relation in self.clause.relations:
            phrase = relation.phrase
            if "time" not in phrase.kinds:  # "fired ... on Monday" is no "fire on"
                words.update((*relation.name.split(), phrase.lemma, *phrase.modifiers))
                words.add(phrase.text.rsplit(None, 1)[-1].lower())
        return frozenset(words)


def _words_fit(pattern: Pattern, around: _ClauseWords, noun: Phrase | None, codebook: Codebook) -> bool:
    """Whether every word of the idiom is found in the clause, and the clause's verb has no other particle."""
    clause, own, words = around.clause, around.own, pattern.words
    if pattern.pos == "adjective":
        return all(word in own or word in around.nearby for word in words)
    if noun is not None:
        near_noun = {*noun.modifiers, *(word.lower() for word in noun.text.split())}
        return all(word in near_noun for word in words[:-1])
    if pattern.pos == "noun":
        return all(word in own or word in around.modifying for word in words[:-1])
    if clause.pos == "noun":  # "opened fire": the idiom "open fire" as light verb and noun
        own = [*(clause.light or "").split(), *own]
        if own[-1] not in words:
            return False
    if not all(word in words for word in own if word != "be"):
        return False
    rest = [word for word in words if word not in own]
    if not rest:
        return True
    if len(words) == 2 and (rest[0] in _PARTICLES or pattern.lemma in codebook.particle_verbs):
        return rest[0] in around.trigger
    return all(word in around.nearby for word in rest)


def _conditions_hold(trigger: Trigger, clause: Clause, surroundings: Surroundings) -> bool:
    return all(_holds(key, tests, clause, surroundings) for key, tests in trigger.when.items()) and not any(
        _holds(key, tests, clause, surroundings) for key, tests in trigger.unless.items()
    )


def _holds(key: str, tests: tuple[str, ...], clause: Clause, surroundings: Surroundings) -> bool:
    match key:
        case "own":
            return any(_is_own(child, clause) for child in surroundings.complements(clause)) == ("deed" in tests)
        case "tense":
            return clause.tense in tests
        case "voice":
            return ("passive" if clause.passive else "active") in tests
        case "modality":
            return clause.modality in tests
        case "polarity":
            return clause.polarity in tests
        case "light":
            return bool(clause.light) and ("*" in tests or clause.light in tests)
        case "speaker":
            return _any_phrase((speaker.phrase for speaker in clause.speakers), tests, surroundings.codebook)
        case "complement":
            return any(_clause_passes(child, tests, surroundings) for child in surroundings.complements(clause))
        case "infinitive":
            infinitives = (child for child in surroundings.complements(clause) if child.tense == "none")
            return any(_clause_passes(child, tests, surroundings) for child in infinitives)
        case "content":
            return any(_clause_passes(child, tests, surroundings) for child in surroundings.contents(clause)) or any(
                _passes(relation.phrase, test, surroundings.codebook)
                for relation in clause.relations
                if relation.name in CONTENT_RELATIONS
                for test in tests
            )
        case "governor":
            governor = surroundings.clauses.get(clause.governor.clause) if clause.governor else None
            return governor is not None and (governor.lemma in tests or "*" in tests)
        case "modifier":
            own = {word.lower() for word in clause.trigger.text.split()}
            return bool(own.intersection(tests)) or _any_phrase(
                clause.phrases("modifier"), tests, surroundings.codebook
            )
        case "any":
            phrases = (relation.phrase for relation in clause.relations)
            return _any_phrase(phrases, tests, surroundings.codebook)
        case _:
            held = clause.phrases(key)
            return _any_phrase(held, tests, surroundings.codebook) if held else "#none" in tests


def _is_own(child: Clause, clause: Clause) -> bool:
    """Whether the governed clause is the governing subject's own deed: "warned that [it would strike]"."""
    own = {phrase.lemma for phrase in clause.phrases("subject")}
    theirs = child.phrases("subject")
    return not theirs or any("pronoun" in phrase.kinds or phrase.lemma in own for phrase in theirs)


def _clause_passes(clause: Clause, tests: tuple[str, ...], surroundings: Surroundings) -> bool:
    for test in tests:
        if test == "*" or test == clause.lemma:
            return True
        if test.startswith("@") and surroundings.event_of(clause.id) == test[1:]:
            return True
    return False


def _any_phrase(phrases: Iterable[Phrase], tests: tuple[str, ...], codebook: Codebook) -> bool:
    lemmas, others = _sorted(tests)
    return any(phrase.lemma in lemmas or any(_passes(phrase, test, codebook) for test in others) for phrase in phrases)


@lru_cache(maxsize=4096)
def _sorted(tests: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The tests that ask for a lemma, and the others."""
    others = tuple(test for test in tests if " " in test or test[0] in "#@*")
    return frozenset(tests).difference(others), others


def _passes(phrase: Phrase, test: str, codebook: Codebook) -> bool:
    if test == "*":
        return True
    if test == "#name":
        return phrase.text[phrase.head_start - phrase.start : phrase.head_end - phrase.start][:1].isupper()
    if test.startswith("#"):
        return test[1:] in phrase.kinds
    if test.startswith("@"):
        return test[1:] in noun_events(phrase, codebook)
    if " " not in test:
        return test == phrase.lemma
    *before, head = test.split()
    modifiers = {*phrase.modifiers, *(word.lower() for word in phrase.text.split())}
    if head in ("*", phrase.lemma):
        return all(word in modifiers for word in before)
    return f" {test} " in f" {phrase.text.lower()} "
