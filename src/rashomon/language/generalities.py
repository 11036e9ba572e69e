"""Clauses that tell of no one happening: general truths, habits and suppositions; passed over with the reason."""

from __future__ import annotations

from rashomon.language.drafts import Draft
from rashomon.language.lexicon import Lexicon


def find_generality(draft: Draft, lexicon: Lexicon) -> str | None:
    """Why a clause tells of no one happening, or None. Its modality and speakers must be known."""
    if _is_subject_of_a_truth(draft) or _is_said_of_all(draft, lexicon):
        return "general statement"
    if _is_wont(draft, lexicon):
        return "habit or general statement"
    if _is_supposed(draft, lexicon):
        return "a supposition"
    return None


def _is_subject_of_a_truth(draft: Draft) -> bool:
    """ "Backing off shows weakness": nobody's deed, said in general; "bombing it cost lives" was done."""
    verb, head = draft.verb, draft.verb.head
    if verb.tag_ != "VBG" or verb.dep_ not in ("csubj", "csubjpass") or draft.phrases("subject"):
        return False
    auxiliaries = [c for c in head.children if c.dep_ in ("aux", "auxpass")]
    is_present = head.tag_ in ("VBZ", "VBP") or any(c.tag_ in ("MD", "VBZ", "VBP") for c in auxiliaries)
    return is_present and not any(c.lemma_ == "have" for c in auxiliaries)


def _is_said_of_all(draft: Draft, lexicon: Lexicon) -> bool:
    """ "Every bomb dropped on the town was ...": said of any and every; "it takes two to make peace"."""
    head = draft.verb.head
    if draft.governed_as in ("participle", "relative") and head.pos_ == "NOUN" and head.dep_ == "nsubj":
        words = draft.verb.doc.text[head.left_edge.idx : draft.verb.idx].rstrip().lower()
        return head.head.lemma_ == "be" and words.startswith(lexicon.any_and_every)
    return (
        draft.verb.dep_ in ("xcomp", "advcl", "ccomp")
        and head.lemma_ == "take"
        and head.tag_ == "VBZ"
        and any(c.dep_ in ("nsubj", "expl") and c.lower_ == "it" for c in head.children)
    )


def _is_wont(draft: Draft, lexicon: Lexicon) -> bool:
    """ "They have always bombed first": what is wont to be; with a time of its own it is told."""
    if draft.lemma in lexicon.saying_verbs:
        return False  # "has always denied it"
    wont = any(c.dep_ == "advmod" and c.lower_ in lexicon.habitual for c in draft.verb.children)
    return draft.pos == "verb" and wont and not _is_timed(draft)


def _is_supposed(draft: Draft, lexicon: Lexicon) -> bool:
    """'"They would fight to the last man," he said': spoken outright of others, "would" without "if" supposes."""
    if draft.modality != "planned" or not draft.speakers or draft.speakers[-1].quote != "direct":
        return False
    governor = draft.governor
    if governor is not None and draft.governed_as == "complement":
        is_tag = governor.lemma in lexicon.saying_verbs and governor.verb.i > draft.verb.i
        if not is_tag:
            return False
    if not any(c.dep_ == "aux" and c.lower_ in ("would", "'d") for c in draft.verb.children) or _is_timed(draft):
        return False
    subjects = draft.phrases("subject")
    return bool(subjects) and all(p.text.lower() not in ("we", "i") for p in subjects)


def _is_timed(draft: Draft) -> bool:
    return any(relation.name == "when" or "time" in relation.phrase.kinds for relation in draft.relations)
