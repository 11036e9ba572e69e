"""What a pronoun or "the group" stands for, by event-aware rules; no guess where two answers are equally good.

Who speaks must be able to speak; "we" in a quotation is who speaks; "he" is the last person named;
"they" the last party of many; "the ministry" the last ministry.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from rashomon.language.drafts import Draft
from rashomon.language.lexicon import Lexicon
from rashomon.records import Phrase, Relation, Span, Speaker

_SINGULAR_PERSON = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
_FIRST = {"we", "us", "our", "ours", "i", "me", "my", "mine", "ourselves", "myself"}
_PLURAL = {"they", "them", "their", "theirs", "themselves", "those", "these"}
_THING = {"it", "its", "itself"}
_REFLEXIVE = {"himself", "herself", "itself", "themselves", "myself", "ourselves"}
_TELLING = {"they", "it", "he", "she"}
_NOBODY = {"no", "none", "neither", "nobody", "few"}
_POSSESSIVE = {"his", "her", "its", "their", "our", "my"}
_NOTED = {"party", "person", "organisation", "vessel", "aircraft", "troops", "armed"}
_PERSON_KINDS = {"person"}
_DEFINITE = ("the ", "this ", "that ", "these ", "those ", "its ", "their ", "his ", "her ")
_KEPT, _FARTHEST = 2_000, 90  # mentions; sentences, beyond which nothing is looked for


@dataclass(slots=True)
class _Mention:
    phrase: Phrase
    sentence: int
    is_subject: bool
    is_speaker: bool = False


@dataclass(slots=True)
class Mentions:
    """The parties named so far in a document, latest last."""

    seen: list[_Mention] = field(default_factory=list)

    def note(self, phrase: Phrase, sentence: int, *, is_subject: bool, is_speaker: bool = False) -> None:
        if "time" in phrase.kinds or phrase.generic or (phrase.kinds == ("pronoun",) and phrase.antecedent is None):
            return
        if phrase.text.split(" ", 1)[0].lower() in _NOBODY:  # "no soldier of ours" is nobody to come back to
            return
        self.seen.append(_Mention(phrase, sentence, is_subject, is_speaker))
        if len(self.seen) > _KEPT and self.seen[len(self.seen) // 2].sentence < sentence - _FARTHEST:
            self.seen = [mention for mention in self.seen if sentence - mention.sentence <= _FARTHEST]


def resolve(drafts: Sequence[Draft], *, mentions: Mentions, first_sentence: int, lexicon: Lexicon) -> None:
    """Give pronouns and definite descriptions of a paragraph's drafts their antecedents, in place.

    Who speaks in "they claim" is sought among those who spoke; what was shot down among craft.
    """
    saying = lexicon.saying_verbs
    firmly = saying.keys() - lexicon.weak_saying  # "they showed it" may be of anybody
    sentence_of: dict[int, int] = {}
    for draft in drafts:
        number = sentence_of.setdefault(draft.sentence.start, first_sentence + len(sentence_of))
        draft.speakers = tuple(
            _resolve_speaker(speaker, mentions, number, draft.speakers[:index])
            for index, speaker in enumerate(draft.speakers)
        )
        draft.relations = [
            Relation(
                relation.name,
                _resolve_subject(relation.phrase, mentions, number)
                if relation.name == "subject" and draft.lemma in firmly and relation.phrase.text.lower() in _TELLING
                else _resolve_craft(relation.phrase, mentions, number)
                if _is_craft_role(relation, draft, lexicon)
                else _resolve(relation.phrase, mentions, number, draft, relation.name, lexicon),
            )
            for relation in draft.relations
        ]
        for relation in draft.relations:
            is_named = not relation.phrase.kinds and _has_name(relation.phrase)  # "climbed onto the Anna Maria"
            is_core = relation.name in ("subject", "object", "indirect", "possessive")
            if is_core or is_named or _NOTED & set(relation.phrase.kinds):
                subject = relation.name == "subject"
                mentions.note(relation.phrase, number, is_subject=subject, is_speaker=subject and draft.lemma in saying)
        for speaker in draft.speakers:
            if speaker.kind == "named":
                mentions.note(speaker.phrase, number, is_subject=True, is_speaker=True)


def _resolve_speaker(speaker: Speaker, mentions: Mentions, sentence: int, outer: tuple[Speaker, ...]) -> Speaker:
    phrase = speaker.phrase
    word = phrase.text.lower()
    if word in ("he", "she", "his", "her"):
        found = _who_spoke_just_before(mentions, sentence) or _last(mentions, sentence, _is_one_person, window=6)
    elif word in ("it", "they", "its", "their"):
        many = word in ("they", "their")
        found = _last_speaker(mentions, sentence, many=many) or _last(mentions, sentence, _can_say, window=4)
    elif word in ("i", "we", "our", "my") and outer:
        found = outer[-1].phrase
    elif word.split(" ", 1)[0] in ("his", "her", "its", "their") and phrase.owner is None:
        owner = _last(
            mentions,
            sentence,
            _is_person if word[:3] in ("his", "her") else _can_say,
            window=4,
            not_in={phrase.head_start},
        )
        return replace(speaker, phrase=_owned(phrase, owner)) if owner is not None else speaker
    elif _is_short_name(phrase) and (full := _last(mentions, sentence, lambda p: _is_full_name(p, phrase), window=60)):
        found = full
    elif word.startswith("the ") and phrase.label != "PERSON":
        found = _last(mentions, sentence, lambda p: _is_office_of(p, phrase), window=30)
    else:
        found = None
    return replace(speaker, phrase=_bound(phrase, found)) if found is not None else speaker


def _resolve_subject(phrase: Phrase, mentions: Mentions, sentence: int) -> Phrase:
    """ "They claim ...": they who spoke last, before any drone that was spoken of."""
    if phrase.text.lower() in ("he", "she"):
        found = (
            _last(mentions, sentence, _is_one_person, window=0, not_in=_told_after(mentions, phrase))
            or _who_spoke_just_before(mentions, sentence)
            or _last(mentions, sentence, _is_one_person, window=4, not_in=_told_after(mentions, phrase))
        )
        return _bound(phrase, found) if found is not None else phrase
    many = phrase.text.lower() == "they"
    found = _last_speaker(mentions, sentence, many=many) or _last(mentions, sentence, _can_say, window=3)
    return _bound(phrase, found) if found is not None else phrase


def _told_after(mentions: Mentions, phrase: Phrase) -> set[int]:
    """ "He praised the bishop, saying ...": what stands after a pronoun, however late its clause is read."""
    return {m.phrase.head_start for m in mentions.seen[-12:] if m.phrase.start > phrase.start}


def _is_craft_role(relation: Relation, draft: Draft, lexicon: Lexicon) -> bool:
    verbs = (
        lexicon.craft_objects
        if relation.name == "object"
        else lexicon.craft_subjects
        if relation.name == "subject"
        else ()
    )
    return relation.phrase.text.lower() in ("it", "them", "they") and draft.lemma in verbs


def _resolve_craft(phrase: Phrase, mentions: Mentions, sentence: int) -> Phrase:
    """ "it was shot down": the last vessel or aircraft, of which no state is one."""
    found = _last(mentions, sentence, lambda p: bool({"vessel", "aircraft", "vehicle"} & set(p.kinds)), window=6)
    if found is None and phrase.text.lower() == "they":
        found = _last(mentions, sentence, _is_plural, window=3)
    return _bound(phrase, found) if found is not None else phrase


def _last_speaker(mentions: Mentions, sentence: int, *, many: bool = False) -> Phrase | None:
    """Who spoke last in the two sentences before; "they" are first those of many."""
    spoke = [
        m.phrase
        for m in mentions.seen
        if m.is_speaker and 0 < sentence - m.sentence <= 2 and _can_say(m.phrase) and not m.phrase.generic
    ]
    if many:
        bodies = [phrase for phrase in spoke if not _is_one_person(phrase)]  # one minister is no "they"
        return next((phrase for phrase in reversed(bodies) if _is_plural(phrase)), bodies[-1] if bodies else None)
    return spoke[-1] if spoke else None


def _who_spoke_just_before(mentions: Mentions, sentence: int) -> Phrase | None:
    """ "... , the envoy said. She added": the one person who spoke in the sentence before."""
    spoke = {
        (mention.phrase.antecedent or mention.phrase.span): mention.phrase
        for mention in mentions.seen[-12:]
        if mention.is_speaker and mention.sentence == sentence - 1 and _is_one_person(mention.phrase)
    }
    return next(iter(spoke.values())) if len(spoke) == 1 else None


def _resolve(phrase: Phrase, mentions: Mentions, sentence: int, draft: Draft, role: str, lexicon: Lexicon) -> Phrase:
    speakers = draft.speakers
    if phrase.antecedent is not None or "time" in phrase.kinds:
        return phrase
    word = phrase.text.lower()
    if word == "it" and role == "subject" and _is_empty(draft, lexicon):
        return phrase
    if word.endswith((" of them", " of us")):  # "21 of them"
        word = word.rsplit(" ", 1)[1]
    first = word.split(" ", 1)[0]
    own = draft.lemma in lexicon.own_objects and first in _POSSESSIVE and word != first and role != "subject"
    taken = {
        r.phrase.head_start for r in draft.relations if r.phrase is not phrase and not (own and r.name == "subject")
    }
    if own and first in ("its", "their"):  # "has urged its citizens": its own
        doers = [r.phrase for r in draft.relations if r.name == "subject" and _is_party(r.phrase)]
        if len(doers) == 1 and (first == "their" or _is_single(doers[0]) or _is_body(doers[0])):
            return _owned(phrase, doers[0])
    for speaker in speakers:
        if speaker.quote == "direct":  # in a quotation a third person is not who speaks
            taken.add(speaker.phrase.head_start)
            if speaker.phrase.antecedent is not None:
                taken.add(speaker.phrase.antecedent.start)
    taken |= _told_after(mentions, phrase)
    is_ours = word.endswith((" of ours", " of mine"))
    if word in _FIRST or first in ("our", "my") or is_ours:
        quoted = [s for s in speakers if s.quote in ("direct", "mixed")]
        if not quoted:
            return phrase
        return _bound(phrase, quoted[-1].phrase) if word in _FIRST else _owned(phrase, quoted[-1].phrase)
    found: Phrase | None = None
    mate = _mate(draft, phrase, role)
    if mate is not None and first in ("its", "their") and word not in _POSSESSIVE:  # "Peru and its allies"
        return _owned(phrase, mate)
    spoken_for = speakers[-1].phrase.owner if speakers and speakers[-1].quote == "indirect" else None
    if word in ("he", "she") and spoken_for is not None:  # "his lawyer said he had left town"
        return replace(phrase, antecedent=spoken_for, how="coreference")
    if word in _REFLEXIVE:
        return phrase if role == "subject" else _own_subject(draft, phrase)
    if word in _REFLEXIVE:
        return phrase if role == "subject" else _own_subject(draft, phrase)
    if word in _SINGULAR_PERSON or first in ("his", "her"):
        found = _last(mentions, sentence, _is_one_person, window=4, not_in=taken)
    elif (
        first == "its"
        and phrase.lemma in lexicon.aboard
        and (ship := _ship_before(mentions, sentence, phrase)) is not None
    ):
        return _owned(phrase, ship)
    elif word in _THING or first == "its":
        found = _last(mentions, sentence, _is_single, window=2, not_in=taken)
    elif word in _PLURAL or first == "their":
        found = _last(mentions, sentence, _is_plural, window=3, not_in=taken) or _last(
            mentions, sentence, _is_body, window=2, not_in=taken
        )
    elif first == "all" and "them" in word:
        found = _last(mentions, sentence, _is_plural, window=2, not_in=taken)
    elif _is_short_name(phrase):
        found = _last(mentions, sentence, lambda p: _is_full_name(p, phrase), window=60, not_in=taken)
    elif word.startswith(_DEFINITE) and not _is_name(phrase) and not phrase.modifiers:
        found = _last(
            mentions,
            sentence,
            lambda p: (
                p.lemma == phrase.lemma
                and len(p.text) > len(phrase.text)
                and p.how == "stated"
                and not p.text.lower().endswith(f" of {word}")
            ),
            window=12,
            not_in=taken,
        )
    if found is None and word in lexicon.described:
        found = _only(mentions, sentence, lexicon.described[word], not_in=taken)
    if found is None:
        return phrase
    if first in _POSSESSIVE and word not in _POSSESSIVE:
        return _owned(phrase, found)
    return _bound(phrase, found)


def _own_subject(draft: Draft, phrase: Phrase) -> Phrase:
    """ "chained themselves to the gate": who does it."""
    doers = [r.phrase for r in draft.relations if r.name == "subject"]
    return _bound(phrase, doers[-1]) if doers else phrase


def _ship_before(mentions: Mentions, sentence: int, phrase: Phrase) -> Phrase | None:
    """ "boarded the Anna Maria off Malta and beat its crew": who is aboard is of the last ship, not of Malta."""
    near = 0 if phrase.lemma == "sailor" else 1
    for mention in reversed(mentions.seen):
        if sentence - mention.sentence > near:
            return None
        kinds = set(mention.phrase.kinds)
        if {"vessel", "aircraft"} & kinds or (not kinds and _has_name(mention.phrase)):
            return mention.phrase
    return None


def _mate(draft: Draft, phrase: Phrase, role: str) -> Phrase | None:
    """What stands before a phrase in the same role, where one sentence joins the two and it can have allies."""
    before = [r.phrase for r in draft.relations if r.name == role and r.phrase.head_start < phrase.head_start]
    return before[-1] if before and _is_party(before[-1]) and "pronoun" not in before[-1].kinds else None


def _is_empty(draft: Draft, lexicon: Lexicon) -> bool:
    """ "it rained", "it was clear that the truce was over": nothing is meant by "it"."""
    if draft.lemma in lexicon.weather:
        return True
    if draft.lemma not in lexicon.seeming:
        return False
    complements = [
        c
        for child in draft.verb.children
        for c in (child, *child.children)
        if child.dep_ in ("acomp", "attr", "ccomp", "csubj")
    ]
    return any(
        c.dep_ in ("ccomp", "csubj") and any(m.dep_ == "mark" and m.lower_ == "that" for m in c.children)
        for c in complements
    )


def _only(mentions: Mentions, sentence: int, kinds: Set[str], *, not_in: set[int]) -> Phrase | None:
    """The one named thing of these kinds in the sentences just before; none where two are named."""
    found: dict[str, Phrase] = {}
    for mention in mentions.seen:
        phrase = mention.phrase
        is_near = sentence - 2 <= mention.sentence <= sentence and phrase.head_start not in not_in
        if is_near and kinds & set(phrase.kinds) and _has_name(phrase) and "person" not in phrase.kinds:
            found.setdefault(phrase.text.rsplit(" ", 1)[-1], phrase)
    return next(iter(found.values())) if len(found) == 1 else None


def _has_name(phrase: Phrase) -> bool:
    return phrase.text.rsplit(" ", 1)[-1][:1].isupper()


def _owned(phrase: Phrase, found: Phrase) -> Phrase:
    """ "its fighters": the pronoun's antecedent holds what the phrase names."""
    span = found.antecedent or Span(found.start, found.end, found.text)
    return phrase if phrase.owner is not None or span.start == phrase.start else replace(phrase, owner=span)


def _last(
    mentions: Mentions, sentence: int, fits: object, *, window: int, not_in: set[int] | None = None
) -> Phrase | None:
    """The latest mention that fits, subjects of the same or the last sentence first."""
    assert callable(fits)
    candidates = [
        m
        for m in mentions.seen
        if sentence - m.sentence <= window and fits(m.phrase) and (not_in is None or m.phrase.head_start not in not_in)
    ]
    if not candidates:
        return None
    nearest = candidates[-1].sentence
    same = [m for m in candidates if m.sentence == nearest]
    subjects = [m for m in same if m.is_subject]
    if nearest < sentence and subjects:
        return subjects[0].phrase  # what the sentence before is about
    return (subjects or same)[-1].phrase


def _is_office_of(mention: Phrase, phrase: Phrase) -> bool:
    """ "the Minister" after "Minister Ada Quist" or "the foreign minister"."""
    if len(mention.text) <= len(phrase.text) or mention.how != "stated":
        return False
    alias = mention.alias.text.lower().split() if mention.alias is not None else []
    return mention.lemma == phrase.lemma or phrase.lemma in mention.modifiers or phrase.lemma in alias


def _bound(phrase: Phrase, found: Phrase) -> Phrase:
    span = found.antecedent or Span(found.start, found.end, found.text)
    if span.start == phrase.start:
        return phrase
    kinds = tuple(dict.fromkeys((*phrase.kinds, *(k for k in found.kinds if k != "pronoun"))))
    return replace(phrase, antecedent=span, how="coreference", kinds=kinds)


def _is_short_name(phrase: Phrase) -> bool:
    """ "the Forces" after "the Popular Mobilisation Forces": one capitalised word."""
    return phrase.text[:4].lower() == "the " and len(phrase.text.split()) == 2 and phrase.text[4].isupper()


def _is_full_name(mention: Phrase, phrase: Phrase) -> bool:
    """ "the Popular Mobilisation Forces" of "the Forces"; "the Head of the Mission" is none of "the Mission"."""
    words = mention.text.split()
    return len(words) > 2 and words[-1] == phrase.text[4:] and words[-2][:1].isupper() and mention.how == "stated"


def _is_name(phrase: Phrase) -> bool:
    return (
        phrase.label in ("PERSON", "ORG", "GPE", "NORP")
        and phrase.lemma[:1] != ""
        and phrase.text.split()[-1][:1].isupper()
    )


def _is_person(phrase: Phrase) -> bool:
    return bool(_PERSON_KINDS & set(phrase.kinds)) or phrase.label == "PERSON"


def _is_one_person(phrase: Phrase) -> bool:
    """A person, and not "the soldiers" or "residents of Lima"; "one survivor" is."""
    head = phrase.text[phrase.head_start - phrase.start : phrase.head_end - phrase.start].lower()
    last = phrase.text.rsplit(" ", 1)[-1].lower()
    is_plural = bool(phrase.lemma) and f"{phrase.lemma}s" in (head, last)
    return _is_person(phrase) and not is_plural and (phrase.number is None or phrase.number.lower() == "one")


def _can_say(phrase: Phrase) -> bool:
    return bool({"person", "organisation", "government", "country", "armed"} & set(phrase.kinds))


def _is_party(phrase: Phrase) -> bool:
    return bool({"party", "organisation", "armed", "government", "country", "troops"} & set(phrase.kinds))


def _is_body(phrase: Phrase) -> bool:
    """A party of many under a singular name: a country, a ministry, a militia."""
    return _is_party(phrase) and "person" not in phrase.kinds


def _is_single(phrase: Phrase) -> bool:
    kinds = set(phrase.kinds)
    titled = phrase.text[:4].lower() == "the " and phrase.text[4:5].isupper()  # "the Mission", "the Committee"
    body = bool({"country", "organisation", "government", "vessel", "aircraft", "court"} & kinds) or titled
    return body and "person" not in kinds


def _is_plural(phrase: Phrase) -> bool:
    word = phrase.text.rsplit(" ", 1)[-1].lower()
    if word in _SINGULAR_PERSON or word in _THING:
        return False
    if "country" in phrase.kinds and "place" not in phrase.kinds and phrase.text[:1] != word[:1]:
        named = phrase.text.lower().removeprefix("the ")
        return named == word and (word.endswith("s") or phrase.text.startswith("the "))  # "the Iranians"
    return (_is_party(phrase) and word != phrase.lemma) or (
        bool({"vessel", "troops"} & set(phrase.kinds)) and word != phrase.lemma
    )
