"""Did it happen, is it planned, threatened, demanded, denied: the modality and polarity of each clause.

A clause has what its own auxiliaries and negation say, turned by what governs it: "refused to
[withdraw]" is denied, "might [deploy]" possible, "claims that X [withdrew] are an invention" denied.
The law is DESIGN's table; the classes of governing words are in ``lexicons/en/governing.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.language.drafts import Draft
from rashomon.language.generalities import find_generality
from rashomon.language.lexicon import Lexicon
from rashomon.language.verb_forms import is_nonfinite, is_set_aside
from rashomon.language.words import Word
from rashomon.records import Polarity

_CONDITIONALS = {"if", "unless", "should", "lest"}
_DESPITE = {"despite", "notwithstanding", "contrary"}


def judge(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Set modality, polarity, skip and reasons of the drafts of one paragraph, in place."""
    judged: set[int] = set()
    for draft in drafts:
        _judge(draft, lexicon, judged)
    _call_off(drafts, lexicon)


def _judge(draft: Draft, lexicon: Lexicon, judged: set[int]) -> None:
    if id(draft) in judged:
        return
    judged.add(id(draft))
    if draft.governor is not None:
        _judge(draft.governor, lexicon, judged)
    _own(draft, lexicon)
    _governed(draft, lexicon)
    _about_a_claim(draft, lexicon)


# --- what the clause itself says ---------------------------------------------------------------------


def _own(draft: Draft, lexicon: Lexicon) -> None:
    verb = draft.verb
    if draft.pos == "noun" and draft.light is None:
        if _is_remembered(draft.token, lexicon):
            draft.modality = "historical"
            draft.reasons.append("modality historical: an anniversary")
        for child in draft.token.children:
            if child.dep_ in ("amod", "det"):
                _noun_adjective(draft, child.lower_, lexicon)
        return
    modal = _modal(verb, lexicon)
    if modal is not None:
        kind = lexicon.modals.get(modal)
        if modal in ("would", "'d") and _has_if(draft):
            kind = "conditional"
        if kind in ("could", "possible") and modal == "could" and _is_negated(draft, lexicon):
            kind = None
        if modal == "should" and _is_inverted(verb):
            kind = "conditional"
        if kind == "demanded" and _is_epistemic(verb):
            kind = "possible"
        if kind:
            draft.modality = kind  # type: ignore[assignment]  # from the lexicon's closed set
            draft.reasons.append(f'modality {kind}: modal "{modal}"')
    elif _is_scheduled(verb):
        draft.modality = "planned"
        draft.reasons.append('modality planned: "is to"')
    elif _is_bound_to(verb):
        draft.modality = "demanded"
        draft.reasons.append('modality demanded: "have to"')
    elif _is_going_to(verb):
        draft.modality = "planned"
        draft.reasons.append('modality planned: "going to"')
    elif _is_imperative(draft):
        draft.modality = "demanded"
        draft.reasons.append("modality demanded: imperative")
    ahead = draft.governor is not None and draft.governor.modality not in ("actual", "historical")
    is_awaited = draft.mark in ("until", "till") and (_is_present(verb) or ahead)  # "would go on until they were freed"
    if (draft.mark in _CONDITIONALS or is_awaited) and draft.governed_as in ("adverbial", "complement"):
        draft.modality = "conditional"
        draft.reasons.append(f'modality conditional: "{draft.mark}"')
    elif draft.mark == "whether":
        draft.modality = "possible"
        draft.reasons.append('modality possible: "whether"')
    elif draft.modality == "planned" and _has_if(draft):
        draft.modality = "conditional"
        draft.reasons.append('modality conditional: an "if" hangs on it')
    if _is_negated(draft, lexicon):
        draft.polarity = "denied"
        draft.reasons.append("polarity denied: negation")
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in (
            "perhaps",
            "possibly",
            "maybe",
            "probably",
            "likely",
            "potentially",
        ):
            if draft.modality == "actual" and child.lower_ != "probably":
                draft.modality = "possible"
                draft.reasons.append(f'modality possible: "{child.lower_}"')
        elif (
            child.dep_ == "advmod"
            and child.lower_ in ("almost", "nearly")
            and draft.polarity == "affirmed"
            and child.i == verb.i - 1
        ):
            draft.polarity = "denied"
            draft.reasons.append(f'polarity denied: "{child.lower_}" did not')
    draft.skip = draft.skip or find_generality(draft, lexicon)
    text = draft.sentence.text.rstrip("\"'” ")
    if text.endswith("?"):
        draft.skip = "question"


def _is_present(verb: Word) -> bool:
    """ "until their demands are met": not yet."""
    finite = next((c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBZ", "VBP", "VBD")), verb)
    return finite.tag_ in ("VBZ", "VBP")


def _is_remembered(noun: Word, lexicon: Lexicon) -> bool:
    """ "the 50th anniversary of the bombing"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in lexicon.remembering


def _noun_adjective(draft: Draft, word: str, lexicon: Lexicon) -> None:
    """ "No attack", "a planned attack", "a feared attack"."""
    effect = "denied" if word == "no" else lexicon.noun_adjectives.get(word)
    if effect is None:
        return
    if effect == "denied":
        draft.polarity = "denied"
    else:
        draft.modality = effect  # type: ignore[assignment]  # from the lexicon's closed set
    draft.reasons.append(f'the adjective "{word}"')


def _modal(verb: Word, lexicon: Lexicon) -> str | None:
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in lexicon.modals:
            return child.lower_
    own = any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in verb.children)
    if verb.dep_ == "conj" and not own and verb.head.pos_ in ("VERB", "AUX") and verb.tag_ in ("VB", "VBN"):
        return _modal(verb.head, lexicon)
    return None


def _is_epistemic(verb: Word) -> bool:
    """ "must have known": a guess, not a demand."""
    return any(child.dep_ == "aux" and child.lower_ == "have" for child in verb.children)


def _is_inverted(verb: Word) -> bool:
    """ "Should they cross the river, ...": a condition without "if"."""
    modal = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "should"), None)
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return modal is not None and subject is not None and modal.i < subject.i


def _is_scheduled(verb: Word) -> bool:
    """ "are to meet", "is to be released"."""
    head = verb.head
    return (
        verb.dep_ == "xcomp"
        and head.lemma_ == "be"
        and head.pos_ in ("AUX", "VERB")
        and any(c.lower_ == "to" for c in verb.children)
        and not any(c.dep_ in ("acomp", "attr", "expl") for c in head.children)
        and any(c.dep_ == "nsubj" and c.pos_ in ("PROPN", "PRON", "NOUN") for c in head.children)
    )


def _is_bound_to(verb: Word) -> bool:
    """ "will have to be thrown out", "needs to leave": a necessity; "had to leave" tells that they left."""
    head = verb.head
    if verb.dep_ != "xcomp" or head.lemma_ not in ("have", "need") or not any(c.lower_ == "to" for c in verb.children):
        return False
    is_past = head.tag_ == "VBD" or any(c.lemma_ == "have" for c in head.children if c.dep_ == "aux")
    return not is_past and not any(c.dep_ in ("dobj", "neg") for c in head.children)


def _is_going_to(verb: Word) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lower_ == "going" and any(c.lower_ == "to" for c in verb.children)


def _is_imperative(draft: Draft) -> bool:
    """ "Let the ship go": a bare verb at the head of a sentence or quotation, with no subject."""
    verb = draft.verb
    if draft.pos != "verb" or verb.tag_ not in ("VB", "VBP") or verb.dep_ not in ("ROOT", "ccomp", "parataxis"):
        return False
    if any(child.dep_ in ("nsubj", "nsubjpass", "aux", "expl", "csubj") for child in verb.children):
        return False
    before = [
        t
        for t in draft.sentence
        if t.i < verb.i and not t.is_punct and t.dep_ not in ("advmod", "neg", "intj", "aux", "cc")
    ]
    inside = [t for t in before if t.i > _last_quote(draft, verb)]
    return not inside


def _last_quote(draft: Draft, verb: Word) -> int:
    marks = [t.i for t in draft.sentence if t.i < verb.i and t.text in ('"', "'", "``", ":")]
    return marks[-1] if marks else -1


def _has_if(draft: Draft) -> bool:
    return any(
        child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in child.children)
        for child in draft.verb.children
    )


def _is_negated(draft: Draft, lexicon: Lexicon) -> bool:
    verb = draft.verb
    count = 0
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "hardly", "scarcely", "nowhere"):
            if child.i + 1 < len(child.doc) and child.nbor(1).lower_ in ("only", "just", "merely"):
                continue
            count += 1
        elif (
            (
                child.lower_ in ("nor", "neither")
                and child.dep_ in ("cc", "advmod", "preconj", "det")
                and child.i < verb.i
            )
            or (child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and _is_none(child))
            or (child.dep_ == "advmod" and child.lower_ in ("longer", "more") and child.left_edge.lower_ == "no")
        ):
            count += 1
        elif (
            child.dep_ == "prep"
            and child.i < verb.i
            and any(_is_none(c) and c.lemma_.lower() in lexicon.by_no_means for c in child.children)
        ):
            count += 1  # "under no circumstances will it return"
    if draft.mark == "without" or is_set_aside(verb):
        count += 1
    if verb != draft.token:
        container = draft.token
        if any(child.dep_ == "det" and child.lower_ == "no" for child in container.children) and not count:
            count += 1
    if (
        not count
        and verb.dep_ == "conj"
        and verb.head.pos_ == "VERB"
        and not any(c.dep_ in ("nsubj", "aux", "auxpass") for c in verb.children)
    ):
        shared = any(c.dep_ == "neg" for c in verb.head.children)
        joined = any(c.lower_ in ("or", "nor") for c in verb.head.children if c.dep_ == "cc")
        if shared and joined:
            count += 1
    return count % 2 == 1


def _is_none(noun: Word) -> bool:
    if noun.lower_ in ("nobody", "nothing", "none", "no"):
        return True
    return (
        any(child.dep_ in ("det", "neg") and child.lower_ in ("no", "neither") for child in noun.children)
        or (any(child.dep_ == "det" and child.lower_ == "not" for child in noun.children))
        or (
            noun.i > 0
            and noun.left_edge.lower_ in ("not", "no")
            and noun.left_edge.i < noun.i
            and noun.left_edge.nbor(1).lower_ in ("one", "a", "single")
        )
    )


# --- what governs it --------------------------------------------------------------------------------------


def _governed(draft: Draft, lexicon: Lexicon) -> None:
    governor = draft.governor
    if governor is None:
        return
    match draft.governed_as:
        case "complement":
            _under_complement(draft, governor, lexicon)
        case "nominal":
            _under_nominal(draft, governor, lexicon)
        case "conjunct":
            _under_conjunct(draft, governor)
        case "purpose":
            if draft.modality == "actual":
                draft.modality = "planned"
                draft.reasons.append("modality planned: a purpose")
        case "participle":
            if (
                draft.modality == "actual"
                and governor.modality not in ("actual", "historical")
                and draft.verb.tag_ == "VBG"
            ):
                draft.modality = governor.modality
                draft.reasons.append("modality of the clause it hangs on")
        case _:
            pass
    if governor.skip == "question" and draft.skip is None:
        draft.skip = "question"


def _under_complement(draft: Draft, governor: Draft, lexicon: Lexicon) -> None:
    if _is_asked(draft):
        return  # "it is not clear who bombed the hospital": that it was bombed is taken for granted
    effect = _effect(governor, draft, lexicon)
    negated = governor.polarity == "denied"
    if effect in ("denied", "doubted"):
        polarity: Polarity = "denied" if effect == "denied" else "doubted"
        if negated:
            polarity = "affirmed"  # "did not fail to", "do not doubt that"
        _turn(draft, polarity, governor)
        if governor.modality not in ("actual",) and draft.modality == "actual":
            draft.modality = governor.modality
        return
    stance = lexicon.saying_verbs.get(governor.lemma)
    is_saying = stance is not None and (draft.verb.tag_ not in ("VB",) or not _is_infinitive(draft))
    if effect not in (None, "actual"):
        _shift(draft, effect, governor)
    elif (
        (effect == "actual" or (not is_saying and governor.pos == "verb"))
        and governor.modality != "actual"
        and draft.modality == "actual"
    ):
        draft.modality = governor.modality
        draft.reasons.append(f'modality of "{governor.lemma}"')
    if is_saying and any(phrase.lemma in lexicon.doubters for phrase in governor.phrases("subject")):
        _turn(draft, "doubted", governor)
        if draft.modality in ("planned", "possible"):
            draft.skip = draft.skip or "a supposition"  # "nobody believes that Paris will attack"
        return
    if negated:
        if (is_saying and effect in (None, "actual")) or draft.token.head.lemma_.lower() in lexicon.evidence:
            _turn(draft, "doubted", governor)
        elif governor.lemma not in ("know",):
            _turn(draft, "denied", governor)


def _is_asked(draft: Draft) -> bool:
    """Whether a clause is an embedded question with a subject, a place or a time that is asked for."""
    if draft.mark in ("who", "why", "how", "when", "where"):
        return True
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in ("who", "what", "which") for c in draft.verb.children)


def _effect(governor: Draft, draft: Draft, lexicon: Lexicon) -> str | None:
    infinitive = _is_infinitive(draft) or _is_to_be_done(draft)
    if governor.pos == "noun" or governor.light:
        noun = governor.token.lemma_.lower()
        if noun in lexicon.saying_nouns and not infinitive:
            effect = lexicon.noun_effects.get(noun)
            if effect in ("denied",):
                return effect
            return "doubted" if _under_despite(governor) else None
        return lexicon.noun_effects.get(noun)
    if governor.lemma == "be":
        for child in governor.verb.children:
            if child.dep_ in ("acomp", "attr", "oprd"):
                word = child.lemma_.lower()
                if word in lexicon.adjective_effects:
                    return lexicon.adjective_effects[word]
                if word in lexicon.denying_nouns and word not in lexicon.truth:
                    return "denied"
        for phrase in governor.phrases("subject"):
            if phrase.lemma in lexicon.noun_effects and phrase.lemma not in lexicon.saying_nouns:
                return lexicon.noun_effects[phrase.lemma]  # "the aim is that nobody goes hungry"
        return None
    for name in ("on", "upon", "for"):
        if governor.phrases(name) and f"{governor.lemma} {name}" in lexicon.verb_effects:
            return lexicon.verb_effects[f"{governor.lemma} {name}"]
    if infinitive:
        return lexicon.infinitive_effects.get(governor.lemma) or lexicon.verb_effects.get(governor.lemma)
    effect = lexicon.verb_effects.get(governor.lemma)
    if effect in ("denied", "doubted", "demanded", "threatened"):
        if governor.lemma in lexicon.also_telling and (draft.verb.tag_ != "VB" or _has_modal(draft.verb)):
            return None
        return effect
    if effect == "possible" and governor.lemma in ("fear", "suspect", "speculate", "predict", "forecast"):
        return effect
    if effect == "planned" and lexicon.saying_verbs.get(governor.lemma) is None:
        return effect
    return None


def _has_modal(verb: Word) -> bool:
    """ "told him that they would die" tells; "asked that they leave" asks."""
    return any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)


def _is_to_be_done(draft: Draft) -> bool:
    """ "ordered the fortress razed"."""
    return (
        draft.passive
        and draft.verb.dep_ == "ccomp"
        and not any(c.dep_ in ("aux", "auxpass", "mark") for c in draft.verb.children)
    )


def _is_infinitive(draft: Draft) -> bool:
    return is_nonfinite(draft.verb) or (
        draft.verb.tag_ == "VB"
        and draft.verb.dep_ in ("xcomp", "ccomp")
        and not any(c.dep_ == "aux" for c in draft.verb.children)
    )


def _under_nominal(draft: Draft, governor: Draft, lexicon: Lexicon) -> None:
    if governor.pos != "verb":
        effect = lexicon.noun_effects.get(governor.lemma)
        if (
            effect in ("planned", "possible", "threatened", "demanded")
            and draft.modality == "actual"
            and draft.token.head.head == governor.token
        ):
            _shift(draft, effect, governor)
        return
    if (
        draft.token.dep_ in ("nsubj", "nsubjpass")
        and governor.modality in ("planned", "possible", "conditional")
        and governor.pos == "verb"
    ):
        draft.modality = "possible" if governor.modality == "planned" else governor.modality
        draft.reasons.append(
            f'modality {draft.modality}: what "{governor.lemma}" says of it'
        )  # "a strike would be a disaster"
        return
    is_object = _is_object_of(draft, governor, lexicon)
    effect = lexicon.verb_effects.get(governor.lemma)
    if is_object and effect in ("denied", "doubted"):
        _turn(draft, "denied" if effect == "denied" else "doubted", governor)
    elif (is_object or _under_for(draft, governor)) and effect not in (None, "actual"):
        if (
            governor.lemma
            in (
                "agree",
                "approve",
                "choose",
                "authorize",
                "authorise",
                "discuss",
                "suspend",
                "see",
                "halt",
                "drop",
                "abandon",
            )
            and effect != "called_off"
        ):
            return
        _shift(draft, effect, governor)
    elif is_object and governor.polarity == "denied":
        _turn(draft, "denied", governor)
    if is_object and governor.modality not in ("actual", "historical") and draft.modality == "actual":
        draft.modality = governor.modality
        draft.reasons.append(f'modality of "{governor.lemma}"')


def _is_object_of(draft: Draft, governor: Draft, lexicon: Lexicon) -> bool:
    noun = draft.token
    for _ in range(3):
        if noun.dep_ in ("dobj", "nsubjpass") and noun.head == governor.verb:
            return True
        if noun.dep_ in ("pobj", "prep", "conj"):
            if noun.lower_ == "for" and noun.head.lemma_.lower() in lexicon.answerable:
                return False  # "nobody took responsibility for the raid"
            noun = noun.head
            continue
        return False
    return False


def _under_for(draft: Draft, governor: Draft) -> bool:
    noun = draft.token
    while noun.dep_ == "conj":
        noun = noun.head
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in ("for", "with")
        and noun.head.head == governor.verb
        and governor.lemma in ("call", "ask", "press", "appeal", "push", "threaten", "lobby", "plead", "prepare")
    )


def _under_conjunct(draft: Draft, governor: Draft) -> None:
    own = any(child.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for child in draft.verb.children)
    if own or draft.verb.tag_ not in ("VB", "VBG", "VBN"):
        return
    if draft.modality == "actual" and governor.modality != "actual":
        draft.modality = governor.modality
        draft.reasons.append("modality shared with the verb before")
    above = governor.governor
    if (
        draft.polarity == "affirmed"
        and governor.polarity != "affirmed"
        and above is not None
        and governor.governed_as == "complement"
    ):
        draft.polarity = governor.polarity
        draft.reasons.append("polarity shared with the verb before")


def _shift(draft: Draft, effect: str, governor: Draft) -> None:
    if draft.modality in ("actual", "planned", "possible") or effect == "called_off":
        draft.modality = effect  # type: ignore[assignment]  # from the lexicon's closed set
        draft.reasons.append(f'modality {effect}: under "{governor.lemma}"')


def _turn(draft: Draft, polarity: Polarity, governor: Draft) -> None:
    if polarity == "denied" and draft.polarity == "denied":
        polarity = "affirmed"
    draft.polarity = polarity
    draft.reasons.append(f'polarity {polarity}: under "{governor.lemma}"')


def _under_despite(noun: Draft) -> bool:
    head = noun.token.head
    return (
        head.lower_ in _DESPITE
        or (head.lower_ == "to" and head.head.lower_ == "contrary")
        or any(child.lower_ in ("so", "unconfirmed", "unproven", "unverified") for child in noun.token.children)
    )


def _about_a_claim(draft: Draft, lexicon: Lexicon) -> None:
    """ "Assertions that X blockades the ports are an invention": what is said of a saying turns what it says."""
    noun = draft.governor
    if noun is None or noun.pos != "noun" or draft.governed_as != "complement":
        return
    if noun.token.lemma_.lower() not in lexicon.saying_nouns:
        return
    verb = noun.governor
    if verb is None or verb.pos == "noun":
        return
    is_subject = noun.token.dep_ in ("nsubj", "nsubjpass") and noun.token.head == verb.verb
    if not is_subject:
        if _is_object_of(noun, verb, lexicon) and lexicon.saying_verbs.get(verb.lemma) in ("denies", "doubts"):
            polarity: Polarity = "denied" if lexicon.saying_verbs[verb.lemma] == "denies" else "doubted"
            if verb.polarity != "denied":
                draft.polarity = polarity
                draft.reasons.append(f'polarity {polarity}: "{verb.lemma}" of the {noun.lemma}')
        return
    words = {
        t.lemma_.lower()
        for t in verb.verb.subtree
        if t.i > verb.verb.i and t.dep_ in ("attr", "acomp", "pobj", "oprd", "dobj", "advmod")
    }
    negated = verb.polarity == "denied"
    turned: Polarity | None = None
    if words & (lexicon.denying_nouns - lexicon.truth) or any(
        lexicon.adjective_effects.get(w) == "denied" for w in words
    ):
        turned = None if negated else "denied"
    elif (negated and (words & lexicon.truth or "true" in words)) or (
        verb.passive
        and not negated
        and (lexicon.saying_verbs.get(verb.lemma) == "denies" or verb.lemma in lexicon.denying_passives)
    ):
        turned = "denied"
    elif (negated and verb.lemma in ("confirm", "verify", "prove", "substantiate", "corroborate")) or any(
        lexicon.adjective_effects.get(w) == "doubted" for w in words
    ):
        turned = "doubted"
    if turned is not None:
        draft.polarity = turned
        draft.reasons.append(f"polarity {turned}: what is said of the {noun.lemma}")
    if turned == "denied":  # who calls the claim false stands behind the denial, not who made it
        draft.speakers = tuple(replace(speaker, stance="denies") for speaker in noun.speakers)


# --- ordered, then called off -------------------------------------------------------------------------------


def _call_off(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """ "ordered a strike but called it off": the ordered act did not take place."""
    for index, draft in enumerate(drafts):
        if (
            lexicon.verb_effects.get(draft.lemma) != "called_off"
            or draft.polarity != "affirmed"
            or draft.modality not in ("actual", "historical")
        ):
            continue
        objects = {phrase.lemma for phrase in draft.phrases("object")}
        if not objects & lexicon.cancellable:
            continue
        for earlier in reversed(drafts[max(0, index - 8) : index]):
            governor = earlier.governor
            if (
                governor is not None
                and governor.lemma in lexicon.planning
                and (earlier.governed_as == "complement" or _is_object_of(earlier, governor, lexicon))
                and earlier.modality in ("planned", "actual")
                and governor is not draft
            ):
                earlier.modality = "called_off"
                earlier.reasons.append(f'modality called_off: "{draft.lemma}"')
                break
