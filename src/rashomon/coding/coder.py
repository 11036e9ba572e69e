"""From clauses to codings: what a codebook calls each clause, once its neighbours have had their say.

The order of the rules is the order of this file: the most specific trigger codes a clause; what a
speaker demands or threatens becomes that deed; a governing verb takes or swallows what it governs;
future cooperation becomes agreement; an outcome ("killing 25") joins the act it is bound to; a noun
without parties is a mention and no report; what the reader said can be no report is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from rashomon.coding.codebook import Codebook, EventType, Pattern, QuotedRule, Trigger
from rashomon.coding.contexts import paragraph_contexts
from rashomon.coding.matching import Match, Surroundings, content_events, find_matches, is_tied
from rashomon.records import Clause, Coding, Modality, PassedOver, Phrase, Polarity, Reading, Relation

# Phrases of only these kinds are nobody: "condemned [the attack]" names no recipient.
_NOBODY = frozenset({"event", "time", "statement", "meeting", "measure", "money", "document", "number"})
_SOMEBODY = frozenset({"party", "person", "country", "organisation", "armed", "government", "civilian", "court"})
_HOLDING = _SOMEBODY | {"troops", "vessel", "aircraft", "vehicle", "facility", "pronoun"}
_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_CORE = frozenset({"subject", "object", "indirect", "possessive", "modifier", "when", "attribute"})
_NO_ONE = frozenset({"nobody", "no one", "no-one", "none", "nothing", "anybody", "anyone", "whoever"})
_OURSELVES = frozenset({"i", "we", "us", "one", "everyone", "everybody", "people"})
_OUTCOME_LINKS = frozenset({"participle", "result", "purpose", "relative", "adverbial", "conjunct"})
_ACT_LINKS = frozenset({"nominal", "adverbial", "participle"})
_CHAIN = frozenset({"complement", "purpose", "participle", "result", "nominal", "conjunct", "adverbial"})


Test = Callable[[Phrase], bool]


def code(reading: Reading, codebook: Codebook) -> tuple[tuple[Coding, ...], tuple[PassedOver, ...]]:
    """The codings of a document's clauses in the order of its text, and what was passed over.

    A clause that no trigger knows gives neither; ``gaps.find_gaps`` lists those.
    """
    return _Coder(reading, codebook).code()


def phrases_in(names: Iterable[str], clause: Clause, clauses: Mapping[str, Clause]) -> tuple[Phrase, ...]:
    """The phrases that the role names of a coding stand for.

    A name is a relation of the coded clause, ``"speaker"`` (the innermost), or ``"CLAUSE:RELATION"``
    for a relation of another clause of the same reading ("s2.c3:subject").
    """
    found: list[Phrase] = []
    for name in names:
        owner, _, relation = name.rpartition(":")
        holder = clauses[owner] if owner else clause
        if relation == "speaker":
            innermost = max((speaker.level for speaker in holder.speakers), default=0)
            found.extend(speaker.phrase for speaker in holder.speakers if speaker.level == innermost)
        else:
            found.extend(holder.phrases(relation))
    return tuple(dict.fromkeys(found))


@dataclass
class _Draft:
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


class _Coder:
    def __init__(self, reading: Reading, codebook: Codebook) -> None:
        self._reading = reading
        self._codebook = codebook
        self._clauses = {clause.id: clause for clause in reading.clauses}
        self._matches: dict[str, tuple[Match, ...]] = {}
        self._asked: set[str] = set()
        governed: dict[str, list[Clause]] = {}
        for clause in reading.clauses:
            if clause.governor is not None:
                governed.setdefault(clause.governor.clause, []).append(clause)
        self._surroundings = Surroundings(
            codebook=codebook,
            clauses=self._clauses,
            governed={key: tuple(children) for key, children in governed.items()},
            event_of=self._event_of,
        )
        self._drafts: dict[str, _Draft] = {}

    def code(self) -> tuple[tuple[Coding, ...], tuple[PassedOver, ...]]:
        for clause in self._reading.clauses:
            matches = self._match(clause)
            if matches:
                self._drafts[clause.id] = self._draft(clause, matches)
        self._leave_nobodys()
        self._join_named_nouns()
        self._take_quoted_deeds()
        for draft in list(self._drafts.values()):
            self._take_content(draft)
        self._leave_conditions()
        self._absorb()
        self._merge_purposes()
        self._take_refusals()
        self._take_future()
        self._merge_outcomes()
        self._merge_happenings()
        self._leave_mentions()
        contexts = paragraph_contexts(self._reading, self._codebook)
        codings: list[Coding] = []
        passed: list[PassedOver] = []
        for clause in self._reading.clauses:
            if clause.id not in self._drafts:
                continue
            draft = self._drafts[clause.id]
            reason = clause.skip or draft.passed or self._habit(draft)
            if reason and not (draft.dropped and not draft.passed):
                passed.append(self._pass_over(clause, reason))
            elif not draft.dropped:
                codings.append(self._finish(draft, contexts.get(clause.paragraph, ())))
        return tuple(codings), tuple(passed)

    def _habit(self, draft: _Draft) -> str | None:
        """ "They bomb and kill with impunity": in the bare present material acts are a habit, not one event."""
        clause = draft.clause
        bare = clause.pos == "verb" and clause.tense == "present" and clause.aspect == "simple" and not clause.passive
        timeless = not any(relation.name == "when" or "time" in relation.phrase.kinds for relation in clause.relations)
        material = draft.event.quad == "material conflict" and draft.quoted is None and draft.content_of is None
        if bare and timeless and material and clause.modality == "actual" and not clause.speakers:
            return "habit or general statement"
        return None

    # --- which trigger --------------------------------------------------------------------------

    def _match(self, clause: Clause) -> tuple[Match, ...]:
        """The triggers of a clause; governed clauses are matched first, for conditions ask after them."""
        if clause.id not in self._matches:
            if clause.id in self._asked:  # a circle of governors: the reader erred, nothing is lost
                return ()
            self._asked.add(clause.id)
            self._matches[clause.id] = find_matches(clause, self._surroundings)
        return self._matches[clause.id]

    def _event_of(self, clause_id: str) -> str | None:
        matches = self._match(self._clauses[clause_id])
        return matches[0].event if matches else None

    def _draft(self, clause: Clause, matches: tuple[Match, ...]) -> _Draft:
        match = matches[0]
        draft = _Draft(clause, match, match.pattern.event)
        draft.reasons.append(f"{match.event}: '{match.pattern.lemma}' ({match.trigger.id})")
        if is_tied(matches):
            rivals = ", ".join(dict.fromkeys(other.trigger.id for other in matches[1:]))
            draft.reasons.append(f"tied with {rivals}; the codebook's order decided")
            draft.certainty = 0.6
        elif clause.pos == "noun" and not clause.light:
            draft.certainty = 0.75
        return draft

    def _leave_nobodys(self) -> None:
        """ "Nobody shoots to say hello"; "no one was hurt": done by or to no one in particular."""
        for draft in self._drafts.values():
            clause = draft.clause
            phrases = clause.phrases("subject") or clause.phrases("object")
            if phrases and clause.polarity == "affirmed" and all(p.text.lower() in _NO_ONE for p in phrases):
                draft.dropped = True
                draft.passed = "done by or to no one"

    def _join_named_nouns(self) -> None:
        """ "Cast a veto against the plan": verb and noun are one event, the noun clause brings its parties."""
        for draft in self._drafts.values():
            noun = draft.match.noun
            if noun is None:
                continue
            for child in self._surroundings.governed.get(draft.clause.id, ()):
                if child.pos == "noun" and child.head_start == noun.head_start:
                    draft.merged.append(child.id)
                    if child.id in self._drafts:
                        self._drafts[child.id].dropped = True

    # --- what a speaker demands or threatens -------------------------------------------------------

    def _take_quoted_deeds(self) -> None:
        """ "Let the ship go," X said: REQUEST by X; "Y will pay a heavy price": THREATEN by X."""
        for rule in self._codebook.rules.quoted:
            for clause in self._reading.clauses:
                if clause.modality != rule.modality or (rule.speakers and not clause.speakers) or clause.skip:
                    continue
                draft = self._drafts.get(clause.id)
                if draft is None and not rule.without_trigger:
                    continue
                if draft is not None and (draft.event.name == rule.becomes or draft.quoted or draft.dropped):
                    continue
                if self._is_governed_deed(clause):
                    continue
                event = self._codebook.events[rule.becomes]
                subjects = clause.phrases("subject")
                if subjects and all(phrase.generic or phrase.text.lower() in _OURSELVES for phrase in subjects):
                    if draft is not None:
                        draft.dropped = True
                        draft.passed = "an exhortation to oneself or to everyone"
                    continue
                if draft is None:
                    if clause.tense in ("past", "future") or not any(
                        _SOMEBODY.intersection(p.kinds) or "pronoun" in p.kinds for p in subjects
                    ):
                        continue
                    stand_in = Pattern(event, Trigger(id=f"{event.name}.{rule.modality}"), (clause.lemma,), "verb")
                    draft = self._drafts[clause.id] = _Draft(clause, Match(stand_in, 0), event, certainty=0.6)
                    draft.reasons.append(f"{event.name}: what is {rule.modality} by a speaker, '{clause.lemma}'")
                else:
                    draft.reasons.append(f"{event.name}: what is {rule.modality} by a speaker is that deed")
                    draft.event = event
                draft.quoted = rule

    def _is_governed_deed(self, clause: Clause) -> bool:
        """Whether a clause is the content of a coded demand or threat, which reports it already."""
        seen: set[str] = set()
        while clause.governor is not None and clause.id not in seen:
            seen.add(clause.id)
            governor = self._clauses.get(clause.governor.clause)
            if governor is None or clause.governor.relation not in _CHAIN:
                return False
            draft = self._drafts.get(governor.id)
            if draft is not None and draft.match.trigger.content is not None:
                return True
            if draft is not None and draft.quoted is not None:
                return True
            clause = governor
        return False

    # --- governing words ------------------------------------------------------------------------

    def _take_content(self, draft: _Draft) -> None:
        """A governing verb is the event; what it governs is its content, or nothing of its own."""
        trigger = draft.match.trigger
        if draft.dropped or draft.quoted or (trigger.content is None and not trigger.yields):
            return
        targets = self._content_drafts(draft.clause)
        if trigger.yields:
            targets = [target for target in targets if target.clause.pos != "noun" or self._is_told(target)]
        if trigger.yields and targets:
            draft.dropped = True
            draft.reasons.append("its content is reported")
        for target in targets:
            if trigger.content == "none":
                self._drop_below(target.clause)
                continue
            if draft.dropped:
                continue
            target.content_of = draft.clause.id
            target.reasons.append(f"content of '{draft.clause.lemma}'")
            match trigger.content:
                case "denied" | "doubted":
                    target.polarity = trigger.content
                case "own" | "none" | None:
                    pass
                case modality:
                    target.modality = modality

    def _content_drafts(self, clause: Clause) -> list[_Draft]:
        """The coded clauses that are a clause's content; through uncoded ones ("promised to try to meet")."""
        found: list[_Draft] = []
        for child in self._surroundings.contents(clause):
            draft = self._drafts.get(child.id)
            if draft is not None and not draft.dropped:
                found.append(draft)
            elif draft is None:
                found.extend(self._content_drafts(child))
        return found

    def _drop_below(self, clause: Clause, seen: frozenset[str] = frozenset()) -> None:
        draft = self._drafts.get(clause.id)
        if draft is not None:
            draft.dropped = True
        for child in self._surroundings.governed.get(clause.id, ()):
            if child.governor is not None and child.governor.relation in _CHAIN and child.id not in seen:
                self._drop_below(child, seen | {clause.id})

    # --- the future --------------------------------------------------------------------------------

    def _take_refusals(self) -> None:
        """ "The ministry will not lift the ban": not to yield is the deed, and it is affirmed."""
        for rule in self._codebook.rules.refusal:
            for draft in self._drafts.values():
                modality = draft.modality or draft.clause.modality
                polarity = draft.polarity or draft.clause.polarity
                if draft.event.name in rule.events and polarity == "denied" and modality in rule.modalities:
                    draft.event = self._codebook.events[rule.becomes]
                    draft.polarity, draft.modality = "affirmed", "actual"
                    draft.reasons.append(f"a {draft.match.event} that will not be is {rule.becomes}")

    def _take_future(self) -> None:
        for rule in self._codebook.rules.future:
            for draft in self._drafts.values():
                modality = draft.modality or draft.clause.modality
                if draft.event.name in rule.events and modality in rule.modalities and not draft.quoted:
                    if self._is_purpose_of_report(draft.clause):
                        draft.dropped = True  # "demanded a session to discuss the raid" promises nothing
                        continue
                    draft.event = self._codebook.events[rule.becomes]
                    draft.reasons.append(f"a {modality} {draft.match.event} is {rule.becomes}")

    def _is_purpose_of_report(self, clause: Clause) -> bool:
        governor = clause.governor
        return governor is not None and governor.relation == "purpose" and self._is_reported(governor.clause)

    # --- what belongs together ---------------------------------------------------------------------

    def _merge_outcomes(self) -> None:
        """ "The strike killed 25"; "shelled the town, wounding six": one act with its toll."""
        for draft in self._drafts.values():
            if not draft.is_outcome or draft.dropped or draft.quoted:
                continue
            act = self._act_of(draft)
            if act is None:
                continue
            draft.dropped = True
            act.merged.append(draft.clause.id)
            act.reasons.append(f"'{draft.clause.lemma}' is its outcome")

    def _act_of(self, outcome: _Draft, depth: int = 0) -> _Draft | None:
        clause = outcome.clause
        if clause.governor is not None and clause.governor.relation in _OUTCOME_LINKS:
            above = self._coded_above(clause)
            if above is not None and above.is_outcome and above is not outcome and depth < 4:
                act = self._act_of(above, depth + 1)  # "striking bases, targeting camps, killing 25"
                if act is not None:
                    return act
            if above is not None and self._is_act(above, outcome):
                same_doer = clause.phrases("subject") == above.clause.phrases("subject")
                if clause.governor.relation != "conjunct" or (same_doer and clause.phrases("subject")):
                    return above
        for child in self._surroundings.governed.get(clause.id, ()):
            below = self._drafts.get(child.id)
            if (
                below is not None
                and child.governor is not None
                and child.governor.relation in _ACT_LINKS
                and self._is_act(below, outcome)
            ):
                return below
        return None

    def _coded_above(self, clause: Clause) -> _Draft | None:
        """The next coded clause above, through uncoded participles: "struck at dawn, aiming at the base, killing 25"."""
        governor = clause.governor
        for _ in range(4):
            if governor is None or governor.relation not in _OUTCOME_LINKS:
                return None
            if governor.clause in self._drafts:
                return self._drafts[governor.clause]
            above = self._clauses.get(governor.clause)
            if above is None or governor.relation not in ("participle", "conjunct"):
                return None
            governor = above.governor
        return None

    def _is_act(self, act: _Draft, outcome: _Draft) -> bool:
        return (
            not act.dropped
            and not act.is_outcome
            and act.quoted is None
            and act.event.quad == outcome.event.quad
            and (act.polarity or act.clause.polarity) == (outcome.polarity or outcome.clause.polarity)
        )

    def _leave_conditions(self) -> None:
        """ "Unless Lima yields, ..."; "efforts to broker a deal": what is only imagined is no report of words."""
        for draft in self._drafts.values():
            clause, governor = draft.clause, draft.clause.governor
            modality = draft.modality or clause.modality
            if modality == "conditional" and governor is not None and governor.relation == "adverbial":
                draft.dropped = True
                draft.passed = "a condition"
            elif modality == "possible" and draft.event.name in self._codebook.rules.never_possible:
                draft.dropped = True
                draft.passed = "only possible"

    def _absorb(self) -> None:
        """ "Marched to demand elections": the demand is what the march says."""
        rules = {rule.event: rule.absorbs for rule in self._codebook.rules.absorb}
        for draft in self._drafts.values():
            governor = draft.clause.governor
            if draft.dropped or governor is None or governor.relation not in ("purpose", "participle", "complement"):
                continue
            above = self._drafts.get(governor.clause)
            if above is None or above.dropped or draft.match.event not in rules.get(above.event.name, ()):
                continue
            above.merged.append(draft.clause.id)
            above.reasons.append(f"'{draft.clause.lemma}' is what it says")
            self._drop_below(draft.clause)

    def _merge_purposes(self) -> None:
        """ "Telephoned her to discuss the strait": a purpose or participle of the same type is the same event."""
        for draft in self._drafts.values():
            governor = draft.clause.governor
            if draft.dropped or governor is None or governor.relation not in ("purpose", "participle"):
                continue
            if governor.relation == "participle" and draft.event.quad.startswith("verbal"):
                continue  # "protested, accusing Peru of ..." are two words, each with its content
            above = self._drafts.get(governor.clause)
            if above is not None and not above.dropped and above.match.event == draft.match.event:
                draft.dropped = True
                above.merged.append(draft.clause.id)
                above.reasons.append(f"'{draft.clause.lemma}' is what it was for")

    def _merge_happenings(self) -> None:
        """ "The attack took place at dawn": the noun is the event, the verb brings its time and place."""
        for draft in self._drafts.values():
            governor = draft.clause.governor
            if draft.clause.pos != "noun" or draft.dropped or governor is None or governor.relation != "nominal":
                continue
            above = self._clauses.get(governor.clause)
            if above is None or above.id in self._drafts or above.lemma not in self._codebook.rules.happening:
                continue
            if any(phrase.head_start == draft.clause.head_start for phrase in above.phrases("subject")):
                draft.merged.append(above.id)
                draft.reasons.append(f"'{above.lemma}' says that it happened")

    def _leave_mentions(self) -> None:
        """A noun with no light verb, no party and no toll only mentions an event: "since the war"."""
        for draft in self._drafts.values():
            if draft.clause.pos == "noun" and not draft.dropped and not self._is_told(draft):
                draft.dropped = True

    def _is_told(self, draft: _Draft) -> bool:
        """Whether a noun tells of its event: by a verb that does it, a toll, or who did it to whom."""
        clause, rules = draft.clause, self._codebook.rules
        if draft.content_of or draft.match.trigger.bare or (clause.light and clause.light not in rules.happening):
            return True
        if any(other in self._drafts for other in draft.merged):  # an outcome: "the raid killed six"
            return True
        undergoes = any(_is_somebody(phrase) for name in rules.undergoing for phrase in clause.phrases(name))
        acts = any(_SOMEBODY.intersection(phrase.kinds) for name in rules.acting for phrase in clause.phrases(name))
        if undergoes and (acts or clause.phrases("object")):
            return True
        governor = self._clauses.get(clause.governor.clause) if clause.governor else None
        if governor is not None and any(p.head_start == clause.head_start for p in governor.phrases("subject")):
            return undergoes or acts  # "the sanctions on Moscow bit"
        is_object = governor is not None and any(p.head_start == clause.head_start for p in governor.phrases("object"))
        if is_object and governor is not None and governor.lemma in rules.aspect:
            return True  # "completed its withdrawal"
        if is_object and governor is not None and governor.lemma in rules.telling:
            return undergoes or acts  # "claimed the attack on the port"
        placed = any("place" in r.phrase.kinds or r.name == "when" for r in self._joined_relations(draft))
        return (bool(draft.merged) or bool(clause.light)) and (undergoes or acts or placed)

    def _joined_relations(self, draft: _Draft) -> tuple[Relation, ...]:
        clauses = (draft.clause, *(self._clauses[other] for other in draft.merged))
        return tuple(relation for clause in clauses for relation in clause.relations)

    # --- the coding -----------------------------------------------------------------------------

    def _finish(self, draft: _Draft, paragraph: tuple[str, ...]) -> Coding:
        clause, trigger, event = draft.clause, draft.match.trigger, draft.event
        mode = self._mode(draft)
        own = event.name == draft.match.event
        cameo = (trigger.cameo if own else None) or self._codebook.crosswalk.cameo(event.name, mode)
        known = event.modes.get(mode) if mode else None
        intensity = known.intensity if known is not None and known.intensity is not None else event.intensity
        return Coding(
            clause=clause.id,
            event=event.name,
            trigger_id=trigger.id if own else f"{event.name}<{trigger.id}",
            quad=event.quad,
            intensity=intensity,
            mode=mode,
            contexts=tuple(dict.fromkeys((*trigger.contexts, *paragraph))),
            cameo=cameo,
            goldstein=self._codebook.crosswalk.goldstein(cameo),
            actors=self._actors(draft),
            recipients=self._recipients(draft),
            reciprocal=trigger.reciprocal and draft.quoted is None,
            outcome=trigger.outcome,
            modality=draft.modality,
            polarity=draft.polarity,
            content_of=draft.content_of if self._is_reported(draft.content_of) else None,
            merged=tuple(draft.merged),
            certainty=draft.certainty,
            reasons=tuple(draft.reasons),
        )

    def _is_reported(self, clause_id: str | None) -> bool:
        draft = self._drafts.get(clause_id) if clause_id else None
        return draft is not None and not draft.dropped and not draft.clause.skip

    def _mode(self, draft: _Draft) -> str | None:
        """The trigger's mode; of a demand, threat or refusal that of its content ("SANCTION.expel" or "SANCTION")."""
        event, match = draft.event, draft.match
        by_content = event.modes_by_content
        contents: list[tuple[str, str | None]] = []
        if event.name != match.event:  # a demand or a refusal of what the trigger names
            contents.append((match.event, match.trigger.mode))
        elif by_content and match.trigger.content is not None:
            found = [self._match(child) for child in self._surroundings.contents(draft.clause)]
            contents.extend((matches[0].event, matches[0].trigger.mode) for matches in found if matches)
            contents.extend((name, None) for name in sorted(content_events(draft.clause, self._surroundings)))
        for name, mode in contents:
            known = by_content.get(f"{name}.{mode}") or by_content.get(name)
            if known is not None:
                return known
        return match.trigger.mode if event.name == match.event else None

    def _actors(self, draft: _Draft) -> tuple[str, ...]:
        if draft.quoted is not None:
            return ("speaker",)
        specs = draft.match.trigger.actor
        names = self._roles(draft.match.pattern.event.actor if specs is None else specs, draft.clause)
        governor = self._clauses.get(draft.clause.governor.clause) if draft.clause.governor else None
        if governor is not None and draft.clause.pos == "noun" and governor.lemma in self._codebook.rules.aspect:
            doers = self._resolve("governor.subject", draft.clause, _is_party)  # "[the army] began a withdrawal"
            return doers or names
        return names

    def _recipients(self, draft: _Draft) -> tuple[str, ...]:
        if draft.quoted is not None:
            return self._roles(draft.quoted.recipient, draft.clause)
        specs = draft.match.trigger.recipient
        things = draft.match.pattern.event.quad == "material conflict"
        return self._roles(draft.match.pattern.event.recipient if specs is None else specs, draft.clause, things=things)

    def _roles(self, specs: tuple[str, ...], clause: Clause, *, things: bool = False) -> tuple[str, ...]:
        """The first alternative that names a party; else, the first that could be one.

        ``things`` lets an unknown noun stand before a named party further down the list: what is bombed
        is the house, not the country it stands in.
        """
        for test in (_is_somebody,) if things else (_is_party, _is_somebody):
            for spec in specs:
                names = [name for part in spec.split("+") for name in self._resolve(part, clause, test)]
                if names:
                    return tuple(dict.fromkeys(names))
        return ()

    def _resolve(self, name: str, clause: Clause, test: Test, depth: int = 0) -> tuple[str, ...]:
        """A role's name as relations of this or of other clauses, where their phrases pass the test."""
        owner, _, relation = name.rpartition(".")
        if name == "speaker":
            return ("speaker",) if clause.speakers else ()
        if not owner:
            if any(map(test, clause.phrases(name))):
                return (name,)
            return () if name in _CORE else self._of_object_noun(name, clause, test)
        draft = self._drafts.get(clause.id)
        merged = draft.merged if draft is not None else []
        if owner == "governor":
            holders = [self._clauses[clause.governor.clause]] if clause.governor else []
        else:
            holders = [holder for holder in self._surroundings.contents(clause) if holder.id not in merged]
        for holder in holders:
            if relation in ("actor", "recipient"):
                names = self._role_of_content(relation, holder, test, depth)
            else:
                names = (f"{holder.id}:{relation}",) if any(map(test, holder.phrases(relation))) else ()
            if names:
                return names
        return ()

    def _of_object_noun(self, name: str, clause: Clause, test: Test) -> tuple[str, ...]:
        """A preposition that hangs on the object: "lifted [the ban on the party]", "cast [a veto against it]"."""
        heads = {
            relation.phrase.head_start
            for relation in clause.relations
            if relation.name == "object" or _NOBODY.intersection(relation.phrase.kinds)
        }
        for child in self._surroundings.governed.get(clause.id, ()):
            if child.pos == "noun" and child.head_start in heads and any(map(test, child.phrases(name))):
                return (f"{child.id}:{name}",)
        return ()

    def _role_of_content(self, role: str, holder: Clause, test: Test, depth: int) -> tuple[str, ...]:
        """Who acts or undergoes in a governed clause, by its own trigger; of an uncoded one, in what it governs."""
        if depth > 3:
            return ()
        matches = self._match(holder)
        if matches:
            trigger, event = matches[0].trigger, matches[0].pattern.event
            own = trigger.actor if role == "actor" else trigger.recipient
            specs = (event.actor if role == "actor" else event.recipient) if own is None else own
        else:
            specs = ("subject", "by") if role == "actor" else ("object", "with", "to", "against", "on", "from", "for")
        for spec in specs:
            names = [name for part in spec.split("+") for name in self._resolve(part, holder, test, depth + 1)]
            if names:
                return tuple(name if ":" in name else f"{holder.id}:{name}" for name in names)
        return () if matches else self._resolve(f"complement.{role}", holder, test, depth + 1)

    def _pass_over(self, clause: Clause, reason: str) -> PassedOver:
        return PassedOver(
            document=self._reading.document,
            start=clause.trigger.start,
            end=clause.trigger.end,
            text=clause.trigger.text,
            sentence=clause.sentence.text,
            reason=reason,
        )


def _is_party(phrase: Phrase) -> bool:
    """Whether a phrase names a party, or what somebody holds: troops, ships, buildings."""
    return bool(_HOLDING.intersection(phrase.kinds)) or phrase.owner is not None or phrase.label in _NAMES


def _is_somebody(phrase: Phrase) -> bool:
    """Whether a phrase can be a party: not only a time, a sum, an event."""
    return bool(_SOMEBODY.intersection(phrase.kinds)) or not _NOBODY.intersection(phrase.kinds)
