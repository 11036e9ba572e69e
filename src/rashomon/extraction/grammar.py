"""The default extractor: grammar reads the clauses, the codebook codes them, resolution says what they refer to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import rashomon
from rashomon.coding import coder
from rashomon.coding.codebook import Codebook
from rashomon.collecting import uncollected
from rashomon.extraction import aiming
from rashomon.extraction.carrying import carry
from rashomon.extraction.extractor import Extraction, admit
from rashomon.extraction.identifying import PartyIdentifier
from rashomon.extraction.identity import Namer
from rashomon.extraction.publisher import PublisherVoice
from rashomon.extraction.roles import Cast, RoleReader
from rashomon.language.reader import DocumentReader
from rashomon.records import (
    Circumstance,
    Clause,
    Coding,
    Document,
    Modality,
    Party,
    PassedOver,
    Period,
    Phrase,
    Place,
    Quantity,
    Reading,
    Report,
    Span,
    Speaker,
    SpeakerParty,
)
from rashomon.resolution import actors, headings, places, quantities, times
from rashomon.resolution.carried_times import is_background
from rashomon.resolution.gazetteer import Gazetteer
from rashomon.resolution.names import Catalogue
from rashomon.resolution.story_home import find_story_home
from rashomon.resolution.story_sides import find_story_sides


class GrammarExtractor:
    """Reads documents by grammar, codes them by a codebook, resolves them by catalogue and gazetteer."""

    name = f"grammar-{rashomon.__version__}"

    def __init__(self, *, names: Catalogue, gazetteer: Gazetteer, codebook: Codebook, counting: str = "acled") -> None:
        self._catalogue = names
        self._gazetteer = gazetteer
        self._codebook = codebook
        self._counting = counting
        self._reader = DocumentReader(names)

    @property
    def model(self) -> str:
        return self._reader.version

    def read(self, document: Document) -> Reading:
        return self._reader.read(document)

    def read_all(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """As ``read``, for several documents: quicker together."""
        return self._reader.read_all(documents)

    @uncollected()
    def report(self, document: Document, reading: Reading) -> Extraction:
        codings, passed_over = coder.code(reading, self._codebook)
        clauses = {clause.id: clause for clause in reading.clauses}
        writer = _Writer(document, reading, clauses, self._catalogue, self._gazetteer, self._counting)
        reports, framings = aiming.assign(reading.framings, writer.write(codings), resolve=writer.name_target)
        stamped = tuple(
            replace(
                report,
                extractor=self.name,
                model=reading.reader,
                codebook=f"{self._codebook.name}-{self._codebook.version}",
                rules=rashomon.__version__,
            )
            for report in reports
        )
        return Extraction(admit(stamped, document), (*passed_over, *_sentences_passed(reading, passed_over)), framings)


class _Writer:
    """Writes the reports of one document."""

    def __init__(
        self,
        document: Document,
        reading: Reading,
        clauses: Mapping[str, Clause],
        catalogue: Catalogue,
        gazetteer: Gazetteer,
        counting: str,
    ) -> None:
        self._document = document
        self._reading = reading
        self._clauses = clauses
        self._under: dict[str, list[Clause]] = {}
        for clause in clauses.values():
            if clause.governor is not None:
                self._under.setdefault(clause.governor.clause, []).append(clause)
        self._catalogue = catalogue
        self._gazetteer = gazetteer
        self._counting = counting
        self._context = places.read_context(document, gazetteer)
        self._voice = PublisherVoice(document, catalogue)
        introduced = actors.read_introductions(document.text, catalogue=catalogue, when=document.published_date)
        self._home = find_story_home(
            document.text, context=self._context, catalogue=catalogue, publisher_type=document.publisher_type
        )
        self._sides = find_story_sides(document, context=self._context, catalogue=catalogue)
        identifier = PartyIdentifier(
            reading.clauses, self._voice, catalogue, document.published_date, introduced, self._home, document.text
        )
        self._roles = RoleReader(reading.clauses, self._voice, identifier)
        self._namer = Namer(document.id, document.text)
        self._talks: set[int] = set()  # where the places of talks stand

    def write(self, codings: Sequence[Coding]) -> list[Report]:
        by_clause: dict[str, Report] = {}
        paragraph = -1
        carried: tuple[Place, ...] = ()
        periods = times.find_periods(
            self._reading,
            document=self._document,
            acts={coding.clause for coding in codings if coding.quad.startswith("verbal")},
            events={coding.clause: f"{coding.event}/{coding.mode or ''}" for coding in codings},
        )
        told = {coding.clause for coding in codings}
        states = {c.clause for c in self._reading.circumstances if c.about in told and c.denies is None}
        codings = [c for c in codings if c.clause not in states or c.event != "MOBILIZE"]
        ordered = sorted(codings, key=lambda coding: self._clauses[coding.clause].head_start)
        reports: list[Report] = []
        for coding in ordered:
            clause = self._clauses[coding.clause]
            if clause.paragraph != paragraph:
                carried, paragraph = (), clause.paragraph
            if coding.actors == ("speaker",) and not clause.speakers and not self._demands(clause):
                continue
            report = self._write_one(coding, clause, periods, carried)
            carried = report.places or carried
            if coding.quad.endswith("cooperation"):
                self._talks.update(place.start for place in report.places if place.how == "stated")
            by_clause[clause.id] = report
            for merged in coding.merged:
                by_clause.setdefault(merged, report)
            reports.append(report)
        parents = {coding.clause: coding.content_of for coding in ordered if coding.content_of is not None}
        own = {report.id: clause_id for clause_id, report in by_clause.items() if clause_id in parents}
        for index, report in enumerate(reports):
            parent = by_clause.get(parents.get(own.get(report.id, ""), ""))
            if parent is not None and parent.id != report.id:
                reports[index] = replace(report, content_of=parent.id)
        alone = self._home.country if self._home is not None and self._home.is_alone else None
        return [*carry(reports, self._sides, alone), *self._write_circumstances(by_clause)]

    def _demands(self, clause: Clause) -> bool:
        """Whether a clause without a speaker is the publisher's own demand; a newspaper's "must" is none."""
        is_own = any("imperative" in reason or "modal" in reason for reason in clause.reasons)
        return is_own and self._voice.speaks_for_itself

    def name_target(self, target: Span) -> str | None:
        """The code of whom a phrase names that no report has as a party: the target of framing."""
        head = target.text.split()[-1] if target.text.split() else target.text
        start = target.start + target.text.rindex(head)
        phrase = Phrase(target.start, target.end, target.text, start, start + len(head), head.lower())
        when = self._document.published_date
        return actors.resolve_party(phrase, catalogue=self._catalogue, when=when).code

    def _write_one(
        self, coding: Coding, clause: Clause, periods: Mapping[str, Period], carried: tuple[Place, ...]
    ) -> Report:
        joined = [clause, *(self._clauses[merged] for merged in coding.merged)]
        period = periods.get(clause.id)
        for other in joined[1:]:
            if period is not None and period.earliest:
                break
            period = periods.get(other.id) or period
        found_places = self._places(joined)
        if not found_places and coding.quad == "material conflict":
            found_places = headings.places_under(
                clause, document=self._document, context=self._context, gazetteer=self._gazetteer
            )
        if not found_places and carried:
            found_places = places.carry_place(carried, clause)
        when = _day(period) or self._document.published_date
        setting = self._setting(found_places, coding)
        speakers = self._speakers(clause)
        reports_actors, recipients = self._roles.cast(
            Cast(
                coding=coding,
                clause=clause,
                actors=self._phrases_of(coding.actors, clause, joined[1:], "subject"),
                recipients=self._phrases_of(coding.recipients, clause, joined[1:], "object"),
                further=self._further_parties(coding, clause),
                when=when,
                setting=setting,
                places=found_places,
            )
        )
        modality, reason = self._modality(coding, clause, period)
        return Report(
            id=self._namer.name(clause.head_start, "event"),
            document=self._document.id,
            kind="event",
            sentence=clause.sentence,
            trigger=clause.trigger,
            event=coding.event,
            mode=coding.mode,
            contexts=coding.contexts,
            coded_by=coding.trigger_id,
            quad=coding.quad,
            intensity=coding.intensity,
            goldstein=coding.goldstein,
            cameo=coding.cameo,
            actors=reports_actors,
            recipients=recipients,
            reciprocal=coding.reciprocal,
            places=found_places,
            period=period,
            quantities=self._quantities(joined, coding),
            modality=modality,
            polarity=coding.polarity or clause.polarity,
            speakers=speakers,
            certainty=_certainty(coding, reports_actors, recipients),
            main=clause.main,
            reasons=(*coding.reasons, *clause.reasons, *reason),
        )

    def _places(self, joined: Sequence[Clause]) -> tuple[Place, ...]:
        found: dict[tuple[int, int], Place] = {}
        for clause in joined:
            for place in places.find_places(
                clause,
                document=self._document,
                context=self._context,
                gazetteer=self._gazetteer,
                clauses=self._clauses,
            ):
                found.setdefault((place.start, place.end), place)
        return places.finest(found.values())

    def _quantities(self, joined: Sequence[Clause], coding: Coding) -> tuple[Quantity, ...]:
        found: dict[tuple[int, str], Quantity] = {}
        for clause in joined:
            own = coding if clause.id == coding.clause else replace(coding, outcome=None)
            for quantity in quantities.find_quantities(clause, own, document=self._document, counting=self._counting):
                found.setdefault((quantity.start, quantity.outcome), quantity)
        counted = {start for start, outcome in found if outcome != "other"}
        return tuple(q for (start, outcome), q in found.items() if outcome != "other" or start not in counted)

    def _setting(self, found: tuple[Place, ...], coding: Coding) -> actors.Setting | None:
        """The country of the place where it was done; not that of a journey's end, nor of talks told of before."""
        home = self._home.country if self._home is not None else None
        for place in found:
            if place.role == "to" and coding.event in _JOURNEYS and place.country != home:
                continue  # "its judge fled to Chile", "the minister flew to Lima": from elsewhere
            if place.rule.startswith("carried:") and place.start in self._talks:
                continue
            if self._home is not None and place.kind == "city" and not self._home.speaks_of(place.country):
                continue  # a little town's name, of a country that the text does not speak of
            if place.country is not None and place.role in ("at", "to"):
                return actors.Setting(place.country, f"country of the place {place.text!r}", place.name or place.text)
        return None

    def _phrases_of(
        self, names: Sequence[str], clause: Clause, merged: Sequence[Clause], role: str
    ) -> tuple[Phrase, ...]:
        """The phrases of a role; where the act's own clause has none, those of what was merged into it."""
        found = coder.phrases_in(names, clause, self._clauses)
        is_where = role == "object" and bool(names) and set(names) <= _WHERE
        if found and not is_where:
            return found
        merged_in = [tuple(p for p in _merged_role(other, role) if "event" not in p.kinds) for other in merged]
        told = [phrases for phrases in merged_in if not all(_is_bare_number(p) for p in phrases)]
        return next(iter((*told, *filter(None, (found, *merged_in)))), ())  # who fell in the raid, else where it was

    def _further_parties(self, coding: Coding, clause: Clause) -> tuple[Phrase, ...]:
        """Who else the words under a clause name: "a meeting [of the council]", "unless [Chad] withdraws"."""
        names: tuple[str, ...] = ("of", "with", "from", "against", "on")
        if coding.event == "MOBILIZE":  # "sent troops to its border with Chile"
            return tuple(phrase for phrase in clause.phrases("with") if "country" in phrase.kinds)
        if coding.event in ("ACCUSE", "PROTEST"):
            names = ("subject", "of", "with", "from")  # who did it, not who suffered it
        elif coding.event in ("REJECT", "CONCEDE", "AGREE", "SUPPORT", "THREATEN"):
            names = (*names, "subject")
        for other in self._below(clause):
            found: tuple[Phrase, ...] = ()
            relation = other.governor.relation if other.governor is not None else None
            if relation == "nominal":
                found = self._behind(other, names)
            elif coding.event == "THREATEN" and other.modality == "conditional":
                found = other.phrases("subject")
            elif coding.event == "ASSAULT" and relation == "participle":
                found = tuple(
                    p for p in other.phrases("object") if p.owner is not None
                )  # "..., hitting bases held by rebels"
            if found:
                return found
        if (
            coding.event == "REQUEST"
            and clause.governor is not None
            and clause.governor.relation in ("purpose", "complement")
        ):
            governor = self._clauses.get(clause.governor.clause)
            heads = {phrase.head_start for phrase in clause.phrases("subject")}
            if governor is not None and heads == {phrase.head_start for phrase in governor.phrases("subject")}:
                return governor.phrases("object", "with", "to")  # "telephoned [the two presidents] to press for calm"
        return ()

    def _behind(self, noun: Clause, names: Sequence[str], depth: int = 0) -> tuple[Phrase, ...]:
        """Those whom a noun names, or the nouns under it: "in protest against violations by [the army]"."""
        found = noun.phrases(*names)
        if depth > 2 or any("event" not in phrase.kinds for phrase in found):
            return found
        for other in self._under.get(noun.id, ()):
            if other.governor is not None and other.governor.relation == "nominal":
                deeper = self._behind(other, names, depth + 1)
                if deeper:
                    return deeper
        return found

    def _below(self, clause: Clause) -> list[Clause]:
        """The clauses that hang on one, in the order of the text; a condition may hang on what is threatened."""
        found = self._under.get(clause.id, [])
        deeper = found
        for _ in range(2):
            deeper = [below for above in deeper for below in self._under.get(above.id, ())]
            found = found + [below for below in deeper if below.modality == "conditional"]
        return sorted(found, key=lambda below: (below.sentence.start, below.head_start))

    def _speakers(self, clause: Clause) -> tuple[SpeakerParty, ...]:
        """The chain without the publisher, which never enters it; in office on the day of print, not of the deed."""
        kept = [
            one
            for speaker in clause.speakers
            if not self._voice.is_publisher(speaker.phrase)
            for one in self._roles.identify_speakers(speaker)
        ]
        levels = list(dict.fromkeys(speaker.level for speaker in kept))
        if levels == list(range(len(levels))):
            return tuple(kept)
        return tuple(replace(speaker, level=levels.index(speaker.level)) for speaker in kept)

    def _modality(self, coding: Coding, clause: Clause, period: Period | None) -> tuple[Modality, tuple[str, ...]]:
        modality = coding.modality or clause.modality
        if coding.event == "THREATEN" and modality == "planned":
            return "threatened", ("modality threatened: what is threatened in these words",)
        published = self._document.published_date
        here = clause.sentence
        is_dated = period is not None and (
            period.basis != "carried" or (period.start is not None and here.start <= period.start < here.end)
        )  # a year said in this sentence, even of the clause above; never one carried from an earlier sentence
        if modality == "actual" and is_dated and period is not None and is_background(period, published):
            return "historical", ("modality historical: more than a year before publication",)
        return modality, ()

    def _deniers(self, clause: Clause) -> tuple[SpeakerParty, ...]:
        """Who denies, after those in whose speech they do."""
        outer = self._speakers(clause)
        level = len({speaker.level for speaker in outer})
        denying = [
            Speaker(level, phrase, clause.trigger, "named", "denies", "indirect")
            for phrase in clause.phrases("subject")
        ]
        return (*outer, *(one for speaker in denying for one in self._roles.identify_speakers(speaker)))

    def _write_circumstances(self, by_clause: Mapping[str, Report]) -> list[Report]:
        found = []
        for circumstance in self._reading.circumstances:
            about = by_clause.get(circumstance.about)
            if about is None or circumstance.clause in by_clause:
                continue
            found.append(self._write_circumstance(circumstance, about))
        return found

    def _write_circumstance(self, circumstance: Circumstance, about: Report) -> Report:
        clause = self._clauses[circumstance.clause]
        return Report(
            id=self._namer.name(clause.head_start, "circumstance"),
            document=self._document.id,
            kind="circumstance",
            sentence=clause.sentence,
            trigger=clause.trigger,
            places=self._places([self._clauses[circumstance.denies or clause.id]]),
            period=None,
            modality=clause.modality,
            polarity="denied" if circumstance.denies else clause.polarity,
            speakers=self._deniers(clause) if circumstance.denies else self._speakers(clause),
            about=about.id,
            facet=circumstance.facet,
            reasons=(f"circumstance of {about.trigger.text!r}", *clause.reasons),
        )


def _sentences_passed(reading: Reading, told: Sequence[PassedOver]) -> tuple[PassedOver, ...]:
    """Whole sentences that were no accounts (slogans, questions, sport), where no predicate of theirs is listed yet."""
    listed = {one.sentence for one in told}
    return tuple(
        PassedOver(reading.document, sentence.start, sentence.end, sentence.text, sentence.text, sentence.skip)
        for sentence in reading.sentences
        if sentence.skip and sentence.skip != "heading" and sentence.text not in listed
    )


_JOURNEYS = {"CONSULT", "RETREAT"}
_WHERE = frozenset(("in", "near", "over"))


def _merged_role(clause: Clause, role: str) -> tuple[Phrase, ...]:
    """The phrases of a role in an outcome; who died underwent it and did nothing."""
    if clause.lemma in ("die", "perish"):
        return clause.phrases("subject") if role == "object" else ()
    return clause.phrases(role)


def _is_bare_number(phrase: Phrase) -> bool:
    """ "killing one bystander and wounding 12": the twelve name nobody."""
    return phrase.text == phrase.number


def _day(period: Period | None) -> dt.date | None:
    if period is None or not period.earliest:
        return None
    return dt.date.fromisoformat(period.earliest[:10])


def _certainty(coding: Coding, actors_: tuple[Party, ...], recipients: tuple[Party, ...]) -> float:
    """How sure we are to have read the sentence right: less where a role is empty or unresolved."""
    certainty = coding.certainty
    if not actors_:
        certainty *= 0.85
    for party in (*actors_, *recipients):
        if party.code is None:
            certainty *= 0.95
    return round(max(0.05, min(1.0, certainty)), 3)
