"""Every type that flows between the rooms: documents, clauses, codings, reports, incidents, comparisons.

All are frozen. Offsets are Unicode code points into the document's text, and for every span
``document.text[start:end] == span.text``. ``None`` and an empty tuple mean "the text does not
state it", never "something went wrong". The public contract (``reports.jsonl`` and the other
files) is these types written as JSON, one object a line, under ``SCHEMA_VERSION``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, Protocol

SCHEMA_VERSION = "1.0"

# --- the closed sets ---------------------------------------------------------------------------

Modality = Literal["actual", "historical", "planned", "threatened", "possible", "demanded", "conditional", "called_off"]
Polarity = Literal["affirmed", "denied", "doubted"]
Stance = Literal["says", "denies", "doubts", "accuses", "admits", "predicts", "orders", "asks"]
Quote = Literal["direct", "indirect", "mixed"]
How = Literal["stated", "elided", "coreference", "carried"]
Joined = Literal["joint", "alternative"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Precision = Literal["day", "week", "month", "year", "decade", "unknown"]
Basis = Literal["stated", "relative", "carried", "unknown"]
PlaceRole = Literal["at", "from", "to", "over"]
Outcome = Literal[
    "killed", "injured", "missing", "detained", "displaced", "participants",
    "troops", "vehicles", "vessels", "aircraft", "munitions", "other",
]  # fmt: skip
FramingKind = Literal["loaded", "euphemism", "slogan", "scare_quotes", "dehumanising"]
Facet = Literal["occurrence", "responsibility", "place", "time", "quantity", "target", "act", "justification", "status"]
ComparisonRelation = Literal["conflict", "framing", "refinement", "revision", "scope", "status"]
LinkKind = Literal["responds_to", "retaliates_for", "part_of", "cancels"]
Review = Literal["unreviewed", "accepted", "corrected", "rejected", "added"]
PublisherType = Literal[
    "government", "military", "armed_group", "state_media", "wire", "newspaper", "broadcaster",
    "activist", "ngo", "igo", "party", "company", "academic", "social_media", "other",
]  # fmt: skip

# What a phrase is about, so that a codebook can tell fired missiles from a fired minister.
PhraseKind = Literal[
    "party", "country", "person", "organisation", "armed", "government", "civilian", "court",
    "place", "facility", "weapon", "vessel", "aircraft", "vehicle", "troops", "money", "goods",
    "meeting", "document", "measure", "event", "time", "number", "pronoun", "statement",
]  # fmt: skip


# --- documents -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known of its publication; the text is NFC and never changes."""

    id: str
    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    publisher_type: PublisherType | None = None
    publisher_country: str | None = None  # ISO 3166 alpha-3
    published: str | None = None  # ISO 8601 date, "2019-06-22"
    url: str | None = None
    language: str | None = None  # ISO 639-1
    echo_of: str | None = None  # id of the document that this one repeats
    supersedes: str | None = None  # id of the older version of the same page
    origin: str | None = None  # the file it was read from
    reader: str | None = None  # name and version of what read it

    @property
    def published_date(self) -> dt.date | None:
        return dt.date.fromisoformat(self.published[:10]) if self.published else None


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read or done; the run went on."""

    origin: str  # file, or file and record
    step: str
    problem: str  # what was found, where, what was expected, what to do
    document: str | None = None


# --- what was said: clauses ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase (or adverb) that stands in a relation to a clause, without its apposition."""

    start: int
    end: int
    text: str
    head_start: int  # the head word
    head_end: int
    lemma: str  # of the head word, lower case
    kinds: tuple[PhraseKind, ...] = ()
    modifiers: tuple[str, ...] = ()  # lemmas of adjectives, compounds and possessors of the head
    label: str | None = None  # the named-entity label of the head, if it has one
    number: str | None = None  # the numeral with its qualifier, as written: "at least 25"
    how: How = "stated"
    antecedent: Span | None = None  # what a pronoun or "the group" stands for
    joined: Joined = "joint"
    alias: Span | None = None  # the apposition: "Ruth Obi" of "The head of Ghana's navy, ..."
    generic: bool = False  # "people", "anyone", "nobody": no one in particular
    owner: Span | None = None  # who holds it: "Iraqi militias" of "bases controlled by Iraqi militias"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.text)


@dataclass(frozen=True, slots=True)
class Relation:
    """A neutral relation between a clause and a phrase.

    ``name`` is "subject" and "object" (deep: voice, nominal events, control and coordination
    undone), "indirect", a preposition ("to", "against", "with", "in", "over" ...), "possessive",
    "when" (bare time expressions), "modifier" (a compound before a noun event), or "about"
    ("over its nuclear programme").
    """

    name: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Speaker:
    """One level of who is said to have said it; level 0 is the outermost."""

    level: int
    phrase: Phrase
    cue: Span
    kind: Literal["named", "unnamed"]
    stance: Stance
    quote: Quote


@dataclass(frozen=True, slots=True)
class Governor:
    """The clause that governs this one, and how."""

    clause: str  # id of the governing clause
    relation: Literal["complement", "purpose", "relative", "participle", "adverbial", "conjunct", "nominal", "result"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its neutral relations, what governs it, its negation, modality and speakers.

    It knows no codebook. All predicates are kept, coded or not, so that an archive can be coded
    again with another codebook without parsing.
    """

    id: str  # "s2.c1": unique within the document
    sentence: Span
    paragraph: int
    trigger: Span  # the predicate's own words, at most four
    lemma: str  # "bomb", "shoot down" (verb with particle), "airstrike"
    pos: Literal["verb", "noun", "adjective"]
    head_start: int  # offset of the head word of the trigger
    relations: tuple[Relation, ...] = ()
    light: str | None = None  # the light verb's lemma where a noun is the predicate: "launch" of "launched airstrikes"
    governor: Governor | None = None
    tense: Literal["past", "present", "future", "none"] = "none"
    aspect: Literal["simple", "progressive", "perfect", "none"] = "none"
    passive: bool = False
    main: bool = False  # the main clause of its sentence
    modality: Modality = "actual"
    polarity: Polarity = "affirmed"
    speakers: tuple[Speaker, ...] = ()
    skip: str | None = None  # why it can be no report: "question", "generic", "slogan", "sport", "metaphor" ...
    reasons: tuple[str, ...] = ()  # of modality, polarity, speakers and skip

    def phrases(self, *names: str) -> tuple[Phrase, ...]:
        """The phrases in the first of these relations that the clause has."""
        for name in names:
            found = [relation.phrase for relation in self.relations if relation.name == name]
            if found:
                return tuple(found)
        return ()


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Where, when, why or in what state an event was, said by a clause of its own."""

    clause: str
    about: str  # id of the clause it tells of
    facet: Literal["place", "time", "justification", "status", "quantity"]
    phrase: Phrase | None = None
    denies: str | None = None  # id of the circumstance's clause that this one denies: "officials disputed that"


@dataclass(frozen=True, slots=True)
class Framing:
    """Words that judge rather than report; never a score of a publisher."""

    start: int
    end: int
    text: str
    kind: FramingKind
    toward: tuple[str, ...] = ()  # actor codes
    valence: Literal[-1, 1] = -1
    holder: str | None = None  # who used the words: the innermost speaker, else the publisher
    target: Span | None = None  # the phrase that the words are said of, as far as grammar tells; codes go to ``toward``


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the text."""

    start: int
    end: int
    text: str
    paragraph: int
    skip: str | None = None  # "slogan", "question", "hashtags" ...


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says, before any codebook: kept as one compressed value in the archive."""

    document: str
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    circumstances: tuple[Circumstance, ...] = ()
    framings: tuple[Framing, ...] = ()
    reader: str = ""  # the parser's name, version and hash


# --- what we call it: codings --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coding:
    """What a codebook calls a clause, and which of its relations are which role."""

    clause: str
    event: str
    trigger_id: str  # "ASSAULT.bomb": the trigger of the codebook that decided
    quad: Quad
    intensity: float  # PLOVER, -10 to 10
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    goldstein: float | None = None
    actors: tuple[str, ...] = ()  # names of relations
    recipients: tuple[str, ...] = ()
    reciprocal: bool = False
    among_parties: bool = False  # whether only a party undergoes it: nobody agrees with a reservation
    outcome: Outcome | None = None  # an outcome verb: "kill", "injure"
    modality: Modality | None = None  # where the coding changes the clause's own
    polarity: Polarity | None = None
    content_of: str | None = None  # id of the clause whose content this is
    merged: tuple[str, ...] = ()  # ids of clauses whose quantities, places and times belong to this coding
    certainty: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What looked like an event and is none, with the reason."""

    document: str
    start: int
    end: int
    text: str
    sentence: str
    reason: str


# --- what it refers to ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or a recipient: its words and, where we know it, who that is."""

    start: int
    end: int
    text: str
    name: str | None = None
    entity: str | None = None  # id in the catalogue
    country: str | None = None  # ISO 3166 alpha-3
    sectors: tuple[str, ...] = ()
    code: str | None = None  # country and first sector: "USAMIL"; "IGOUNO" for IGOs
    how: How = "stated"
    antecedent: Span | None = None
    joined: Joined = "joint"
    rule: str = "unresolved"


@dataclass(frozen=True, slots=True)
class SpeakerParty:
    """A speaker, resolved."""

    level: int
    start: int
    end: int
    text: str
    kind: Literal["named", "unnamed"]
    cue: Span
    stance: Stance
    quote: Quote
    name: str | None = None
    entity: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    code: str | None = None
    antecedent: Span | None = None
    rule: str = "unresolved"

    @property
    def is_nobody(self) -> bool:
        """Whether the words only say that somebody says it: "it was reported", "despite claims"."""
        return self.kind == "unnamed" and self.text == self.cue.text and not (self.name or self.code)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the event; ``precision`` is UCDP's where_prec: 1 exact ... 6 country, 7 international seas or air."""

    start: int
    end: int
    text: str
    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    gazetteer_id: str | None = None
    precision: Literal[1, 2, 3, 4, 5, 6, 7] | None = None
    role: PlaceRole = "at"
    how: How = "stated"
    rule: str = "unresolved"
    admin: str | None = None  # name of the first-level division
    kind: str | None = None  # "city", "admin1", "country", "sea", "strait", "base", "region" ...
    within: tuple[str, ...] = ()  # gazetteer ids of what contains it


@dataclass(frozen=True, slots=True)
class Period:
    """When: EDTF level 1, with the earliest and latest day it can mean."""

    start: int
    end: int
    text: str
    edtf: str | None = None
    earliest: str | None = None  # ISO date
    latest: str | None = None
    time_of_day: str | None = None  # "T20:45", "morning", "night"
    precision: Precision = "unknown"
    basis: Basis = "unknown"
    rule: str = "unresolved"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: an interval, of whom, of what outcome."""

    start: int
    end: int
    text: str
    outcome: Outcome
    population: str | None = None  # "fighters", "children"
    low: int | None = None
    high: int | None = None  # None: open
    qualifier: str | None = None  # "at least", "up to", "about", "dozens"
    rule: str = ""


# --- reports ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """One account of one event, or of a circumstance of one: the row of the record."""

    id: str
    document: str
    kind: Literal["event", "circumstance"]
    sentence: Span
    trigger: Span
    event: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    coded_by: str | None = None
    quad: Quad | None = None
    intensity: float | None = None
    goldstein: float | None = None
    cameo: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    reciprocal: bool = False
    places: tuple[Place, ...] = ()
    period: Period | None = None
    quantities: tuple[Quantity, ...] = ()
    modality: Modality = "actual"
    polarity: Polarity = "affirmed"
    speakers: tuple[SpeakerParty, ...] = ()
    framings: tuple[Framing, ...] = ()
    about: str | None = None  # of a circumstance: id of the report it tells of
    facet: Facet | None = None  # of a circumstance
    content_of: str | None = None
    incident: str | None = None
    echo_of: str | None = None
    certainty: float = 1.0  # did we read the sentence right; never: is it true
    review: Review = "unreviewed"
    main: bool = False  # the main clause of its sentence
    reasons: tuple[str, ...] = ()
    run: str | None = None
    extractor: str | None = None
    model: str | None = None
    codebook: str | None = None
    rules: str | None = None


# --- incidents and comparisons -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an incident with the rule and the reports behind it."""

    value: str
    rule: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """The figures told of one outcome: a range of reports, each figure with its holder."""

    outcome: Outcome
    low: int | None
    high: int | None
    by_holder: tuple[Value, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class IncidentLink:
    """How one incident stands to another, because a report says so."""

    kind: LinkKind
    incident: str
    report: str


@dataclass(frozen=True, slots=True)
class Incident:
    """The reports, from any documents, that tell of the same happening."""

    id: str  # the smallest of its reports' ids
    title: str  # names no contested actor, place or act
    reports: tuple[str, ...]
    event: Value | None = None
    mode: Value | None = None
    period: Value | None = None  # EDTF
    earliest: str | None = None
    latest: str | None = None
    places: tuple[Value, ...] = ()
    actors: tuple[Value, ...] = ()
    recipients: tuple[Value, ...] = ()
    publishers: int = 0
    independent: int = 0  # echoes collapsed
    sides: int = 0
    quantities: tuple[Toll, ...] = ()
    modality: Value | None = None
    links: tuple[IncidentLink, ...] = ()
    disputes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """One answer that some holders give on a facet of an incident."""

    value: str
    holders: tuple[str, ...]
    reports: tuple[str, ...]
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One facet of one incident on which reports differ; a dispute is one of relation conflict or framing."""

    id: str
    incident: str
    facet: Facet
    relation: ComparisonRelation
    positions: tuple[Position, ...]  # in a neutral order
    rule: str

    @property
    def is_dispute(self) -> bool:
        return self.relation in ("conflict", "framing")


@dataclass(frozen=True, slots=True)
class Side:
    """A named set of parties, declared in study.toml; without one each country is its own side."""

    name: str
    parties: tuple[str, ...]  # countries ("USA"), codes ("IRQREB") or entity ids
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking gives: the reports with their incident and echo filled in, the incidents, the comparisons."""

    reports: tuple[Report, ...]
    incidents: tuple[Incident, ...]
    comparisons: tuple[Comparison, ...]


# --- people, runs -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided; stored with the words it was about, so that it survives every re-run."""

    id: str  # hash of the entry before and of this one: the chain
    previous: str
    who: str
    when: str  # ISO 8601, UTC
    what: Literal[
        "same", "not-same", "split", "not-a-dispute", "wrong", "accepted", "corrected", "missed", "alias", "undo"
    ]
    targets: tuple[str, ...]  # ids of reports, incidents or disputes
    why: str | None = None
    document: str | None = None
    quote: str | None = None
    context: str | None = None  # the sentence
    field: str | None = None
    old: str | None = None  # JSON
    new: str | None = None  # JSON


@dataclass(frozen=True, slots=True)
class Run:
    """What made a set of reports."""

    id: str
    started: str
    version: str
    extractor: str
    model: str
    codebook: str
    rules: str


# --- seams ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of the catalogue found in a text."""

    start: int
    end: int
    text: str
    entity: str
    label: Literal["GPE", "NORP", "ORG", "PERSON", "LOC", "FAC"]
    kinds: tuple[PhraseKind, ...] = ()


class Names(Protocol):
    """The catalogue of names as the language rooms see it: read-only."""

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """The longest names in the text that do not overlap, left to right."""
        ...

    def kinds_of(self, lemma: str) -> tuple[PhraseKind, ...]:
        """The kinds of a common noun, by its lemma: "frigate" is a vessel, "militant" is armed and a party."""
        ...
