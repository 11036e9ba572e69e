"""What belongs to one event: an act and its toll, a noun and the verb that carries it, a deed and its purpose."""

from __future__ import annotations

import re

from rashomon.coding.drafts import SOMEBODY, Draft, Sheet, is_somebody
from rashomon.records import Clause, Relation

_NOBODY = re.compile(r"(?:nobody|no\s?-?one|none|no)\b", re.IGNORECASE)
_WHERE = frozenset({"place", "facility", "around", "along", "near", "outside"})
_FIRING = frozenset({"fire", "launch", "shoot", "lob", "unleash"})
_OUTCOME_LINKS = frozenset({"participle", "result", "purpose", "relative", "adverbial", "conjunct"})
_GROUNDS = frozenset({"for", "on", "over", "about", "among", "of"})
_ACT_LINKS = frozenset({"nominal", "adverbial", "participle"})


def join_named_nouns(sheet: Sheet) -> None:
    """ "Cast a veto against the plan": verb and noun are one event, the noun clause brings its parties."""
    for draft in sheet.drafts.values():
        noun = draft.match.noun
        if noun is None:
            continue
        for child in sheet.surroundings.governed.get(draft.clause.id, ()):
            if child.pos == "noun" and child.head_start == noun.head_start:
                draft.merged.append(child.id)
                if child.id in sheet.drafts:
                    sheet.drafts[child.id].dropped = True


def join_purposes(sheet: Sheet) -> None:
    """ "Telephoned her to discuss the strait": a purpose or participle of the same type is the same event."""
    for draft in sheet.drafts.values():
        governor = draft.clause.governor
        if draft.dropped or governor is None or governor.relation not in ("purpose", "participle"):
            continue
        if governor.relation == "participle" and draft.event.quad.startswith("verbal"):
            continue  # "protested, accusing Peru of ..." are two words, each with its content
        above = sheet.drafts.get(governor.clause)
        if above is not None and not above.dropped and above.match.event == draft.match.event:
            draft.dropped = True
            above.merged.append(draft.clause.id)
            above.reasons.append(f"'{draft.clause.lemma}' is what it was for")


def join_outcomes(sheet: Sheet) -> None:
    """ "The strike killed 25"; "shelled the town, wounding six": one act with its toll."""
    for draft in sheet.drafts.values():
        if not draft.is_outcome or draft.dropped or draft.quoted:
            continue
        act = _act_of(sheet, draft) or _toll_beside(sheet, draft)
        if act is None:
            continue
        draft.dropped = True
        act.merged.append(draft.clause.id)
        act.reasons.append(f"'{draft.clause.lemma}' is its outcome")


def take_fired_before(sheet: Sheet) -> None:
    """ "The group fired the rockets", once rockets hit a base: no test of weapons but that attack."""
    hit: set[str] = set()
    for draft in sheet.drafts.values():
        phrases = [relation.phrase for relation in draft.clause.relations if "weapon" in relation.phrase.kinds]
        if draft.dropped:
            continue
        if draft.event.name == "ASSAULT":
            hit.update(phrase.lemma for phrase in phrases)
        elif draft.event.name == "MOBILIZE" and draft.clause.lemma in _FIRING:
            same = [p for p in phrases if p.lemma in hit and p.text[:4].casefold() in ("the ", "thos", "thes")]
            if same and "ASSAULT" in sheet.codebook.events:
                draft.event = sheet.codebook.events["ASSAULT"]
                draft.reasons.append(f"'{same[0].text}': those of the attack told before")


def join_happenings(sheet: Sheet) -> None:
    """ "The attack took place at dawn": the noun is the event, the verb brings its time and place."""
    for draft in sheet.drafts.values():
        governor = draft.clause.governor
        if draft.clause.pos != "noun" or draft.dropped or governor is None or governor.relation != "nominal":
            continue
        above = sheet.clauses.get(governor.clause)
        if above is None or above.id in sheet.drafts or above.lemma not in sheet.codebook.rules.happening:
            continue
        if any(phrase.head_start == draft.clause.head_start for phrase in above.phrases("subject")):
            draft.merged.append(above.id)
            draft.reasons.append(f"'{above.lemma}' says that it happened")


def leave_mentions(sheet: Sheet) -> None:
    """A noun with no light verb, no party and no toll only mentions an event: "since the war"."""
    for draft in sheet.drafts.values():
        if draft.clause.pos == "noun" and not draft.dropped and not is_told(sheet, draft):
            draft.dropped = True


def is_told(sheet: Sheet, draft: Draft) -> bool:
    """Whether a noun tells of its event: by a verb that does it, a toll, or who did it to whom."""
    clause, rules = draft.clause, sheet.codebook.rules
    if draft.content_of or draft.match.trigger.bare or (clause.light and clause.light not in rules.happening):
        return True
    if any(other in sheet.drafts for other in draft.merged):  # an outcome: "the raid killed six"
        return True
    undergoes = any(is_somebody(phrase) for name in rules.undergoing for phrase in clause.phrases(name))
    acts = any(SOMEBODY.intersection(phrase.kinds) for name in rules.acting for phrase in clause.phrases(name))
    if undergoes and (acts or clause.phrases("object")):
        return True
    governor = sheet.clauses.get(clause.governor.clause) if clause.governor else None
    happened = governor is not None and governor.id in draft.merged  # "fighting raged around the town"
    is_subject = governor is not None and any(p.head_start == clause.head_start for p in governor.phrases("subject"))
    if is_subject and not happened:
        return undergoes or acts  # "the sanctions on Moscow bit"
    is_object = governor is not None and any(p.head_start == clause.head_start for p in governor.phrases("object"))
    if is_object and governor is not None and sheet.is_reported(governor.id) and clause.modality == "called_off":
        return False  # "cancelled the restrictions" is reported as what it is
    if is_object and governor is not None and governor.lemma in rules.aspect:
        return True  # "completed its withdrawal"
    if is_object and governor is not None and governor.lemma in rules.telling:
        return undergoes or acts  # "claimed the attack on the port"
    placed = any(
        r.name == "when" or not _WHERE.isdisjoint((r.name, *r.phrase.kinds)) for r in _joined_relations(sheet, draft)
    )
    return (bool(draft.merged) or bool(clause.light)) and (undergoes or acts or placed)


def _act_of(sheet: Sheet, outcome: Draft, depth: int = 0) -> Draft | None:
    clause = outcome.clause
    if clause.governor is not None and clause.governor.relation in _OUTCOME_LINKS:
        above = _coded_above(sheet, clause)
        if above is not None and above.is_outcome and above is not outcome and depth < 4:
            act = _act_of(sheet, above, depth + 1)  # "striking bases, targeting camps, killing 25"
            if act is not None:
                return act
        if above is not None and _is_act(above, outcome):
            same_doer = clause.phrases("subject") == above.clause.phrases("subject")
            if clause.governor.relation != "conjunct" or (same_doer and clause.phrases("subject")):
                return above
    for child in sheet.surroundings.governed.get(clause.id, ()):
        below = sheet.drafts.get(child.id)
        if (
            below is not None
            and child.governor is not None
            and child.governor.relation in _ACT_LINKS
            and _is_act(below, outcome)
            and not _is_ground(clause, child)
            and not (outcome.match.trigger.outcome == "detained" and _is_of_another_time(clause, child))
        ):
            return below
    return None


def _is_of_another_time(clause: Clause, noun: Clause) -> bool:
    """ "Held after the bombing": the noun only dates the clause."""
    return any(
        relation.name in ("after", "before", "since", "until", "over", "for")
        and relation.phrase.start <= noun.head_start < relation.phrase.end
        for relation in clause.relations
    )


def _is_ground(clause: Clause, noun: Clause) -> bool:
    """ "Arrested for [the attack]", "held on charges of [murder]": why, and no act that this came of."""
    held = [r.name for r in clause.relations if r.phrase.start <= noun.head_start < r.phrase.end]
    return bool(held) and all(name in _GROUNDS for name in held)


def _toll_beside(sheet: Sheet, outcome: Draft) -> Draft | None:
    """ "Killed one and injured five"; "shelled the town. Nobody was hurt": the other toll, or the act before."""
    clause = outcome.clause
    above = sheet.drafts.get(clause.governor.clause) if clause.governor is not None else None
    if above is not None and above.is_outcome and not above.dropped and clause.governor is not None:
        alike = _doers(clause) == _doers(above.clause)
        tolls = {above.match.trigger.outcome, outcome.match.trigger.outcome} <= {"killed", "injured", "missing"}
        counted = all(p.number is not None or "number" in p.kinds for p in clause.phrases("object"))
        if clause.governor.relation == "conjunct" and tolls and counted and alike and _is_like(above, outcome):
            return above
    if not _is_of_nobody(clause):
        return None
    found = None
    for act in sheet.drafts.values():
        other = act.clause
        near = other.paragraph == clause.paragraph and other.head_start < clause.head_start
        same_sentence = other.sentence == clause.sentence
        if (near or same_sentence) and act is not outcome and _is_act(act, outcome, denied=True):
            told = [speaker.phrase.start for speaker in other.speakers] == [s.phrase.start for s in clause.speakers]
            found = act if told else found
    return found


def _doers(clause: Clause) -> list[int]:
    """Where those stand who did it: said, or left out after "and"."""
    return [phrase.head_start for phrase in clause.phrases("subject")]


def _is_of_nobody(clause: Clause) -> bool:
    """ "Nobody was hurt", "killed no one": none of those whom the act could have hurt."""
    return any(_NOBODY.match(phrase.text) for phrase in clause.phrases("object"))


def _is_like(one: Draft, other: Draft) -> bool:
    return (
        one.event.name == other.event.name
        and one.clause.passive == other.clause.passive
        and ((one.polarity or one.clause.polarity) == (other.polarity or other.clause.polarity))
    )


def _coded_above(sheet: Sheet, clause: Clause) -> Draft | None:
    """The next coded clause above, through uncoded participles: "struck at dawn, aiming at the base, killing 25"."""
    governor = clause.governor
    for _ in range(4):
        if governor is None or governor.relation not in _OUTCOME_LINKS:
            return None
        if governor.clause in sheet.drafts:
            return sheet.drafts[governor.clause]
        above = sheet.clauses.get(governor.clause)
        if above is None or governor.relation not in ("participle", "conjunct"):
            return None
        governor = above.governor
    return None


def _is_act(act: Draft, outcome: Draft, *, denied: bool = False) -> bool:
    polarity = "affirmed" if denied else outcome.polarity or outcome.clause.polarity
    return (
        not act.dropped
        and not act.is_outcome
        and act.quoted is None
        and act.event.quad == outcome.event.quad
        and (act.polarity or act.clause.polarity) == polarity
    )


def _joined_relations(sheet: Sheet, draft: Draft) -> tuple[Relation, ...]:
    clauses = (draft.clause, *(sheet.clauses[other] for other in draft.merged))
    return tuple(relation for clause in clauses for relation in clause.relations)
