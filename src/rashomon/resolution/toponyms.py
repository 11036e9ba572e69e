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

import csv
import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from rashomon.resolution.gazetteer import Entry, Gazetteer, fold, kilometres, variants

_ROUNDS = 4
_MOST_WORDS = 6
_VENUE_PREPOSITIONS = frozenset(("at", "inside", "outside"))
_WELL_KNOWN = 5.3  # about 200,000 persons
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_](?:[\w’'‘`-]*\w)?(?:(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z][a-z][a-z])\.|(?<=\bCalif)\.)?"
)
_BOUND = re.compile(r"^\s*(?:,|\(|,\s*(?:in|(?:the\s+)?capital\s+of))\s*(?:the\s+)?$")
_LYING = re.compile(r"^\s*(?:in|of)\s+(?:the\s+)?$")
_OWNING = re.compile(r"^(?:'s|’s)\s+(?:[a-z-]+\s+){0,2}(?:[a-z]+\s+of\s+)?$")
_POSSESSIVE = re.compile(r"(?:’s|'s|’|')$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n“”\"(]|\s[-–—])\s*$")
_DIRECTION = re.compile(
    r"^(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central|mainland|upper|lower"
    r"|downtown|greater|rural|occupied|annexed|suburban|coastal|far|outer|inner|war-torn|nearby)\s+",
    re.IGNORECASE,
)
_ADJECTIVE_BEFORE = re.compile(
    r"([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:-\w+)?\s+(?:[a-z-]+\s+){0,2}"
    r"(?:city|town|village|province|capital|port|governorate|region|district|island|state|suburb|enclave|border town"
    r"|municipality|hamlet|settlement)\s+(?:of\s+)?$"
)
_KIND_BEFORE = re.compile(r"\b([a-z]+)\s+of\s+$")
_KIND_AFTER = re.compile(r"^\s+([A-Za-z]+)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place in a text."""

    start: int
    end: int
    text: str
    sure: bool = True  # else it is more often something else, and nothing beside it says place


@dataclass(frozen=True, slots=True)
class Toponym:
    """A mention with the place that it means; ``entry`` is None where no place bears the name."""

    start: int
    end: int
    text: str
    entry: Entry | None
    rule: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The word lists and weights of ``cues.toml``, and the adjectives of the countries."""

    locative: frozenset[str]
    titles: frozenset[str]
    divisions: Mapping[str, str]
    followers: frozenset[str]
    common: frozenset[str]
    given: frozenset[str]
    weights: Mapping[str, float]
    adjectives: Mapping[str, str]  # folded adjective -> ISO 3166 alpha-3


@cache
def read_cues() -> Cues:
    """The word lists and weights that ship with us."""
    folder = files("rashomon") / "gazetteers"
    table = tomllib.loads((folder / "cues.toml").read_text("utf-8"))
    with (folder / "adjectives.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return Cues(
        *(frozenset(table[name]) for name in ("locative", "titles")),
        table["divisions"],
        *(frozenset(table[name]) for name in ("followers", "common", "given")),
        table["weights"],
        {fold(word): row["code"] for row in rows for word in row["adjectives"].split("|")},
    )


def detect_toponyms(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The names of places in a text, longest first where they overlap, left to right; the sure ones only."""
    return tuple(mention for mention in detect_mentions(text, gazetteer) if mention.sure)


def detect_mentions(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """All names in a text that may name a place, left to right.

    Demonyms ("Iranian") are none. A name that is more often something else (a given name, a word
    of the language) is sure with a preposition of place, a containing place beside it, or a sure
    mention elsewhere in the text.
    """
    cues = read_cues()
    words = list(_WORD.finditer(text))
    found: list[Mention] = []
    doubtful: list[Mention] = []
    at = 0
    while at < len(words):
        length, sure = _match_at(text, words, at, gazetteer, cues)
        if not length:
            at += 1
            continue
        start, end = words[at].start(), words[at + length - 1].end()
        end -= len(possessive.group()) if (possessive := _POSSESSIVE.search(text[start:end])) else 0
        (found if sure else doubtful).append(Mention(start, end, text[start:end], sure))
        at += length
    known = {fold(mention.text) for mention in found}
    found.extend(replace(mention, sure=fold(mention.text) in known) for mention in doubtful)
    return tuple(sorted(found, key=lambda mention: mention.start))


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
        if tie == "containment" and (entry := _as_outer(chosen[inner].entry, chosen[outer].entry, senses[fold(outer.text)], gazetteer)):
            chosen[outer] = Toponym(outer.start, outer.end, outer.text, entry, f"{senses[fold(outer.text)].rule}:contains")
    return tuple(chosen[mention] for mention in mentions)


def candidates(name: str, gazetteer: Gazetteer) -> tuple[tuple[Entry, ...], str | None, str]:
    """The places that a name may mean, the kind that a word beside it asks for, and how the name was read."""
    name = _POSSESSIVE.sub("", name.strip())
    key, cues = fold(name), read_cues()
    found = gazetteer.find(name)
    if code := cues.adjectives.get(key):
        people = gazetteer.entry(code) if ":" in code else gazetteer.country(code)
        return ((people, *found) if people else found), None, "adjective"
    if found:
        return found, None, "name"
    for spelling in variants(key):
        if found := gazetteer.find(spelling):
            return found, None, "spelling"
    words = key.split()
    if len(words) > 1 and (hint := cues.divisions.get(words[-1])):
        return candidates(" ".join(words[:-1]), gazetteer)[0], hint, "kind"
    if len(words) > 2 and words[1] == "of" and (hint := cues.divisions.get(words[0])):
        return candidates(" ".join(words[2:]), gazetteer)[0], hint, "kind"
    bare = _DIRECTION.sub("", name)
    if bare != name:
        return candidates(bare, gazetteer)[0], None, "part"
    return _within_name(words, gazetteer, cues)


def _within_name(words: list[str], gazetteer: Gazetteer, cues: Cues) -> tuple[tuple[Entry, ...], str | None, str]:
    """The well-known place that a longer name holds: "Vancouver Art Gallery"."""
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if code := cues.adjectives.get(part):
                people = gazetteer.entry(code) if ":" in code else gazetteer.country(code)
                return ((people,) if people else ()), None, "within the name"
            if part in cues.common or part in cues.given or len(part) < 4:
                continue
            found = gazetteer.find(part)
            if found and max(_prominence(entry) for entry in found[:4]) >= _WELL_KNOWN:
                return found, None, "within the name"
    return (), None, "unresolved"


# --- detection -------------------------------------------------------------------------------------


def _match_at(text: str, words: list[re.Match[str]], at: int, gazetteer: Gazetteer, cues: Cues) -> tuple[int, bool]:
    """How many words from here are the name of a place (0: none), and whether that is sure."""
    first = words[at].group()
    if not (first[0].isupper() or fold(first) in ("al", "el")) or first.isdigit():
        return 0, False
    for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        last = words[at + length - 1]
        if not last.group()[0].isupper() and not last.group()[0].isdigit() and length > 1:
            continue
        span = text[words[at].start() : last.end()]
        if "\n" in span or re.search(r"[,;:!?()\"“”]", span):
            continue
        name = _POSSESSIVE.sub("", span)
        if length < len(span.split()) and length == 1:
            continue
        if not gazetteer.knows(name):
            continue
        verdict = _judge(text, words, at, length, name, gazetteer, cues)
        if verdict is not None:
            return length, verdict
    return 0, False


def _judge(
    text: str, words: list[re.Match[str]], at: int, length: int, name: str, gazetteer: Gazetteer, cues: Cues
) -> bool | None:
    """Is it a place: True, False (only if the name is accepted elsewhere), None (no)."""
    key = fold(name)
    if len(key) < 2 or (key in cues.adjectives and key != "us"):
        return None
    before = _neighbour(text, words, at, -1)
    after = _neighbour(text, words, at + length - 1, 1)
    previous = before.casefold() if before else ""
    located = bool(re.search(r"-(?:annexed|occupied|held|controlled|administered|ruled|besieged)$", previous))
    located = located or previous in cues.locative or (
        previous == "the" and at > 1 and words[at - 2].group().casefold() in cues.locative
    )
    if name.isupper() and len(key) <= 3 and "." not in name:
        if key not in ("us", "uk", "uae", "drc", "dc", "usa", "nyc", "la"):
            return True if _follows_place(text, words, at, gazetteer) else None
        if key == "la" and not located:
            return None
    elif len(key) <= 2 and "." not in name:
        return None
    if after and fold(after) in cues.followers and after[0].isupper():
        return None
    if previous.rstrip(".") in cues.titles and before and not located:
        return None
    person_after = bool(after and after[0].isupper() and not after.isupper() and length == 1 and key in cues.given)
    if person_after:
        return None
    if length == 1 and key in cues.common:
        return None if not _follows_place(text, words, at, gazetteer) else True
    if before and before[0].isupper() and not _is_opening(text, words, at - 1) and previous not in cues.locative:
        if (
            previous in cues.given
            or not gazetteer.knows(before)
            or not re.fullmatch(r"\s*,\s*", _gap(text, words, at - 1))
        ):
            if (
                previous not in cues.adjectives
                and fold(before) not in cues.divisions
                and "," not in _gap(text, words, at - 1)
            ):
                return None
    if length == 1 and key in cues.given:
        return True if located or _follows_place(text, words, at, gazetteer) else False
    bearers = gazetteer.find(name)[:6]
    if re.match(r"\s+\d+\b(?!,\d)", text[words[at + length - 1].end() :]) and length == 1:
        return None  # "the Grace 1": a ship
    if before == "the" and bearers[0].kind == "city" and not _is_kind(text, words, at + length - 1, cues):
        return None  # "the Berdyansk": a ship
    if bearers and all(entry.kind == "venue" for entry in bearers):  # "at the United Nations"
        return True if _word_before(text, words[at].start()) in _VENUE_PREPOSITIONS else None
    weight = max((_prominence(entry) for entry in bearers), default=0.0)
    if located or weight >= 6.0:
        return True
    if _contained_after(text, words, at + length - 1, gazetteer):
        return True
    if _is_opening(text, words, at) and weight < 5.0:
        return False
    return weight >= 4.6 or False


def _neighbour(text: str, words: list[re.Match[str]], at: int, step: int) -> str:
    """The next word on one side, when only blanks stand between; else nothing."""
    other = at + step
    if not 0 <= other < len(words):
        return ""
    left, right = (words[other], words[at]) if step < 0 else (words[at], words[other])
    between = text[left.end() : right.start()]
    return words[other].group() if between.isspace() and "\n" not in between else ""


def _is_kind(text: str, words: list[re.Match[str]], last: int, cues: Cues) -> bool:
    """ "the Basra governorate", "the Donetsk front": a noun follows."""
    after = _neighbour(text, words, last, 1)
    return bool(after) and after not in ("was", "is", "had", "has", "and", "were", "to", "from", "on", "in", "at", "by")


def _word_before(text: str, start: int) -> str:
    """The word before, an article passed over; lower case."""
    found = re.search(r"(\w+)\s+(?:the\s+)?$", text[max(0, start - 24) : start])
    return found.group(1).casefold() if found else ""


def _gap(text: str, words: list[re.Match[str]], at: int) -> str:
    return text[words[at].end() : words[at + 1].start()]


def _is_opening(text: str, words: list[re.Match[str]], at: int) -> bool:
    return bool(_SENTENCE_START.search(text[max(0, words[at].start() - 4) : words[at].start()])) or at == 0


def _follows_place(text: str, words: list[re.Match[str]], at: int, gazetteer: Gazetteer) -> bool:
    """ "Houston, TX": a known name and a comma stand before."""
    if at == 0 or not re.fullmatch(r",\s*", _gap(text, words, at - 1)):
        return False
    before = words[at - 1].group()
    return before[0].isupper() and gazetteer.knows(before)


def _contained_after(text: str, words: list[re.Match[str]], last: int, gazetteer: Gazetteer) -> bool:
    """ "Paris, Texas": a comma and a country or a division follow."""
    if last + 1 >= len(words) or not re.fullmatch(r",\s*", _gap(text, words, last)):
        return False
    for length in (1, 2):
        if last + length < len(words):
            name = text[words[last + 1].start() : words[last + length].end()]
            if name[0].isupper() and any(entry.kind in ("country", "admin1") for entry in gazetteer.find(name)[:4]):
                return True
    return False


def _prominence(entry: Entry) -> float:
    if entry.kind in ("country", "continent"):
        return 8.0
    if entry.id.startswith("rashomon:"):
        return 6.2
    return math.log10(entry.population + 300) + (1.5 if entry.capital else 0) - (0.8 if entry.alternate else 0)


# --- resolution ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sense:
    """The candidates of one name while they are weighed."""

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
        entries, tuple(_admin1_of(entry, gazetteer) for entry in entries), rule, hint, weight,
        [0.0] * len(entries), [0.0] * len(entries), [""] * len(entries),
    )  # fmt: skip


def _hint_beside(text: str, mention: Mention, cues: Cues) -> str | None:
    if match := _KIND_AFTER.match(text[mention.end : mention.end + 20]):
        word = match.group(1)
        if word.casefold() in cues.divisions and word.casefold() not in (
            "state",
            "country",
            "city",
            "region",
            "department",
            "port",
            "capital",
        ):
            return cues.divisions[word.casefold()]
        if word in ("State", "state", "City", "Region"):
            return cues.divisions[word.casefold()]
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
            if entry.kind in ("country", "admin1", "admin2") or entry.id.startswith("rashomon:"):
                if tie == "containment" or entry.id not in found[fold(inner.text)]:
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
    for left, right in zip(ordered, ordered[1:], strict=False):
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
    outers: Iterable[str],
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
    for at, entry in enumerate(sense.entries):
        score = _prior(entry, weights)
        if entry.kind in ("admin1", "admin2") and entry.id in towns and sense.hint not in ("admin1", "admin2"):
            score += weights["seat"]
        if sense.hint and (sense.hint == entry.kind or (sense.hint == "admin1" and entry.kind == "admin2")):
            score += weights["hint"] * (0.4 if entry.alternate and entry.kind == "city" else 1.0)
            sense.reasons[at] = "kind"
        ties = {outers[container] for container in gazetteer.containers(entry.id) if container in outers} if outers else ()
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
        return weights["own"] + (weights["alternate"] if entry.alternate else 0.0)
    score = math.log10(entry.population + 300)
    score += weights["alternate"] if entry.alternate else 0.0
    score += weights["capital"] if entry.capital else 0.0
    return score + weights.get(entry.kind, 0.0)


def _weigh_together(senses: Mapping[str, _Sense], weights: Mapping[str, float]) -> None:
    held = [sense for sense in senses.values() if sense.entries]
    for _ in range(_ROUNDS):
        countries: Counter[str] = Counter()
        divisions: Counter[str] = Counter()
        shares = [sense.shares() for sense in held]
        for sense, share in zip(held, shares, strict=True):
            for part, entry, division in zip(share, sense.entries, sense.admin1, strict=True):
                if entry.country:
                    countries[entry.country] += part * sense.weight
                if division:
                    divisions[division] += part * sense.weight
        total = sum(sense.weight for sense in held)
        points = [_point(sense, share) for sense, share in zip(held, shares, strict=True)]
        renewed = []
        for number, (sense, share) in enumerate(zip(held, shares, strict=True)):
            if len(sense.entries) == 1:
                renewed.append(sense.scores)
                continue
            rest = max(total - sense.weight, 1.0)
            own_countries: Counter[str] = Counter()
            own_divisions: Counter[str] = Counter()
            for part, entry, division in zip(share, sense.entries, sense.admin1, strict=True):
                own_countries[entry.country or ""] += part * sense.weight
                own_divisions[division or ""] += part * sense.weight
            others = [point for at, point in enumerate(points) if at != number and point]
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
    return next((entry for entry in sense.entries if entry.id in containers and entry.kind in ("country", "admin1")), None)


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
