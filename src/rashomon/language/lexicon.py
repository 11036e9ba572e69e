"""The word lists of a language's grammar, loaded once from ``lexicons/en/*.toml`` as read-only values."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rashomon.records import Stance

FOLDER = Path(__file__).parents[1] / "lexicons" / "en"

NounType = Literal["transitive", "intransitive", "mutual", "other"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that the grammar needs to know; codebooks bring their own."""

    saying_verbs: Mapping[str, Stance]
    saying_nouns: Mapping[str, Stance]
    weak_saying: frozenset[str]
    mental: frozenset[str]
    commissive: frozenset[str]  # with an infinitive they still tell what their subject says
    nominal_saying: frozenset[str]  # with a noun event they tell of it: "reported the raid"
    infinitive_saying: frozenset[str]  # with "to" or "-ing" they tell of it: "claims to have seen"
    citing: frozenset[str]
    convincing: frozenset[str]  # "is convinced that": who is convinced says so
    convictions: Mapping[str, Stance]  # adjectives: "is certain that"
    nobodys_nouns: frozenset[str]  # "rumours that": theirs who are not named
    counted_speakers: frozenset[str]  # "a third said": people counted
    speaking_papers: frozenset[str]  # "the order said"
    views: frozenset[str]  # "in the assessment of"
    unnamed_adverbs: frozenset[str]
    unnamed_sources: frozenset[str]
    verb_effects: Mapping[str, str]  # lemma -> modality, or "denied" / "doubted" / "actual"
    infinitive_effects: Mapping[str, str]
    noun_effects: Mapping[str, str]
    adjective_effects: Mapping[str, str]
    denying_nouns: frozenset[str]
    denying_passives: frozenset[str]
    ship_prefixes: Mapping[str, str]
    light_agent: frozenset[str]
    light_patient: frozenset[str]
    happening: frozenset[str]
    affecting: frozenset[str]  # verbs by which a noun event hits something
    transparent: frozenset[str]
    crowds: frozenset[str]  # "thousands marched": people, where nothing else is counted
    event_nouns: Mapping[str, NounType]
    event_endings: tuple[str, ...]
    never_events: frozenset[str]
    object_control: frozenset[str]
    preposition_control: Mapping[str, tuple[str, ...]]
    stative: Mapping[str, tuple[str, ...]]  # participle -> prepositions by which its subject acts: "engaged in"
    own_objects: frozenset[str]  # verbs whose "its" or "their" is their subject's: "recalled its envoy"
    particles: frozenset[str]
    particle_verbs: frozenset[str]
    killing: frozenset[str]
    modals: Mapping[str, str]
    time_words: frozenset[str]
    generic_words: frozenset[str]
    negators: frozenset[str]
    noun_adjectives: Mapping[str, str]  # "a planned attack" -> modality
    also_telling: frozenset[str]  # verbs of demand that with a finite clause only tell: "told him that"
    cancellable: frozenset[str]  # what is called off where it was ordered before
    planning: frozenset[str]
    truth: frozenset[str]
    evidence: frozenset[str]
    remembering: frozenset[str]
    by_no_means: frozenset[str]
    habitual: frozenset[str]  # "have always bombed first": no one happening
    any_and_every: tuple[str, ...]  # "every bomb dropped on the town was ..."
    owning: frozenset[str]
    answerable: frozenset[str]  # "is responsible", "bears the blame": what makes its subject the doer of a noun
    answering: frozenset[str]
    owning_up: frozenset[str]
    removing: frozenset[str]  # "withdrew troops from Chad": from where, not whose
    manner: frozenset[str]
    doubters: frozenset[str]
    aboard: frozenset[str]  # "its crew": of the last ship
    weather: frozenset[str]  # "it rained": of nothing
    seeming: frozenset[str]  # "it was clear that ...": of nothing
    described: Mapping[str, frozenset[str]]  # "the group" -> the kinds of what it may stand for
    craft_objects: frozenset[str]
    craft_subjects: frozenset[str]
    models: Mapping[str, str]  # "reaper" -> "drone"
    lemmas: Mapping[str, str]  # what the lemmatizer says -> what it should

    def noun_type(self, lemma: str) -> NounType | None:
        """How a noun stands to its arguments if it can be a predicate, else None.

        >>> load_lexicon().noun_type("withdrawal")
        'intransitive'
        """
        known = self.event_nouns.get(lemma)
        if known:
            return known
        if len(lemma) > 5 and lemma not in self.never_events and lemma.endswith(self.event_endings):
            return "transitive"
        return None


@functools.cache
def load_lexicon() -> Lexicon:
    """The English lexicon; read-only and cached."""
    saying = _read("saying")
    governing = _read("governing")
    nouns = _read("nouns")
    control = _read("control")
    habits = _read("passing")["habits"]
    referring = _read("referring")
    event_nouns: dict[str, NounType] = {}
    kinds: tuple[NounType, ...] = ("other", "mutual", "intransitive", "transitive")
    for kind in kinds:
        event_nouns.update(dict.fromkeys(nouns["events"][kind], kind))
    return Lexicon(
        saying_verbs=_by_word(saying["verbs"]),
        saying_nouns=_by_word(saying["nouns"]),
        weak_saying=frozenset(saying["verbs_weak"]["words"]),
        mental=frozenset(saying["verbs_mental"]["words"]),
        commissive=frozenset(saying["verbs_commissive"]["words"]),
        nominal_saying=frozenset(saying["verbs_nominal"]["words"]),
        infinitive_saying=frozenset(saying["verbs_infinitive"]["words"]),
        citing=frozenset(saying["verbs_citing"]["words"]),
        convincing=frozenset(saying["verbs_convincing"]["words"]),
        convictions=_by_word(saying["adjectives"]),
        nobodys_nouns=frozenset(saying["phrases"]["nobodys"]),
        counted_speakers=frozenset(saying["phrases"]["counted"]),
        speaking_papers=frozenset(saying["phrases"]["papers"]),
        views=frozenset(saying["phrases"]["views"]),
        unnamed_adverbs=frozenset(saying["phrases"]["unnamed"]),
        unnamed_sources=frozenset(saying["phrases"]["sources"]),
        verb_effects=_by_word(governing["verbs"]),
        infinitive_effects=_by_word(governing["infinitive"]),
        noun_effects=_by_word(governing["nouns"]),
        adjective_effects=_by_word(governing["adjectives"]),
        denying_nouns=frozenset(governing["denying_nouns"]["denied"]),
        denying_passives=frozenset(governing["denying_nouns"]["verbs"]),
        ship_prefixes=_by_word(control["ship_prefixes"]),
        light_agent=frozenset(nouns["light"]["agent"]),
        light_patient=frozenset(nouns["light"]["patient"]),
        happening=frozenset(nouns["light"]["happening"]),
        affecting=frozenset(nouns["light"]["affecting"]),
        transparent=frozenset(nouns["transparent"]["nouns"]),
        crowds=frozenset(nouns["transparent"]["crowds"]),
        event_nouns=event_nouns,
        event_endings=tuple(nouns["events"]["endings"]),
        never_events=frozenset(nouns["events"]["never"]),
        object_control=frozenset(control["object_control"]),
        preposition_control={verb: tuple(words) for verb, words in control["preposition_control"].items()},
        stative={verb: tuple(words) for verb, words in control["stative"].items()},
        own_objects=frozenset(control["own_objects"]),
        particles=frozenset(control["particles"]),
        particle_verbs=frozenset(control["particle_verbs"]),
        killing=frozenset(control["killing"]),
        modals={
            **dict.fromkeys(control["modals_possible"], "possible"),
            **dict.fromkeys(control["modals_planned"], "planned"),
            **dict.fromkeys(control["modals_demanded"], "demanded"),
        },
        time_words=frozenset(control["time_words"]),
        generic_words=frozenset(control["generic_words"]),
        negators=frozenset(control["negators"]),
        noun_adjectives=_by_word(governing["noun_adjectives"]),
        also_telling=frozenset(governing["also_telling"]["verbs"]),
        cancellable=frozenset(governing["calling_off"]["objects"]),
        planning=frozenset(governing["calling_off"]["planned_by"]),
        truth=frozenset(governing["truth"]["nouns"]),
        evidence=frozenset(governing["truth"]["evidence"]),
        remembering=frozenset(governing["remembering"]["nouns"]),
        by_no_means=frozenset(governing["by_no_means"]["nouns"]),
        habitual=frozenset(habits["adverbs"]),
        any_and_every=tuple(habits["any_and_every"]),
        owning=frozenset(control["owning"]),
        answerable=frozenset(control["answerable"]),
        answering=frozenset(control["answering"]),
        owning_up=frozenset(control["owning_up"]),
        removing=frozenset(control["removing"]),
        manner=frozenset(control["manner"]),
        aboard=frozenset(referring["aboard"]),
        weather=frozenset(referring["weather"]),
        seeming=frozenset(referring["seeming"]),
        described={words: frozenset(kinds) for words, kinds in referring["described"].items()},
        craft_objects=frozenset(control["craft_objects"]),
        craft_subjects=frozenset(control["craft_subjects"]),
        doubters=frozenset(control["doubters"]),
        models={name: craft for craft, names in control["models"].items() for name in names},
        lemmas=control["lemmas"],
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _by_word(table: Mapping[str, list[str]]) -> dict[str, Any]:
    """Turn class -> words around; a word keeps the first class that names it."""
    found: dict[str, Any] = {}
    for kind, words in table.items():
        for word in words:
            found.setdefault(word, kind)
    return found
