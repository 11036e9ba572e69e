"""From a noun of a parse to a Phrase: its words, head, kinds, number, apposition and owner."""

from __future__ import annotations

from dataclasses import replace

from rashomon.language.lexicon import Lexicon
from rashomon.language.words import Paragraph, Word
from rashomon.records import How, Joined, Names, Phrase, PhraseKind, Span

_LABEL_KINDS: dict[str, tuple[PhraseKind, ...]] = {
    "PERSON": ("person", "party"),
    "GPE": ("country", "place", "party"),
    "NORP": ("party",),
    "ORG": ("organisation", "party"),
    "FAC": ("facility", "place"),
    "LOC": ("place",),
    "DATE": ("time",),
    "TIME": ("time",),
    "MONEY": ("money",),
    "CARDINAL": ("number",),
    "QUANTITY": ("number",),
}
_PREMODIFIERS = {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "case", "advmod", "punct"}
_TITLE_PREPOSITIONS = {"for", "to"}
_LISTED = {"GPE", "ORG", "NORP", "PERSON"}
_WITH_PEOPLE = {"by", "with", "against", "between", "to", "on"}
_PLAIN = {"weapon", "vessel", "aircraft", "vehicle", "armed", "troops", "civilian"}


class PhraseReader:
    """Reads phrases of one paragraph."""

    def __init__(self, paragraph: Paragraph, lexicon: Lexicon, names: Names) -> None:
        self._paragraph = paragraph
        self._lexicon = lexicon
        self._names = names

    def read(self, token: Word, how: How = "stated") -> tuple[Phrase, ...]:
        """The phrase of this head and those joined to it by "and" or "or", left to right."""
        heads = [token]
        joined: Joined = "joint"
        queue = [token]
        while queue:
            head = queue.pop()
            for child in head.children:
                if child.dep_ == "cc" and child.lower_ in ("or", "nor"):
                    joined = "alternative"
                if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"):
                    heads.append(child)
                    queue.append(child)
        heads.sort(key=lambda t: t.i)
        if len(heads) == 1:
            return tuple(self.one(head, how) for head in self._listed(token) or [token])
        return tuple(replace(self.one(head, how), joined=joined) for head in heads)

    def _listed(self, token: Word) -> list[Word]:
        """ "The three states, Chad, Niger and Mali": the names that the apposition lists, where it lists several."""
        if token.tag_ != "NNS":
            return []
        for child in token.rights:
            if child.dep_ != "appos" or child.ent_type_ not in _LISTED:
                continue
            names, following = [child], [child]
            while following:
                mates = [mate for mate in following.pop().children if mate.dep_ in ("conj", "appos")]
                names.extend(mates)
                following.extend(mates)
            if len(names) > 1 and all(name.ent_type_ in _LISTED for name in names):
                return sorted(names, key=lambda name: name.i)
        return []

    def one(self, token: Word, how: How = "stated") -> Phrase:
        """The phrase of this head alone."""
        head = self.inner_head(token)
        first, last = self._edges(token, head)
        start, end = self._whole_name(self.offset(first), self.offset(last) + len(last), head)
        name = self._paragraph.names.get(head.i)
        label = head.ent_type_ or (name.label if name else "") or None
        thing = self._thing_named(head) or self._thing_counted(head)
        return Phrase(
            start=start,
            end=end,
            text=self.slice(start, end),
            head_start=self.offset(head),
            head_end=self.offset(head) + len(head),
            lemma=thing or head.lemma_.lower(),
            kinds=self._names.kinds_of(thing) if thing else self._kinds(head, label),
            modifiers=self._modifiers(token, head),
            label=label,
            number=self._number(token, head),
            how=how,
            alias=self._alias(token),
            generic=head.lower_ in self._lexicon.generic_words,
            owner=self._owner(head),
        )

    def inner_head(self, token: Word) -> Word:
        """The noun that a counting or containing noun stands for: "hundreds of [demonstrators]"."""
        if token.lemma_.lower() in self._lexicon.transparent or (token.pos_ == "NUM" and token.i + 1 < len(token.doc)):
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ == "of":
                    for inner in child.children:
                        if inner.dep_ == "pobj":
                            return self.inner_head(inner) if inner.i != token.i else inner
        return token

    def offset(self, token: Word) -> int:
        return self._paragraph.start + token.idx

    def slice(self, start: int, end: int) -> str:
        """The text as written between two offsets of the document."""
        begin = self._paragraph.start
        return self._paragraph.text[start - begin : end - begin]

    def span(self, first: Word, last: Word) -> Span:
        start, end = self.offset(first), self.offset(last) + len(last)
        return Span(start, end, self.slice(start, end))

    def _edges(self, token: Word, head: Word) -> tuple[Word, Word]:
        first = token
        for child in token.lefts:
            if (
                child.dep_ in _PREMODIFIERS
                and child.dep_ != "punct"
                and child.left_edge.lower_ != "as"
                and child.lower_ not in ("either", "neither", "even", "only")
                and (child.lower_ != "both" or not any(t.dep_ == "conj" for t in head.children))
            ):
                edge = child.left_edge
                if edge.i < first.i:
                    first = edge
        last = head if head.i > token.i else token
        for child in last.rights:
            if (
                child.dep_ in ("compound", "nummod", "amod", "nmod")
                and child.i <= last.i + 2
                and not child.is_punct
                and child.n_rights == 0
            ):
                last = child
            elif child.dep_ == "prep" and (
                child.lower_ == "of"
                or (child.lower_ in _TITLE_PREPOSITIONS and self._is_person(head))
                or (child.lower_ == "in" and self._is_office(head))
                or (child.lower_ == "from" and self._is_home(child, token, head))
                or (child.lower_ == "for" and self._is_facility(head))
            ):
                inner = next((t for t in child.children if t.dep_ == "pobj"), None)
                if inner is not None:
                    mate = self._second_nation(inner, head)
                    last = mate or self._edges(inner, self.inner_head(inner))[1]
        return first, last

    def _second_nation(self, inner: Word, head: Word) -> Word | None:
        """ "The presidents of Spain and Portugal", "envoys from Togo and Benin": people of two countries."""
        others = [child for child in inner.children if child.dep_ == "conj"]
        if inner.ent_type_ != "GPE" or len(others) != 1 or head.lower_ == head.lemma_.lower():
            return None
        mate = others[0]
        is_end = mate.ent_type_ == "GPE" and not any(child.dep_ == "conj" for child in mate.children)
        return mate if is_end and mate.i - inner.i <= 4 and self._is_person(head) else None

    def _whole_name(self, start: int, end: int, head: Word) -> tuple[int, int]:
        """A known name is not cut: "the [Organisation for the Prohibition of Chemical Weapons]"."""
        begin, at = self._paragraph.start, head.idx
        for name in self._paragraph.names.values():
            if name.start <= at < name.end and name.label == "ORG":
                return min(start, begin + name.start), max(end, begin + name.end)
        return start, end

    def _thing_named(self, head: Word) -> str | None:
        """ "the ferry Anna Maria", "the freighter Orion 2": a proper name after its common noun."""
        if not head.text[:1].isupper() and not head.text.isdigit():
            return None
        if head.i == head.sent.start and head.pos_ == "PROPN" and head.i not in self._paragraph.names:
            singular = head.lower_.removesuffix(
                "s"
            )  # "Rockets slammed into the base": a capital at the start of a sentence
            if singular != head.lower_ and _PLAIN & set(self._names.kinds_of(singular)):
                return singular
        before = head.nbor(-1).lower_ if head.i > head.sent.start else ""
        craft = self._lexicon.models.get(f"{before} {head.lemma_.lower()}") or self._lexicon.models.get(
            head.lemma_.lower()
        )
        if craft is not None and any(child.dep_ in ("det", "nummod", "poss") for child in head.lefts):
            return craft  # "the Reaper"
        for child in head.lefts:
            if child.text in self._lexicon.ship_prefixes and child.i + 1 < len(head.doc) and child.dep_ != "nsubj":
                return self._lexicon.ship_prefixes[child.text]  # "HMS Leander"
        for child in reversed(list(head.lefts)):
            if child.dep_ in ("compound", "nmod", "amod") and child.pos_ == "NOUN" and child.text.islower():
                lemma = child.lemma_.lower()
                if {"vessel", "aircraft", "vehicle"} & set(self._names.kinds_of(lemma)):
                    return lemma
        return None

    def _thing_counted(self, head: Word) -> str | None:
        """ "600 soldiers ... the 9,000 already there": a numeral alone counts what the numeral before it counted."""
        if head.pos_ != "NUM" or head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
            return None
        if head.i + 1 < len(head.doc) and head.nbor(1).pos_ in ("NOUN", "PROPN", "NUM", "SYM"):
            return None
        for token in reversed(list(head.doc[head.sent.start : head.i])):
            if token.pos_ == "NOUN" and any(child.dep_ == "nummod" for child in token.children):
                lemma = token.lemma_.lower()
                kinds = set(self._names.kinds_of(lemma))
                return lemma if {"person", "troops", "vessel", "aircraft", "vehicle"} & kinds else None
        return None

    def _is_office(self, head: Word) -> bool:
        """ "the ministry in Ankara", "the government in Tripoli": the place says whose it is."""
        kinds = self._names.kinds_of(head.lemma_.lower())
        return bool({"government", "court"} & set(kinds)) and "person" not in kinds and head.pos_ == "NOUN"

    def _is_home(self, preposition: Word, token: Word, head: Word) -> bool:
        """ "gunmen from Chad", "officials from the ministry": people and where they are of; never where they leave."""
        inner = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        if inner is None or not {"person", "troops", "armed"} & set(self._names.kinds_of(head.lemma_.lower())):
            return False
        kinds = self._kinds(inner, inner.ent_type_ or None)
        if not {"country", "organisation", "government", "armed"} & set(kinds) or "time" in kinds:
            return False
        verb = token.head
        if token.dep_ == "pobj":
            return verb.lower_ in _WITH_PEOPLE
        return token.i < verb.i or verb.lemma_.lower() not in self._lexicon.removing

    def _is_facility(self, head: Word) -> bool:
        """ "a camp for Somali refugees": who is in it says whose it is."""
        return "facility" in self._names.kinds_of(head.lemma_.lower()) and head.pos_ == "NOUN"

    def _is_person(self, head: Word) -> bool:
        return "person" in self._names.kinds_of(head.lemma_.lower())

    def _kinds(self, head: Word, label: str | None) -> tuple[PhraseKind, ...]:
        kinds: list[PhraseKind] = []
        name = self._paragraph.names.get(head.i)
        if head.pos_ == "PRON" and name is None:
            kinds.append("pronoun")
        if name is not None:
            kinds.extend(name.kinds)
            kinds.extend(_LABEL_KINDS.get(name.label, ()))
        elif head.pos_ == "PROPN" or label in ("DATE", "TIME", "MONEY", "PERSON", "GPE", "ORG", "NORP"):
            kinds.extend(_LABEL_KINDS.get(label or "", ()))
        if name is None:
            kinds.extend(self._names.kinds_of(head.lemma_.lower()))
        if head.lower_ in self._lexicon.time_words or head.lemma_.lower() in self._lexicon.time_words:
            kinds.append("time")
        titled = head.text[:1].isupper() and head.i > head.sent.start
        if head.pos_ != "PROPN" and not titled and self._lexicon.event_nouns.get(head.lemma_.lower()):
            kinds.append("event")
        if head.lemma_.lower() in self._lexicon.saying_nouns:
            kinds.append("statement")
        if head.pos_ == "NUM" and "number" not in kinds:
            kinds.append("number")
        if (
            head.pos_ == "NUM"
            and head.dep_ in ("nsubj", "nsubjpass", "dobj")
            and not {"time", "money"} & set(kinds)
            and head.nbor(1 if head.i + 1 < len(head.doc) else 0).text not in ("%", "percent", "per")
        ):
            kinds.extend(("person", "party"))  # "six were wounded"
        if (
            head.dep_ in ("nsubj", "nsubjpass")
            and head.lower_ in self._lexicon.crowds
            and self.inner_head(head) == head
        ):
            kinds.extend(("person", "party", "civilian"))  # "thousands marched"
        if (
            titled
            and head.pos_ in ("NOUN", "PROPN")
            and {"meeting", "event"} & set(kinds)
            and not {"place", "time", "measure"} & set(kinds)
        ):
            kinds = [kind for kind in kinds if kind not in ("meeting", "event", "facility")]  # "the Mission" is a body
            kinds.extend(("organisation", "party"))
        return tuple(dict.fromkeys(kinds))

    def _modifiers(self, token: Word, head: Word) -> tuple[str, ...]:
        found = []
        for noun in {token.i: token, head.i: head}.values():
            for child in noun.children:
                if child.dep_ in ("amod", "compound", "poss", "nmod"):
                    found.append(child.lemma_.lower())
        return tuple(found)

    def _number(self, token: Word, head: Word) -> str | None:
        for noun in (head, token):
            numerals = [c for c in noun.children if c.dep_ == "nummod"] + ([noun] if noun.pos_ == "NUM" else [])
            if numerals:
                first = min([numerals[0], *numerals[0].subtree], key=lambda t: t.i) if numerals[0] != noun else noun
                last = numerals[-1]
                while (
                    first.i > 0
                    and first.nbor(-1).dep_ in ("advmod", "quantmod", "prep")
                    and first.nbor(-1).head.i in (last.i, first.i)
                ):
                    first = first.nbor(-1)
                if first.i > last.i:
                    first = last
                return self.span(first, last).text
        if token != head:
            return self.span(token, token).text
        return None

    def _alias(self, token: Word) -> Span | None:
        for child in token.children:
            if child.dep_ == "appos" and child.pos_ in ("PROPN", "NOUN"):
                first, last = self._edges(child, self.inner_head(child))
                return self.span(first, last)
        if token.dep_ == "appos" and token.head.pos_ in ("PROPN", "NOUN"):
            return self.span(*self._edges(token.head, self.inner_head(token.head)))
        return None

    def _owner(self, head: Word) -> Span | None:
        """Who holds it, by a participle after the noun: "bases controlled by [Iraqi militias]"."""
        for child in head.children:
            if child.dep_ == "acl" and (child.lemma_ in self._lexicon.owning or child.lemma_ == "belong"):
                for agent in child.children:
                    if agent.dep_ in ("agent", "prep") and agent.lower_ in ("by", "to"):
                        for holder in agent.children:
                            if holder.dep_ == "pobj":
                                return self.span(*self._edges(holder, self.inner_head(holder)))
        return None
