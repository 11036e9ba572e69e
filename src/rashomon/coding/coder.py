"""From clauses to codings: what a codebook calls each clause, once its neighbours have had their say.

The order of the rules is the order in ``code``: the most specific trigger codes a clause; what a
speaker demands or threatens becomes that deed; a governing verb takes or swallows what it governs;
future cooperation becomes agreement; an outcome ("killing 25") joins the act it is bound to; a noun
without parties is a mention and no report; what the reader said can be no report is passed over.
"""

from __future__ import annotations

from rashomon.coding.codebook import Codebook
from rashomon.coding.contexts import paragraph_contexts
from rashomon.coding.drafts import EACH_OTHER, SOMEBODY, Draft, Sheet
from rashomon.coding.governing import (
    absorb_demands,
    take_contents,
    take_future,
    take_quoted_deeds,
    take_refusals,
)
from rashomon.coding.joining import (
    join_happenings,
    join_named_nouns,
    join_outcomes,
    join_purposes,
    leave_mentions,
    take_fired_before,
)
from rashomon.coding.leaving import (
    leave_conditions,
    leave_figures,
    leave_nobodys,
    leave_pledges,
    leave_purposes,
    leave_readiness,
)
from rashomon.coding.matching import content_events
from rashomon.coding.roles import find_actors, find_recipients
from rashomon.coding.roles import phrases_in as phrases_in
from rashomon.records import Clause, Coding, PassedOver, Reading

_RULES = (
    leave_nobodys,
    join_named_nouns,
    take_quoted_deeds,
    take_contents,
    leave_conditions,
    absorb_demands,
    join_purposes,
    take_refusals,
    take_future,
    join_outcomes,
    join_happenings,
    take_fired_before,
    leave_purposes,
    leave_pledges,
    leave_readiness,
    leave_figures,
    leave_mentions,
)


# "Chad has 800 men in the strip", "they hold the bridge": so it stands, on the day of the account.
_STATES = frozenset({"have", "be", "keep", "hold", "maintain", "remain", "stand", "sit", "lie"})


def code(reading: Reading, codebook: Codebook) -> tuple[tuple[Coding, ...], tuple[PassedOver, ...]]:
    """The codings of a document's clauses in the order of its text, and what was passed over.

    A clause that no trigger knows gives neither; ``gaps.find_gaps`` lists those.
    """
    sheet = Sheet(reading, codebook)
    for rule in _RULES:
        rule(sheet)
    contexts = paragraph_contexts(sheet.reading, sheet.codebook)
    codings: list[Coding] = []
    passed: list[PassedOver] = []
    for clause in sheet.reading.clauses:
        if clause.id not in sheet.drafts:
            continue
        draft = sheet.drafts[clause.id]
        reason = clause.skip or draft.passed or _habit(draft)
        if reason and not (draft.dropped and not draft.passed):
            passed.append(_pass_over(sheet, clause, reason))
        elif not draft.dropped:
            codings.append(_finish(sheet, draft, contexts.get(clause.paragraph, ())))
    return tuple(codings), tuple(passed)


def _habit(draft: Draft) -> str | None:
    """ "They raid and burn as they like": in the bare present material acts are a habit, not one event."""
    clause = draft.clause
    bare = clause.pos == "verb" and clause.tense == "present" and clause.aspect == "simple" and not clause.passive
    if not bare or clause.modality != "actual" or clause.speakers:
        return None
    if clause.lemma in _STATES and any(SOMEBODY.intersection(p.kinds) for p in clause.phrases("subject", "attribute")):
        return None
    timeless = not any(relation.name == "when" or "time" in relation.phrase.kinds for relation in clause.relations)
    material = draft.event.quad == "material conflict" and draft.quoted is None and draft.content_of is None
    return "habit or general statement" if timeless and material else None


def _finish(sheet: Sheet, draft: Draft, paragraph: tuple[str, ...]) -> Coding:
    clause, trigger, event = draft.clause, draft.match.trigger, draft.event
    mode = _mode(sheet, draft)
    own = event.name == draft.match.event
    cameo = (trigger.cameo if own else None) or sheet.codebook.crosswalk.cameo(event.name, mode)
    known = event.modes.get(mode) if mode else None
    intensity = known.intensity if known is not None and known.intensity is not None else event.intensity
    recipients = find_recipients(sheet, draft)
    together = not recipients and not clause.passive and clause.lemma in sheet.codebook.rules.mutual
    return Coding(
        clause=clause.id,
        event=event.name,
        trigger_id=trigger.id if own else f"{event.name}<{trigger.id}",
        quad=event.quad,
        intensity=intensity,
        mode=mode,
        contexts=tuple(dict.fromkeys((*trigger.contexts, *paragraph))),
        cameo=cameo,
        goldstein=sheet.codebook.crosswalk.goldstein(cameo),
        actors=find_actors(sheet, draft),
        recipients=recipients,
        reciprocal=(trigger.reciprocal or together or _is_mutual(clause)) and draft.quoted is None,
        among_parties=event.name in sheet.codebook.rules.among_parties,
        outcome=trigger.outcome,
        modality=draft.modality or (trigger.modality if own else None),
        polarity=draft.polarity,
        content_of=draft.content_of if sheet.is_reported(draft.content_of) else None,
        merged=tuple(draft.merged),
        certainty=draft.certainty,
        reasons=tuple(draft.reasons),
    )


def _is_mutual(clause: Clause) -> bool:
    """ "Accused each other", "fired at one another"."""
    return any(
        relation.name not in ("subject", "possessive") and relation.phrase.text.casefold() in EACH_OTHER
        for relation in clause.relations
    )


def _mode(sheet: Sheet, draft: Draft) -> str | None:
    """The trigger's mode; of a demand, threat or refusal that of its content ("SANCTION.expel" or "SANCTION")."""
    event, match = draft.event, draft.match
    by_content = event.modes_by_content
    contents: list[tuple[str, str | None]] = []
    if event.name != match.event:  # a demand or a refusal of what the trigger names
        contents.append((match.event, match.trigger.mode))
    elif by_content and match.trigger.content is not None:
        found = [sheet.match(child) for child in sheet.surroundings.contents(draft.clause)]
        contents.extend((matches[0].event, matches[0].trigger.mode) for matches in found if matches)
        contents.extend((name, None) for name in sorted(content_events(draft.clause, sheet.surroundings)))
    for name, mode in contents:
        known = by_content.get(f"{name}.{mode}") or by_content.get(name)
        if known is not None:
            return known
    return match.trigger.mode if event.name == match.event else None


def _pass_over(sheet: Sheet, clause: Clause, reason: str) -> PassedOver:
    return PassedOver(
        document=sheet.reading.document,
        start=clause.trigger.start,
        end=clause.trigger.end,
        text=clause.trigger.text,
        sentence=clause.sentence.text,
        reason=reason,
    )
