"""How many: figures that exclude each other, told apart from those of another scope and from later counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.linking.facets import denies_outcome
from rashomon.linking.likeness import intervals_meet
from rashomon.linking.telling import figure_words
from rashomon.linking.voices import HAPPENED, Answer, Voice, are_opposed, record_comparison, sides_of
from rashomon.records import Comparison, ComparisonRelation, Quantity

_COUNTED = ("killed", "injured", "missing", "detained", "displaced", "participants")
_FIGURE_RULES: Mapping[ComparisonRelation, str] = {
    "conflict": "intervals that do not meet, by different holders",
    "scope": "figures of different populations",
    "revision": "a later figure of the same holder, or of one who is no party",
    "refinement": "intervals that meet",
}


def compare_figures(incident: str, voices: Sequence[Voice]) -> list[Comparison]:
    """How many: per outcome, intervals that do not meet; scope and revision are told apart first."""
    told: dict[str, list[tuple[Quantity, Voice]]] = defaultdict(list)
    for voice in voices:
        if voice.report.modality in HAPPENED:
            for quantity in _wholes(voice.report.quantities):
                given = quantity.low is not None or quantity.high is not None
                none = quantity.high == 0 and denies_outcome(voice.report)  # "nobody was killed" is a figure
                if quantity.outcome in _COUNTED and given and (none or voice.stand == "affirms"):
                    told[quantity.outcome].append((quantity, voice))
    found = []
    for outcome, figures in sorted(told.items()):
        relations: dict[ComparisonRelation, set[int]] = defaultdict(set)
        for i, (one, first) in enumerate(figures):
            for j, (other, second) in enumerate(figures[i + 1 :], start=i + 1):
                relation = _two_figures((one, first), (other, second), voices)
                if relation:
                    relations[relation] |= {i, j}
        for named in _FIGURE_RULES:
            chosen = relations.get(named)
            if chosen:
                answers = [
                    Answer(
                        f"{figure_words(figures[i][0])} {figures[i][0].population or ''} {outcome}".replace("  ", " "),
                        figures[i][1],
                    )
                    for i in sorted(chosen)
                ]
                found.append(
                    record_comparison(incident, "quantity", named, answers, f"{outcome}: {_FIGURE_RULES[named]}")
                )
                break
    return found


def _wholes(quantities: Sequence[Quantity]) -> list[Quantity]:
    """The figures without those that are part of another: "12 dead, three of them children"."""
    return [
        one
        for one in quantities
        if _population(one)
        or not any(
            other.outcome == one.outcome and (other.low or 0) > (one.high if one.high is not None else one.low or 0)
            for other in quantities
            if one.high != 0
        )
    ]


def _two_figures(
    one: tuple[Quantity, Voice], other: tuple[Quantity, Voice], voices: Sequence[Voice]
) -> ComparisonRelation | None:
    (first, here), (second, there) = one, other
    if (first.low, first.high) == (second.low, second.high):
        return None
    nobody = any(quantity.high == 0 and not _population(quantity) for quantity in (first, second))
    if _population(first) != _population(second) and not nobody:
        return "scope"
    if intervals_meet((first.low, first.high), (second.low, second.high)):
        return "refinement" if here.holder.name != there.holder.name else None
    if here.holder.name == there.holder.name:
        return "revision" if here.published != there.published else None
    if here.holder.is_beside(there.holder):
        return "revision" if here.published[:10] != there.published[:10] else None
    if here.report.document == there.report.document and not (here.report.speakers or there.report.speakers):
        return None
    if are_opposed(here, there):
        return "conflict"
    parties = {side for voice in voices for side in sides_of(voice.report.actors) | sides_of(voice.report.recipients)}
    is_party = here.holder.side in parties or there.holder.side in parties
    if here.published[:10] != there.published[:10] and not (is_party and here.holder.side and there.holder.side):
        return "revision"
    return "conflict"


def _population(quantity: Quantity) -> str:
    """Who is counted, where that narrows the count: "people" and "persons" are all."""
    population = (quantity.population or "").lower()
    return (
        ""
        if population in ("people", "persons", "person", "others", "victims", "dead", "killed", "wounded")
        else population
    )
