"""What a trigger knows and yet is no report: nobody's deeds, conditions, purposes, pledges to oneself, readiness.

Each rule says why; ``passed_over.jsonl`` keeps the words.
"""

from __future__ import annotations

from rashomon.coding.drafts import Draft, Sheet, is_somebody
from rashomon.coding.roles import find_recipients, phrases_in
from rashomon.records import Phrase

_NO_ONE = frozenset({"nobody", "no one", "no-one", "none", "nothing", "anybody", "anyone", "whoever"})
_SELVES = frozenset({"itself", "themselves", "himself", "herself", "ourselves", "myself"})
_POSSESSIVES = ("its ", "their ", "our ", "my ", "his ", "her ")
_ARMS = frozenset({"weapon", "armed", "troops", "vessel", "aircraft", "vehicle"})
_WORTH = frozenset({"money", "measure"})
_AHEAD = frozenset({"planned", "possible"})


def leave_nobodys(sheet: Sheet) -> None:
    """ "Nobody shoots to say hello"; "no one was hurt": done by or to no one in particular."""
    for draft in sheet.drafts.values():
        clause = draft.clause
        phrases = clause.phrases("subject") or clause.phrases("object")
        if phrases and clause.polarity == "affirmed" and all(p.text.lower() in _NO_ONE for p in phrases):
            _leave(draft, "done by or to no one")


def leave_conditions(sheet: Sheet) -> None:
    """ "Unless Lima yields, ..."; "efforts to broker a deal": what is only imagined is no report of words."""
    for draft in sheet.drafts.values():
        governor = draft.clause.governor
        modality = _modality(draft)
        if modality == "conditional" and governor is not None and governor.relation == "adverbial":
            _leave(draft, "a condition")
        elif modality == "possible" and draft.event.name in sheet.codebook.rules.never_possible:
            _leave(draft, "only possible")


def leave_purposes(sheet: Sheet) -> None:
    """ "Tanks crossed the river to take the bridge": the crossing is told, of the taking only the purpose.

    Friendly words that nothing done serves ("the envoys were in Chad to back its unity") tell of no act either.
    """
    rules = sheet.codebook.rules
    for draft in sheet.drafts.values():
        governor = draft.clause.governor
        if draft.dropped or governor is None or governor.relation != "purpose" or _modality(draft) != "planned":
            continue
        above = sheet.clauses[governor.clause]
        is_told = sheet.is_reported(governor.clause)
        if draft.event.name in rules.purposes and is_told:
            _leave(draft, f"the purpose of '{above.trigger.text}', no act of its own")
        elif draft.event.name in rules.pledges and not is_told and (above.lemma == "be" or above.polarity == "denied"):
            _leave(draft, f"the purpose of '{above.trigger.text}', which is no act")


def leave_pledges(sheet: Sheet) -> None:
    """ "We will protect our people": what a state promises itself is no agreement with another."""
    for draft in sheet.drafts.values():
        if draft.dropped or draft.quoted or draft.event.name not in sheet.codebook.rules.pledges:
            continue
        phrases = phrases_in(find_recipients(sheet, draft), draft.clause, sheet.clauses)
        if phrases and all(_is_ones_own(sheet, phrase) for phrase in phrases):
            _leave(draft, "a pledge to one's own")


def leave_figures(sheet: Sheet) -> None:
    """ "Shelled us with lies", "fired a broadside at dairies by halving prices": force of words or of money."""
    rules = sheet.codebook.rules
    for draft in sheet.drafts.values():
        clause = draft.clause
        if draft.dropped or draft.event.quad != "material conflict" or clause.pos != "verb":
            continue
        kinds = {kind for relation in clause.relations for kind in relation.phrase.kinds}
        if kinds & _ARMS:
            continue
        means = clause.phrases("with", "by")
        subjects = clause.phrases("subject")
        is_worth = all(set(phrase.kinds) & _WORTH and "party" not in phrase.kinds for phrase in subjects)
        if (
            any(phrase.lemma in rules.figures for phrase in means)
            or (subjects and is_worth)
            or (clause.lemma in rules.figurative and _is_done_in_peace(sheet, draft))
        ):
            _leave(draft, "a figure of speech")


def _is_done_in_peace(sheet: Sheet, draft: Draft) -> bool:
    """The act is done "by" a deed that is no force: "by halving prices"."""
    doers = {phrase.head_start for phrase in draft.clause.phrases("subject")}
    for child in sheet.surroundings.governed.get(draft.clause.id, ()):
        before = child.sentence.text[: child.trigger.start - child.sentence.start].rstrip()
        kinds = {kind for relation in child.relations for kind in relation.phrase.kinds}
        if not before.endswith(" by") or kinds & _ARMS or not doers & {p.head_start for p in child.phrases("subject")}:
            continue
        below = sheet.drafts.get(child.id)
        if below is None or below.event.name != draft.event.name:
            return True
    return False


def leave_readiness(sheet: Sheet) -> None:
    """ "The movement stands ready to go to war": ready for force against nobody named."""
    for draft in sheet.drafts.values():
        clause = draft.clause
        governor = sheet.clauses.get(clause.governor.clause) if clause.governor else None
        if draft.dropped or draft.event.quad != "material conflict" or governor is None or clause.governor is None:
            continue
        words = {governor.lemma, *(phrase.lemma for phrase in governor.phrases("attribute"))}
        is_ready = clause.tense == "none" and bool(words & set(sheet.codebook.rules.readiness))
        if clause.governor.relation == "complement" and is_ready and _modality(draft) in _AHEAD:
            hit = phrases_in(find_recipients(sheet, draft), clause, sheet.clauses)
            if not any(is_somebody(phrase) for phrase in hit):
                _leave(draft, "readiness for force against nobody named")


def _leave(draft: Draft, reason: str) -> None:
    draft.dropped = True
    draft.passed = reason


def _modality(draft: Draft) -> str:
    return draft.modality or draft.clause.modality


def _is_ones_own(sheet: Sheet, phrase: Phrase) -> bool:
    words = phrase.text.casefold()
    return words in _SELVES or (words.startswith(_POSSESSIVES) and phrase.lemma in sheet.codebook.rules.own)
