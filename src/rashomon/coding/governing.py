"""What a clause's neighbours make of it: demands and threats of a speaker, governing verbs, the future, conditions."""

from __future__ import annotations

from rashomon.coding.codebook import Pattern
from rashomon.coding.drafts import CHAIN, SOMEBODY, Draft, Sheet
from rashomon.coding.joining import is_told
from rashomon.coding.matching import Match
from rashomon.coding.notation import Trigger
from rashomon.records import Clause

_FORCES = frozenset({"troops", "vessel", "aircraft", "vehicle", "armed", "weapon"})
_OURSELVES = frozenset({"i", "we", "us", "one", "everyone", "everybody", "people"})


def take_quoted_deeds(sheet: Sheet) -> None:
    """ "Let the ship go," X said: REQUEST by X; "Y will pay a heavy price": THREATEN by X."""
    for rule in sheet.codebook.rules.quoted:
        for clause in sheet.reading.clauses:
            draft = sheet.drafts.get(clause.id)
            if (rule.speakers and not clause.speakers) or clause.skip:
                continue
            on_condition = rule.on_condition and draft is not None and _is_own_threat(draft)
            if clause.modality != rule.modality and not on_condition:
                continue
            if draft is None and not rule.without_trigger:
                continue
            if draft is not None and (draft.event.name == rule.becomes or draft.quoted or draft.dropped):
                continue
            if _is_governed_deed(sheet, clause):
                continue
            event = sheet.codebook.events[rule.becomes]
            subjects = clause.phrases("subject")
            if subjects and all(phrase.generic or phrase.text.lower() in _OURSELVES for phrase in subjects):
                if draft is not None:
                    draft.dropped = True
                    draft.passed = "an exhortation to oneself or to everyone"
                continue
            if draft is None:
                names_somebody = any(SOMEBODY.intersection(p.kinds) or "pronoun" in p.kinds for p in subjects)
                if clause.tense in ("past", "future") or not (names_somebody or _orders_forces(clause)):
                    continue
                stand_in = Pattern(event, Trigger(id=f"{event.name}.{rule.modality}"), (clause.lemma,), "verb")
                draft = sheet.drafts[clause.id] = Draft(clause, Match(stand_in, 0), event, certainty=0.6)
                draft.reasons.append(f"{event.name}: what is {rule.modality} by a speaker, '{clause.lemma}'")
            else:
                draft.reasons.append(f"{event.name}: what is {rule.modality} by a speaker is that deed")
                draft.event = event
            draft.quoted = rule
            if on_condition:
                draft.modality = rule.modality


def _orders_forces(clause: Clause) -> bool:
    """ "Bring the frigate home at once": an order about forces, whose verb no trigger knows."""
    is_order = not clause.phrases("subject") and any("imperative" in reason for reason in clause.reasons)
    return is_order and any(_FORCES.intersection(phrase.kinds) for phrase in clause.phrases("object"))


def take_contents(sheet: Sheet) -> None:
    """A governing verb is the event; what it governs is its content, or nothing of its own."""
    for draft in list(sheet.drafts.values()):
        _take_content(sheet, draft)


def absorb_demands(sheet: Sheet) -> None:
    """ "Marched to demand elections": the demand is what the march says."""
    rules = {rule.event: rule.absorbs for rule in sheet.codebook.rules.absorb}
    for draft in sheet.drafts.values():
        governor = draft.clause.governor
        if draft.dropped or governor is None or governor.relation not in ("purpose", "participle", "complement"):
            continue
        above = sheet.drafts.get(governor.clause)
        if above is None or above.dropped or draft.match.event not in rules.get(above.event.name, ()):
            continue
        above.merged.append(draft.clause.id)
        above.reasons.append(f"'{draft.clause.lemma}' is what it says")
        sheet.drop_below(draft.clause)


def take_refusals(sheet: Sheet) -> None:
    """ "The ministry will not lift the ban": not to yield is the deed, and it is affirmed."""
    for rule in sheet.codebook.rules.refusal:
        for draft in sheet.drafts.values():
            modality = draft.modality or draft.clause.modality
            polarity = draft.polarity or draft.clause.polarity
            if draft.event.name in rule.events and polarity == "denied" and modality in rule.modalities:
                draft.event = sheet.codebook.events[rule.becomes]
                draft.polarity, draft.modality = "affirmed", "actual"
                draft.reasons.append(f"a {draft.match.event} that will not be is {rule.becomes}")


def take_future(sheet: Sheet) -> None:
    for rule in sheet.codebook.rules.future:
        for draft in sheet.drafts.values():
            modality = draft.modality or draft.clause.modality
            if draft.event.name in rule.events and modality in rule.modalities and not draft.quoted:
                if _is_purpose_of_report(sheet, draft.clause):
                    draft.dropped = True  # "demanded a session to discuss the raid" promises nothing
                    continue
                draft.event = sheet.codebook.events[rule.becomes]
                draft.reasons.append(f"a {modality} {draft.match.event} is {rule.becomes}")


def _is_own_threat(draft: Draft) -> bool:
    """ "Said it would close the bridge unless Lima yielded": a speaker's own hostile deed, on a condition."""
    clause = draft.clause
    if clause.modality != "conditional" or clause.tense != "future" or draft.event.quad != "material conflict":
        return False
    if clause.passive or clause.polarity != "affirmed" or (clause.governor and clause.governor.relation == "adverbial"):
        return False
    level = max((speaker.level for speaker in clause.speakers), default=0)
    said = {speaker.phrase.start for speaker in clause.speakers if speaker.level == level}
    said |= {s.phrase.antecedent.start for s in clause.speakers if s.level == level and s.phrase.antecedent is not None}
    subjects = clause.phrases("subject")
    return bool(subjects) and all(
        phrase.text.lower() in ("i", "we") or (phrase.antecedent is not None and phrase.antecedent.start in said)
        for phrase in subjects
    )


def _is_governed_deed(sheet: Sheet, clause: Clause) -> bool:
    """Whether a clause is the content of a coded demand or threat, which reports it already."""
    seen: set[str] = set()
    while clause.governor is not None and clause.id not in seen:
        seen.add(clause.id)
        governor = sheet.clauses.get(clause.governor.clause)
        if governor is None or clause.governor.relation not in CHAIN:
            return False
        draft = sheet.drafts.get(governor.id)
        if draft is not None and draft.match.trigger.content is not None:
            return True
        if draft is not None and draft.quoted is not None:
            return True
        clause = governor
    return False


def _take_content(sheet: Sheet, draft: Draft) -> None:
    """A governing verb is the event; what it governs is its content, or nothing of its own."""
    trigger = draft.match.trigger
    if draft.dropped or draft.quoted or (trigger.content is None and not trigger.yields):
        return
    targets = _content_drafts(sheet, draft.clause)
    if trigger.yields:
        for target in targets:
            if (target.modality or target.clause.modality) == "demanded":
                sheet.drop_below(
                    target.clause
                )  # "rejected a request to deploy troops": the request is what is rejected
        targets = [target for target in targets if _is_claimed(sheet, target)]
    if trigger.yields and targets:
        draft.dropped = True
        draft.reasons.append("its content is reported")
    for target in targets:
        if trigger.content == "none":
            sheet.drop_below(target.clause)
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


def _is_claimed(sheet: Sheet, target: Draft) -> bool:
    """Rejected claims are of what is said to have been; "rejected a request to let them search" claims no search."""
    if (target.modality or target.clause.modality) not in ("actual", "historical") or target.clause.skip:
        return False
    return target.clause.pos != "noun" or is_told(sheet, target)


def _content_drafts(sheet: Sheet, clause: Clause) -> list[Draft]:
    """The coded clauses that are a clause's content; through uncoded ones ("promised to try to meet")."""
    found: list[Draft] = []
    for child in sheet.surroundings.contents(clause):
        draft = sheet.drafts.get(child.id)
        if draft is not None and not draft.dropped:
            found.append(draft)
        elif draft is None:
            found.extend(_content_drafts(sheet, child))
    return found


def _is_purpose_of_report(sheet: Sheet, clause: Clause) -> bool:
    governor = clause.governor
    return governor is not None and governor.relation == "purpose" and sheet.is_reported(governor.clause)
