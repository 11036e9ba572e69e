"""The notation of a codebook's files: what may stand in book.toml and in the file of an event type, and what it means.

A codebook is a folder: ``book.toml`` (name, rules, contexts), one TOML file per event type, and
``cameo.csv``. All of it is data that a subject expert may change. A trigger says which words call
for the event, under which conditions, and which neutral relations hold the actor and the recipient::

    [[trigger]]
    verbs = ["bomb", "shoot down", "open fire", "set fire to"]
    nouns = ["airstrike", "bombing"]
    adjectives = ["hostile"]
    mode = "aerial"
    actor = ["subject"]                       # ordered: the first relation that the clause has wins
    recipient = ["object", "on", "against"]   # "subject+with" takes both
    when = { object = ["#weapon", "missile", "@AID"] }
    unless = { object = ["#meeting", "idea"] }
    examples = ["[actor Rebels] [event bombed] [recipient the port] on Monday."]

**Words.** Verbs are lemmas with their particle ("shoot down") and idioms of a verb with its object or
preposition ("open fire", "call on", "take to the streets"): every further word of an idiom must be a
particle, a relation or the head of one of the clause's phrases; articles do not count.

**Conditions.** The keys of ``when`` and ``unless`` are names of relations, ``any`` (of them), and
``complement`` (the clause that this one governs), ``infinitive`` (the same, where it has no tense of its
own: "told X to leave"), ``content`` (the same, or a noun that says it: "demanded a ceasefire"),
``own`` (``"deed"`` where the governed clause is the subject's own deed: "warned that it would strike"),
``governor`` (the clause that governs it), ``light``, ``tense``, ``voice``, ``modality``, ``polarity``,
``speaker``. All keys of ``when`` must hold and none of ``unless``; of a key's values one must hold:

=============  ==========================================================================================
``"missile"``  the head word's lemma; of two words the last is the head and the first modifies it
               ("joint drill", "joint *"), or they stand so in the phrase ("state of emergency")
``"#weapon"``  a kind of phrase (``records.PhraseKind``); ``"#name"`` a head with a capital letter
``"@AID"``     the event type of a governed clause, or of a noun that a trigger of that type names
``"*"``        there is one
``"#none"``    there is none: a passive whose doer is not said has no subject
=============  ==========================================================================================

**Relations of other clauses.** In ``actor`` and ``recipient`` also ``speaker`` (the innermost one),
``complement.subject``, ``complement.object`` and the like (of the clause that this one governs),
``complement.actor`` and ``complement.recipient`` (whoever that is by the governed clause's own trigger),
``governor.subject``, ``condition.subject`` ("threatened to strike unless [Lima] yields") and
``purpose.object`` ("opened fire to disperse [the crowd]").

**What is governed.** ``content`` says what becomes of a governed clause that is itself an event:
``"none"`` swallows it, ``"own"`` keeps it as the content of this report, any modality or polarity
("threatened", "denied") keeps it so changed. ``yields = true``: where content is reported, this
clause gives no report of its own ("X denied bombing Y" is the bombing, denied).
``modality`` on a trigger is that of the report itself, where nothing governs it ("Y will pay a heavy
price" is threatened).

Written in our own words after the PLOVER manual (Open Event Data Alliance, 2021).
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rashomon.marked import MarkedText, parse
from rashomon.records import Modality, Outcome, Polarity, Quad

Content = Literal["none", "own", "planned", "threatened", "possible", "demanded", "called_off", "denied", "doubted"]
Conditions = dict[str, tuple[str, ...]]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """A sentence in marked text that must be coded as the file's event type."""

    text: str
    mode: str | None = None
    cameo: str | None = None
    modality: Modality | None = None
    polarity: Polarity | None = None
    expected_failure: str | None = None  # why we still get it wrong

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @property
    def marked(self) -> MarkedText:
        return parse(self.text)


class CounterExample(_Strict):
    """A sentence that must not be coded as the file's event type at the words marked ``event``."""

    text: str
    event: str = "none"  # what it is instead
    reason: str
    expected_failure: str | None = None

    @property
    def marked(self) -> MarkedText:
        return parse(self.text)


class Trigger(_Strict):
    """Words that call for an event type, under conditions; see the module's docstring."""

    id: str = ""  # "ASSAULT.bomb"; made from the first word where not given
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    when: Conditions = Field(default_factory=dict)
    unless: Conditions = Field(default_factory=dict)
    light: tuple[str, ...] = ()  # a noun only under one of these light verbs
    bare: bool = False  # a noun that is an event even with no party and no light verb
    outcome: Outcome | None = None
    broad: bool = False  # a wide net: its conditions do not set it before a trigger with words as long
    joins: bool = False  # no report of its own where it is bound to an act: "targeting bases" (outcomes always join)
    content: Content | None = None
    yields: bool = False
    modality: Modality | None = None  # of the report, whatever the clause's own: "will pay a heavy price" threatens
    reciprocal: bool = False
    note: str | None = None
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[CounterExample, ...] = ()


class Mode(_Strict):
    """How an event was done, with its intensity."""

    definition: str
    intensity: float | None = Field(default=None, ge=-10, le=10)


class Neighbour(_Strict):
    """When it is the other type instead."""

    event: str
    when: str


class EventType(_Strict):
    """One event type: a file of the codebook."""

    name: str = Field(pattern=r"^[A-Z][A-Z_]*$")
    title: str
    definition: str
    quad: Quad
    intensity: float = Field(ge=-10, le=10)
    intensity_note: str | None = None
    requires_recipient: bool = False
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ("object",)
    modes: dict[str, Mode] = Field(default_factory=dict)
    modes_by_content: dict[str, str] = Field(default_factory=dict)  # content's type, or "TYPE.mode" -> mode
    neighbours: tuple[Neighbour, ...] = ()
    triggers: tuple[Trigger, ...] = Field(default=(), alias="trigger")
    examples: tuple[Example, ...] = Field(default=(), alias="example")
    counter_examples: tuple[CounterExample, ...] = Field(default=(), alias="counter_example")

    def all_examples(self) -> tuple[Example, ...]:
        return tuple(e for t in self.triggers for e in t.examples) + self.examples

    def all_counter_examples(self) -> tuple[CounterExample, ...]:
        return tuple(e for t in self.triggers for e in t.counter_examples) + self.counter_examples


class Context(_Strict):
    """A setting of events, known by its words in the paragraph; "terror*" is the beginning of a word."""

    definition: str
    cues: tuple[str, ...] = ()


class FutureRule(_Strict):
    """Events that are another type while they lie ahead (PLOVER: future cooperation is AGREE)."""

    events: tuple[str, ...]
    becomes: str
    modalities: tuple[Modality, ...] = ("planned",)


class RefusalRule(_Strict):
    """What somebody says they will not do, where not doing it is the deed ("will not lift the ban" is REJECT)."""

    events: tuple[str, ...]
    becomes: str
    modalities: tuple[Modality, ...] = ("planned",)


class AbsorbRule(_Strict):
    """What an event carries along as its purpose or manner: the demand of a march is the march."""

    event: str
    absorbs: tuple[str, ...]


class QuotedRule(_Strict):
    """What a speaker demands or threatens, where the words themselves are the deed ("Let the ship go")."""

    modality: Modality
    becomes: str
    recipient: tuple[str, ...] = ("subject", "object")
    without_trigger: bool = False  # also where no trigger knows the predicate
    speakers: bool = True  # only where somebody is said to have said it
    on_condition: bool = False  # also a speaker's own hostile deed to come, with an "if" or "unless"


class Rules(_Strict):
    """What holds for all event types of a codebook."""

    future: tuple[FutureRule, ...] = ()
    refusal: tuple[RefusalRule, ...] = ()
    absorb: tuple[AbsorbRule, ...] = ()
    never_possible: tuple[str, ...] = ()  # types that are nothing while they are only possible: words
    purposes: tuple[str, ...] = ()  # types that are nothing of their own as what another deed was for
    pledges: tuple[str, ...] = ()  # types that one's own people are no recipient of
    own: tuple[str, ...] = ()  # nouns after "its", "our" that are one's own: people, country, borders
    readiness: tuple[str, ...] = ()  # words of being ready; ready for force against nobody is no event
    figures: tuple[str, ...] = ()  # "with" or "by" these force is a figure of speech: lies, words, tariffs
    figurative: tuple[str, ...] = ()  # verbs that are one where they are done by a peaceful deed
    quoted: tuple[QuotedRule, ...] = ()
    light: tuple[str, ...] = ()  # verbs that lend themselves to any noun of an event: "carry out"
    aspect: tuple[str, ...] = ()  # verbs that only say how far it got: "completed its withdrawal"
    happening: tuple[str, ...] = ()  # verbs that only say that a noun's event happened
    acting: tuple[str, ...] = ()  # relations of who does what a noun names
    undergoing: tuple[str, ...] = ()  # and of whom it is done to or with
    particle_verbs: tuple[str, ...] = ()  # idioms whose last word is a particle and no preposition: "give in"
    naming: tuple[str, ...] = ()  # verbs that give their object a name: "called the raid an attack" attacks nobody
    telling: tuple[str, ...] = ()  # verbs whose object is told of: "claimed the attack"
    handing: tuple[
        str, ...
    ] = ()  # verbs whose object is what is handed over, and never to whom: "offered to send troops"
    hitting: tuple[str, ...] = ()  # types whose recipient may be a thing: what is bombed is the house, not its country
    among_parties: tuple[str, ...] = ()  # types that only parties undergo
    mutual: tuple[str, ...] = ()  # verbs that several do with or to each other, where nobody else is named
    blaming: tuple[str, ...] = ()  # types whose recipient is the doer of what their object names: "condemned the raid"


class Book(_Strict):
    name: str
    title: str
    version: str
    description: str
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # where the standard contradicts itself and what we do
    rules: Rules = Rules()
    sectors: dict[str, str] = Field(default_factory=dict)
    contexts: dict[str, Context] = Field(default_factory=dict)
