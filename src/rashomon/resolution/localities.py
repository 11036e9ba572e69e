"""A stretch of text with names of places, taken apart: which names are the place, and which only say where it lies.

"a cafe in the Saidiyah district in southern Baghdad" names one place, Saidiyah, that lies in Baghdad;
"bases in Syria and Iraq" names two; "Miami's Little Havana", "the West Bank city of Nablus" name the last.
A name that no gazetteer holds is a place when a word beside it says so ("the village of ...", "... district").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.resolution.gazetteer import Gazetteer, fold
from rashomon.resolution.place_names import Toponym, prominence, read_cues

_KIND = (
    r"village|town|city|district|area|neighbou?rhood|suburb|hamlet|settlement|enclave|camp|refugee camp|province"
    r"|governorate|county|municipality|region|airport|air ?base|base|bridge|street|square|road|highway|prison|island"
    r"|river|valley|mountains?|hills?|crossing|checkpoint|dam|port|sector|quarter|intersection|sub-?division|parish"
    r"|regency|township|barracks|oil ?field|gas ?fields?|countryside|state|commune|oasis|forest|jungle|pass|junction"
    r"|slum|ward"
)
_PROPER = (
    r"(?<![\w’'-])(?:[Aa]l-|[Ee]l-)?[A-ZÀ-Þ][\w’'-]{0,40}"
    r"(?:\s{1,3}(?:(?:al|el|de|la|ez|bin|del|ibn)[\s-])?(?:[Aa]l-)?[A-ZÀ-Þ][\w’'-]{0,40}){0,3}"
)
_NAMED_BY_KIND = re.compile(rf"\b(?:{_KIND})s?\s+(?:of|called)\s+(?P<name>{_PROPER})")
_AND_NEXT = re.compile(rf"^,?\s+and\s+(?P<name>{_PROPER})")
_KIND_OF_NAME = re.compile(
    rf"(?P<name>{_PROPER})\s+(?:{_KIND}|District|Village|Street|Airport|Airbase|Air Base|Hill|Hills|Camp|Square|Area"
    r"|Bridge|Military Airport|Military Base|Road|Avenue|Highway|River|Valley|Mountains?|Island|Prison|Suburb|Quarter"
    r"|Farms?|Hospital|University|Mosque|Local Government Area)\b"
)
_KIND_OF_NAMES = re.compile(rf"(?P<name>{_PROPER}),?\s+(?:and|&)\s+(?:{_PROPER})\s+(?:{_KIND})s\b")
_KIND_BESIDE = re.compile(
    rf"\b(?:in|at|near|outside|from|to)\s+(?P<name>{_PROPER}),\s+(?:a|the|an)\s+(?:[\w-]+\s+){{0,3}}(?:{_KIND})\b"
)
_LYING = re.compile(
    rf"\b(?:in|at|near|outside|inside|to|from|on)\s+(?:the\s+)?(?P<name>{_PROPER})"
    r"(?P<link>\s+(?:in|near)\s+(?:[a-z]+\s+)?(?:the\s+)?|,\s+)$"
)
_INNER_FIRST = re.compile(
    r"^\s*(?:,\s*|\()?(?:(?:\w+\s+){0,4})?(?:in|of|near|outside|at|on|off|along|inside|around|north|south|east|west"
    r"|northeast|northwest|southeast|southwest|from|within|between|across|over)\b[\w\s,.()-]*$|^\s*[,(]\s*(?:\w+\s+)?$"
)
_OUTER_FIRST = re.compile(
    rf"^(?:['’]s)\s+(?:[\w-]+\s+){{0,4}}?(?:of\s+)?$"
    rf"|^\s+(?:[\w-]+\s+){{0,2}}(?:{_KIND})\s+(?:of\s+)?$|^['’]?s?\s*$|^\s+(?:capital|region's|province's)\s+$"
)
_JOINED = re.compile(
    r"^\s*(?:,|,?\s*and|,?\s*or|,?\s*&|\s*as well as)\s*(?:(?:in|at|near|on|the|neighbou?ring|nearby)\s+)*"
    rf"(?:(?:{_KIND})s?\s+of\s+)?$|^\s*\([\w\s]+\)\s*(?:,|and)\s*$"
)
_ATTACHING = re.compile(
    r"^\s*,?\s*(?:just\s+|also\s+)?(?:\d+[\w\s()]*)?(?:in|at|near|on|off|outside|inside|of|around|along|between|within"
    r"|across|through|throughout|into|over|toward|towards|under|beside|from|north|south|east|west)\b"
)
_VERB_BEFORE = re.compile(
    r"\s(?!(?:occupied|annexed|disputed|besieged|divided|troubled|blockaded|isolated|devastated|fortified|contested|embattled)\s)"
    r"[a-z]+ed\s+(?:the\s+)?$"
)
_UNDER = re.compile(r"\bunder\s+(?:the\s+|an?\s+)?$")
_ONLY_COMMA = re.compile(r"\s*,\s*")
_SAID = re.compile(r"\s+(?:said|says|has|had|told|announced|reported|claimed|insisted|warned)\b")
_REACH = 90  # characters
_STOPS = re.compile(
    r"[;:!?\"“”—]|\b(?:that|which|who|whom|whose|when|where|while|as|after|before|because|but|was|were|is|are|been|be|has"
    r"|have|had|will|would|could|said|says|to|by|with|since|until|if|although|despite|during|against|for|about|amid"
    r"|including)\b"
)


@dataclass(frozen=True, slots=True)
class Locality:
    """A place that a stretch of text names, and what the text says contains it, nearest first."""

    toponym: Toponym
    outer: tuple[Toponym, ...] = ()


def named_by_kind(text: str, known: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """Names that no gazetteer holds, told by a word of kind: "the village of ...", "... district".

    Args:
        known: the names that a gazetteer holds, in the order of the text.
    """
    found: dict[int, Toponym] = {}
    for outer in known:
        lying = _LYING.search(text, max(0, outer.start - 60), outer.start)
        if lying and (
            lying.group("link").strip() != "," or (outer.entry and outer.entry.kind in ("admin1", "country", "admin2"))
        ):
            for unknown in _trimmed(text, lying.start("name"), lying.end("name"), known):
                found.setdefault(unknown.start, unknown)
    for pattern in (_NAMED_BY_KIND, _KIND_OF_NAME, _KIND_OF_NAMES, _KIND_BESIDE):
        for match in pattern.finditer(text):
            for unknown in _trimmed(text, match.start("name"), match.end("name"), known):
                found.setdefault(unknown.start, unknown)
            following = _AND_NEXT.match(text[match.end() :]) if pattern is _NAMED_BY_KIND else None
            if following:
                at = match.end() + following.start("name")
                for unknown in _trimmed(text, at, at + len(following.group("name")), known):
                    found.setdefault(unknown.start, unknown)
    return tuple(found[start] for start in sorted(found))


def localities(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> tuple[Locality, ...]:
    """The places that neighbouring names name; the names follow one another in the text."""
    groups: list[list[Toponym]] = []  # each group from the finest to the coarsest
    last: Toponym | None = None
    for toponym in toponyms:
        if last is None:
            groups.append([toponym])
        else:
            between = text[last.end : toponym.start]
            if _contains(last, toponym, gazetteer) or (
                _OUTER_FIRST.match(between) and not _is_inner(last, toponym, between, gazetteer)
            ):
                groups[-1].insert(0, toponym)
            elif _contains(toponym, last, gazetteer) or (_INNER_FIRST.match(between) and not _JOINED.match(between)):
                groups[-1].append(toponym)
            else:
                groups.append([toponym])
        last = toponym
    return tuple(Locality(group[0], tuple(group[1:])) for group in groups)


def attached(text: str, end: int, toponyms: Iterable[Toponym], *, named: bool = False) -> list[Toponym]:
    """The names that prepositions tie to what ends here: "a cafe | in the centre of Haifa".

    Args:
        named: what ends here is itself a name: "the West Bank | city of Nablus".
    """
    found: list[Toponym] = []
    for toponym in toponyms:
        if toponym.start < end:
            continue
        between = text[end : toponym.start]
        if len(between) > _REACH or "\n" in between or _STOPS.search(between) or re.search(r"\.\s", between):
            break
        joined = (named or bool(found)) and (
            _JOINED.match(between) or _OUTER_FIRST.match(between) or re.fullmatch(r"\s*[,(]\s*", between)
        )
        if not joined and not _ATTACHING.match(between):
            break
        if not joined and between.count(",") > 2:
            break
        if _VERB_BEFORE.search(between):
            break  # "marines in the south alarmed Chile"
        if _UNDER.search(between) and re.match(r"\s+[a-z]", text[toponym.end :]):
            break  # "left the town under the Nairobi deal"
        if _ONLY_COMMA.fullmatch(between) and not _goes_on(text, toponym):
            break  # "across the Taiwan Strait, Taipei said"
        found.append(toponym)
        end = toponym.end
    return found


def _goes_on(text: str, toponym: Toponym) -> bool:
    """After a comma: is it a country or a division ("Fallujah, Anbar"), or one of a list?"""
    after = text[toponym.end : toponym.end + 14]
    if _SAID.match(after):
        return False
    is_outer = toponym.entry is not None and toponym.entry.kind in ("country", "admin1", "admin2")
    return is_outer or bool(re.match(r"\s*(?:,|\band\b|\bor\b|\))", after))


def _contains(outer: Toponym, inner: Toponym, gazetteer: Gazetteer) -> bool:
    if outer.entry is None or inner.entry is None or outer.entry.id == inner.entry.id:
        return False
    return gazetteer.contains(outer.entry.id, inner.entry.id)


def _is_inner(first: Toponym, second: Toponym, between: str, gazetteer: Gazetteer) -> bool:
    """ "the Karrada district of Baghdad", but "the West Bank city of Nablus": the larger place contains the other."""
    if _contains(second, first, gazetteer):
        return True
    if not re.match(r"\s+(?:district|suburb|neighbou?rhood|area|quarter|sector|slum)s?\s+of", between):
        return False
    if first.entry is None or second.entry is None:
        return first.entry is None
    return prominence(first.entry) < prominence(second.entry)


def _trimmed(text: str, start: int, end: int, known: Sequence[Toponym]) -> list[Toponym]:
    """The name without what is no part of it ("The", "Syrian"), unless a known place stands there."""
    cues = read_cues()
    while start < end:
        word = re.match(r"[\w’'-]+", text[start:end])
        if word is None:
            return []
        key = fold(word.group())
        if (
            key not in cues.adjectives
            and key not in cues.common
            and not re.search(r"-(?:held|controlled|led|backed|based|run|occupied)$", word.group())
            and not word.group().endswith(("'s", "’s"))
        ):
            break
        start += word.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
    name = re.sub(r"['’]s?$", "", text[start:end])
    end = start + len(name)
    after = bisect_left(known, end, key=lambda toponym: toponym.start)
    if len(name) < 3 or (after and known[after - 1].end > start):
        return []
    return [Toponym(start, end, name, None, "unresolved")]
