"""Which place a name in a text means: the names of places of a document, resolved together.

A name has many bearers. Each is weighed by what is said beside the name ("Paris, Texas", "Hormozgan
province", "the Syrian city of Raqqa"), by the other places of the document (their countries, their
divisions, their nearness), weakly by the publisher's country, and by population last. All names
of a document are weighed at once against the same state of the others, round by round, so that
their order changes nothing; a name keeps one sense throughout a document.

The weights stand in ``gazetteers/cues.toml``. The method follows the usual ones for toponym
resolution (Lieberman & Samet 2012, adaptive context; Speriosu & Baldridge 2013, minimality).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.resolution.gazetteer import Entry, Gazetteer, fold, kilometres
from rashomon.resolution.place_names import Cues, Mention, Toponym, candidates, read_cues

_ROUNDS = 4
_MOST_POINTS = 100  # of other places that nearness looks at
_BOUND = re.compile(r"^\s*(?:,|\(|,\s*(?:in|(?:the\s+)?capital\s+of))\s*(?:the\s+)?$")
_LYING = re.compile(r"^\s*(?:in|of)\s+(?:the\s+)?$")
_OWNING = re.compile(r"^(?:'s|’s)\s+(?:[a-z-]+\s+){0,2}(?:[a-z]+\s+of\s+)?$")
_ADJECTIVE_BEFORE = re.compile(
    r"([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:-\w+)?\s+(?:[a-z-]+\s+){0,2}"
    r"(?:city|town|village|province|capital|port|governorate|region|district|island|state|suburb|enclave|border town"
    r"|municipality|hamlet|settlement)\s+(?:of\s+)?$"
)
_KIND_BEFORE = re.compile(r"\b([a-z]+)\s+of\s+$")
_VAGUE_KINDS = ("country", "city", "region", "department", "port", "capital")
_KIND_AFTER = re.compile(r"^\s+([A-Za-z]+)\b")


def resolve_mentions(
    text: str,
    mentions: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    publisher_country: str | None = None,
) -> tuple[Toponym, ...]:
    """The place that each mention means, all weighed together; in the order given."""
    cues = read_cues()
    names: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        names[fold(mention.text)].append(mention)
    senses = {name: _senses(name, held, text, gazetteer, cues) for name, held in names.items()}
    pairs = _containments(text, mentions, senses, gazetteer)
    actors = _actors(text, cues)
    for name, sense in senses.items():
        _weigh_alone(sense, pairs.get(name, {}), publisher_country, actors, gazetteer, cues)
    _weigh_together(senses, cues.weights)
    chosen = {mention: _chosen(mention, senses[fold(mention.text)]) for mention in mentions}
    for inner, outer, tie in _tied(text, mentions):
        if tie == "containment" and (
            entry := _as_outer(chosen[inner].entry, chosen[outer].entry, senses[fold(outer.text)], gazetteer)
        ):
            chosen[outer] = Toponym(
                outer.start, outer.end, outer.text, entry, f"{senses[fold(outer.text)].rule}:contains"
            )
    return tuple(chosen[mention] for mention in mentions)


@dataclass(slots=True)
class _Sense:
    """The candidates of one name while they are weighed."""

    name: str  # folded
    entries: tuple[Entry, ...]
    admin1: tuple[str | None, ...]
    rule: str
    hint: str | None
    weight: float  # how much the name says about the document
    alone: list[float]
    scores: list[float]
    reasons: list[str]

    def shares(self) -> list[float]:
        if not self.scores:
            return []
        top = max(self.scores)
        raw = [math.exp(min(0.0, (score - top) * 1.6)) for score in self.scores]
        total = sum(raw)
        return [value / total for value in raw]

    def best(self) -> int:
        return max(
            range(len(self.entries)),
            key=lambda at: (
                round(self.scores[at], 9),
                self.entries[at].population,
                -(self.entries[at].latitude or 0.0),
            ),
        )


def _senses(name: str, mentions: Sequence[Mention], text: str, gazetteer: Gazetteer, cues: Cues) -> _Sense:
    entries, hint, rule = candidates(mentions[0].text, gazetteer)
    for mention in mentions:
        hint = hint or _hint_beside(text, mention, cues)
    weight = (1.0 + math.log(len(mentions))) * (0.5 if rule == "adjective" else 1.0)
    if not any(mention.sure for mention in mentions):
        weight *= 0.2
    return _Sense(
        name, entries, tuple(_admin1_of(entry, gazetteer) for entry in entries), rule, hint, weight,
        [0.0] * len(entries), [0.0] * len(entries), [""] * len(entries),
    )  # fmt: skip


def _hint_beside(text: str, mention: Mention, cues: Cues) -> str | None:
    """The kind that a word beside the name asks for: "Basra governorate", "the city of Basra"."""
    if match := _KIND_AFTER.match(text[mention.end : mention.end + 20]):
        word = match.group(1)
        # "Baghdad city" is no more the city than Baghdad is, and "region", "state" need no division
        if word in _VAGUE_KINDS:
            return None
        if kind := cues.divisions.get(word.casefold()):
            return kind
    if match := _KIND_BEFORE.search(text[max(0, mention.start - 24) : mention.start]):
        return cues.divisions.get(match.group(1))
    return None


def _admin1_of(entry: Entry, gazetteer: Gazetteer) -> str | None:
    if entry.kind == "admin1":
        return entry.id
    for container in gazetteer.containers(entry.id) if entry.id.startswith("geonames:") else ():
        found = gazetteer.entry(container)
        if found and found.kind == "admin1":
            return container
    return None


def _containments(
    text: str, mentions: Sequence[Mention], senses: Mapping[str, _Sense], gazetteer: Gazetteer
) -> dict[str, dict[str, str]]:
    """For each name the ids of the places that the text says contain it, and how strongly it says so."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for inner, outer, tie in _tied(text, mentions):
        for entry in senses[fold(outer.text)].entries:
            is_outer = entry.kind in ("country", "admin1", "admin2") or entry.id.startswith("rashomon:")
            if is_outer and (tie == "containment" or entry.id not in found[fold(inner.text)]):
                found[fold(inner.text)][entry.id] = tie
    ordered = sorted(mentions, key=lambda mention: mention.start)
    for mention in ordered:
        match = _ADJECTIVE_BEFORE.search(text[max(0, mention.start - 60) : mention.start])
        if match:
            code = read_cues().adjectives.get(fold(match.group(1))) or read_cues().adjectives.get(
                fold(match.group(1)).split()[-1]
            )
            country = gazetteer.country(code) if code else None
            if country:
                found[fold(mention.text)][country.id] = "containment"
    return found


def _tied(text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention, str]]:
    """Pairs of an inner and an outer name that stand side by side, and how strongly they are tied."""
    found = []
    ordered = sorted(mentions, key=lambda mention: mention.start)
    for left, right in pairwise(ordered):
        between = text[left.end : right.start]
        if len(between) > 30 or "\n" in between:
            continue
        if _BOUND.match(between):
            found.append((left, right, "containment"))
        elif _LYING.match(between):
            found.append((left, right, "lying"))
        elif _OWNING.match(between):
            found.append((right, left, "lying"))
    return found


def _actors(text: str, cues: Cues) -> Mapping[str, float]:
    """The share of each country among the adjectives of nations in the text."""
    counts: Counter[str] = Counter()
    for match in re.finditer(r"\b[A-Z][a-z]+\b", text):
        if code := cues.adjectives.get(match.group().casefold()):
            counts[code] += 1
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()} if total else {}


def _weigh_alone(
    sense: _Sense,
    outers: Mapping[str, str],
    publisher: str | None,
    actors: Mapping[str, float],
    gazetteer: Gazetteer,
    cues: Cues,
) -> None:
    weights = cues.weights
    towns = {
        container
        for entry in sense.entries
        if entry.kind == "city" and entry.population > 20000
        for container in gazetteer.containers(entry.id)
    }
    is_country = any(entry.kind == "country" for entry in sense.entries)
    for at, entry in enumerate(sense.entries):
        score = _prior(entry, weights)
        if entry.alternate and not is_country and fold(entry.name).startswith(sense.name):  # New York City
            score -= weights["alternate"] * min(1.0, max(0.0, (math.log10(entry.population + 1) - 5.0) / 2.0))
        if entry.kind in ("admin1", "admin2") and entry.id in towns and sense.hint not in ("admin1", "admin2"):
            score += weights["seat"]
        if sense.hint and (sense.hint == entry.kind or (sense.hint == "admin1" and entry.kind == "admin2")):
            score += weights["hint"] * (0.4 if entry.alternate and entry.kind == "city" else 1.0)
            sense.reasons[at] = "kind"
        ties = (
            {outers[container] for container in gazetteer.containers(entry.id) if container in outers} if outers else ()
        )
        if ties:
            score += weights["containment" if "containment" in ties else "lying"]
            sense.reasons[at] = "containment"
        if publisher and entry.country == publisher:
            score += weights["publisher"]
        if entry.country:
            score += weights["actors"] * actors.get(entry.country, 0.0)
        sense.alone[at] = sense.scores[at] = score


def _prior(entry: Entry, weights: Mapping[str, float]) -> float:
    if entry.kind in ("country", "continent"):
        return weights["country"]
    if entry.id.startswith("rashomon:"):
        return weights["own"] + (0.3 * weights["alternate"] if entry.alternate else 0.0)
    score = math.log10(entry.population + 300)
    score += weights["alternate"] if entry.alternate else 0.0
    score += weights["capital"] * (0.5 if entry.alternate else 1.0) if entry.capital else 0.0
    return score + weights.get(entry.kind, 0.0)


def _weigh_together(senses: Mapping[str, _Sense], weights: Mapping[str, float]) -> None:
    held = [sense for sense in senses.values() if sense.entries]
    for _ in range(_ROUNDS):
        countries: defaultdict[str, float] = defaultdict(float)
        divisions: defaultdict[str, float] = defaultdict(float)
        shares = [sense.shares() for sense in held]
        for sense, share in zip(held, shares, strict=True):
            for part, entry, division in zip(share, sense.entries, sense.admin1, strict=True):
                if entry.country:
                    countries[entry.country] += part * sense.weight
                if division:
                    divisions[division] += part * sense.weight
        total = sum(sense.weight for sense in held)
        points = [_point(sense, share) for sense, share in zip(held, shares, strict=True)]
        strongest = sorted(
            ((at, point) for at, point in enumerate(points) if point), key=lambda item: (-item[1][2], item[1][:2])
        )[:_MOST_POINTS]
        renewed = []
        for number, (sense, share) in enumerate(zip(held, shares, strict=True)):
            if len(sense.entries) == 1:
                renewed.append(sense.scores)
                continue
            rest = max(total - sense.weight, 1.0)
            own_countries: defaultdict[str, float] = defaultdict(float)
            own_divisions: defaultdict[str, float] = defaultdict(float)
            for part, entry, division in zip(share, sense.entries, sense.admin1, strict=True):
                own_countries[entry.country or ""] += part * sense.weight
                own_divisions[division or ""] += part * sense.weight
            others = [point for at, point in strongest if at != number]
            scores = []
            for at, (entry, division) in enumerate(zip(sense.entries, sense.admin1, strict=True)):
                score = sense.alone[at]
                if entry.country:
                    score += (
                        weights["same_country"]
                        * max(0.0, countries[entry.country] - own_countries[entry.country])
                        / rest
                    )
                if division and entry.kind != "admin1":
                    score += weights["same_admin1"] * max(0.0, divisions[division] - own_divisions[division]) / rest
                if entry.latitude is not None and entry.longitude is not None and entry.kind != "country":
                    score += weights["near"] * _nearness(entry.latitude, entry.longitude, others)
                scores.append(score)
            renewed.append(scores)
        for sense, scores in zip(held, renewed, strict=True):
            sense.scores = scores


def _point(sense: _Sense, share: list[float]) -> tuple[float, float, float] | None:
    at = sense.best()
    entry = sense.entries[at]
    if entry.kind == "country" or entry.latitude is None or entry.longitude is None:
        return None
    return entry.latitude, entry.longitude, share[at]


def _nearness(latitude: float, longitude: float, others: Iterable[tuple[float, float, float]]) -> float:
    best = 0.0
    for lat, lon, share in others:
        if abs(lat - latitude) < 6 and share > best:
            best = max(best, share * math.exp(-kilometres(latitude, longitude, lat, lon) / 150.0))
    return best


def _as_outer(inner: Entry | None, outer: Entry | None, sense: _Sense, gazetteer: Gazetteer) -> Entry | None:
    """ "Rochester, New York" names the state, though New York elsewhere be the city."""
    if inner is None or outer is None or outer.kind != "city":
        return None
    containers = gazetteer.containers(inner.id)
    return next(
        (entry for entry in sense.entries if entry.id in containers and entry.kind in ("country", "admin1")), None
    )


def _chosen(mention: Mention, sense: _Sense) -> Toponym:
    if not sense.entries:
        return Toponym(mention.start, mention.end, mention.text, None, "unresolved")
    at = sense.best()
    if len(sense.entries) == 1:
        rule = f"{sense.rule}:only"
    elif sense.reasons[at]:
        rule = f"{sense.rule}:{sense.reasons[at]}"
    elif sense.scores[at] - sense.alone[at] > 0.5:
        rule = f"{sense.rule}:context"
    else:
        rule = f"{sense.rule}:prominence"
    return Toponym(mention.start, mention.end, mention.text, sense.entries[at], rule)
