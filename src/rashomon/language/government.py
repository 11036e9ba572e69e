"""Which clause stands above which, and as what: complement, purpose, participle, conjunct."""

from __future__ import annotations

from rashomon.language.drafts import Draft
from rashomon.language.lexicon import Lexicon
from rashomon.language.verb_forms import is_in_order, is_infinitive
from rashomon.language.words import Word

_COMPLEMENT_PREPOSITIONS = {"of", "for", "from", "in", "to", "into", "against", "about", "on", "with"}


class Government:
    """Finds what governs the drafts of a sentence. ``drafts``: by the place of their word."""

    def __init__(self, lexicon: Lexicon, drafts: dict[int, Draft]) -> None:
        self._lexicon = lexicon
        self._drafts = drafts

    def govern(self, draft: Draft) -> None:
        token = draft.verb
        draft.mark = _mark(token)
        if draft.pos == "noun" and draft.light is None:
            governor = self._above(draft.token)
            if governor is not None and governor is not draft:
                draft.governor, draft.governed_as = governor, "nominal"
            return
        governor = self._above(token)
        if governor is None or governor is draft:
            return
        draft.governor = governor
        draft.governed_as = self._relation_to_governor(token, draft)

    def _above(self, token: Word) -> Draft | None:
        own = self._drafts.get(token.i)
        for _ in range(12):
            if token.head == token:
                return None
            token = token.head
            found = self._drafts.get(token.i)
            if found is not None and found is not own:
                return found
        return None

    def _relation_to_governor(self, token: Word, draft: Draft) -> str:
        match token.dep_:
            case "ccomp" | "xcomp" if token.tag_ == "VBG" and _after_comma(token):
                return "participle"
            case "ccomp" | "xcomp" | "csubj" | "csubjpass":
                return "complement"
            case "pcomp":
                preposition = token.head
                return "complement" if preposition.lower_ in _COMPLEMENT_PREPOSITIONS else "adverbial"
            case "advcl":
                if is_infinitive(token):
                    above = draft.governor.lemma if draft.governor is not None else ""
                    effect = self._lexicon.verb_effects.get(above)
                    if (
                        effect in ("denied", "doubted")
                        and draft.governor is not None
                        and draft.governor.phrases("object")
                    ):
                        return "purpose"  # "dismissed the minister to calm the streets"
                    return "complement" if effect is not None and token.i - token.head.i < 6 else "purpose"
                if token.tag_ in ("VBG", "VBN") and not draft.mark:
                    return "participle"
                return "adverbial"
            case "acl" if is_in_order(token.head):
                return "purpose"
            case "acl":
                if is_infinitive(token) or any(c.dep_ == "mark" for c in token.children):
                    return "complement"
                return "participle"
            case "relcl":
                return "relative"
            case "conj":
                return "conjunct"
            case "parataxis":
                return "conjunct"
            case _:
                return "adverbial"


def _after_comma(token: Word) -> bool:
    if token.i == 0 or token.left_edge.i == 0 or token.head.i > token.i:
        return False
    return token.left_edge.nbor(-1).text == "," or token.nbor(-1).text == ","


def _mark(token: Word) -> str:
    for child in token.children:
        if child.dep_ == "mark" or (child.dep_ == "advmod" and child.tag_ == "WRB"):
            is_as_if = child.lower_ == "as" and child.nbor(1).lower_ in ("if", "though")
            return "if" if is_as_if else child.lower_
    if token.dep_ in ("pcomp", "pobj") and token.head.pos_ in ("ADP", "SCONJ"):
        return token.head.lower_
    return ""
