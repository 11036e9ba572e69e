"""The country in which a place lies that only its name tells: "Shanghai police" are China's."""

from __future__ import annotations

import re

from rashomon.resolution.composition import read_composition, singular
from rashomon.resolution.gazetteer import load_gazetteer


def country_of_place(text: str, *, people: int) -> str | None:
    """The country of a division, or of a city of so many people, where its name leaves no doubt."""
    name = _SURROUND.sub("", text.strip())
    if not name or not name[0].isupper() or singular(name.split()[0].lower()) in read_composition().no_places:
        return None
    entries = [entry for entry in load_gazetteer().find(name) if entry.kind != "country"]
    own = [entry for entry in entries if entry.id.startswith("rashomon:")]
    if own:
        return own[0].country
    divisions = {entry.country for entry in entries if entry.kind == "admin1" and not entry.alternate}
    weights: dict[str, int] = {}
    for entry in entries:
        if entry.country is not None and (not entry.alternate or entry.population >= 500_000):
            weights[entry.country] = max(weights.get(entry.country, 0), entry.population)
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(divisions) == 1 and (not ranked or ranked[0][0] in divisions or ranked[0][1] < 100_000):
        return next(iter(divisions))
    if not ranked or ranked[0][1] < people:
        return None
    return None if len(ranked) > 1 and ranked[1][1] * 3 > ranked[0][1] else ranked[0][0]


_SURROUND = re.compile(
    r"^(?:(?:the|city of|town of|northern|southern|eastern|western|central)\s+)+"
    r"|\s+(?:state|province|region|city|county|district|oblast)$",
    re.IGNORECASE,
)
