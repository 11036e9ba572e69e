"""The fine-grained type of a snippet, through a crosswalk from PLOVER's events and modes to ACLED's sub-event types.

The crosswalk is a reading aid, not a trained classifier: types that PLOVER has no word for (disasters,
headquarters, transfers of territory without violence) are only caught by the words of a trigger, or missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks import system
from benchmarks.bootstrap import Figures, f1, figures, share
from benchmarks.event_plover_gsr import main_report
from benchmarks.gold import read_records
from rashomon.records import Report

BY_MODE = {
    ("ASSAULT", "aerial"): "AIR_STRIKE",
    ("ASSAULT", "suicide-attack"): "SUIC_BOMB",
    ("ASSAULT", "heavy-weapons"): "ART_MISS_ATTACK",
    ("ASSAULT", "explosives"): "REM_EXPLOS",
    ("ASSAULT", "unconventional"): "CHEM_WEAP",
    ("ASSAULT", "sexual"): "SEX_VIOL",
    ("ASSAULT", "abduct"): "ABDUCT_DISSAP",
    ("ASSAULT", "destroy"): "PROPERTY_DISTRUCT",
    ("ASSAULT", "crowd-control"): "FORCE_AGAINST_PROTEST",
    ("COERCE", "arrest"): "ARREST",
    ("COERCE", "abduct"): "ABDUCT_DISSAP",
    ("PROTEST", "riot"): "VIOL_DEMONSTR",
    ("PROTEST", "demo"): "PEACE_PROTEST",
}
BY_EVENT = {
    "ASSAULT": "ATTACK",
    "PROTEST": "PEACE_PROTEST",
    "AGREE": "AGREEMENT",
    "COOPERATE": "AGREEMENT",
    "CONSULT": "DIPLO",
    "REQUEST": "DIPLO",
    "REJECT": "DIPLO",
    "SUPPORT": "DIPLO",
    "THREATEN": "DIPLO",
    "SANCTION": "DIPLO",
    "ACCUSE": "ATTRIB",
    "MOBILIZE": "CHANGE_TO_GROUP_ACT",
    "RETREAT": "NON_VIOL_TERRIT_TRANSFER",
    "CONCEDE": "NON_VIOL_TERRIT_TRANSFER",
}
ARMED = frozenset({"MIL", "REB", "UAF", "PRM"})
SPECIFIC = (
    "SUIC_BOMB", "CHEM_WEAP", "SEX_VIOL", "AIR_STRIKE", "GRENADE", "ART_MISS_ATTACK", "REM_EXPLOS", "DISR_WEAP",
    "FORCE_AGAINST_PROTEST", "PROTEST_WITH_INTER", "ABDUCT_DISSAP", "VIOL_DEMONSTR",
)  # fmt: skip


def measure(folder: Path) -> Figures:
    """weighted_f1 and accuracy over 30 classes; coverage: snippets that gave a report."""
    rows = []
    for record in read_records(folder):
        reports = system.extract(system.document(record["text"])).reports
        rows.append((record["label"], sub_event_type(reports)))
    return figures(
        rows,
        {
            "weighted_f1": _weighted_f1,
            "accuracy": lambda rows: share(sum(a == b for a, b in rows), len(rows)),
            "coverage": lambda rows: share(sum(b != "OTHER" for _, b in rows), len(rows)),
        },
    )


def sub_event_type(reports: Sequence[Report]) -> str:
    """The most telling type that a snippet's reports stand for."""
    types = {kind: report for report in reports if report.event for kind in [_type_of(report)]}
    if {"VIOL_DEMONSTR", "PEACE_PROTEST"} & types.keys() and "FORCE_AGAINST_PROTEST" in types:
        return "PROTEST_WITH_INTER" if "PEACE_PROTEST" in types else "FORCE_AGAINST_PROTEST"
    for kind in SPECIFIC:
        if kind in types:
            return kind
    main = next(iter(main_report(reports)), None)
    return _type_of(main) if main else "OTHER"


def _type_of(report: Report) -> str:
    event, words = report.event or "", report.trigger.text.lower()
    actors = {sector for party in report.actors for sector in party.sectors}
    recipients = {sector for party in report.recipients for sector in party.sectors}
    match event:
        case "ASSAULT" if "grenade" in words:
            return "GRENADE"
        case "ASSAULT" if "OPP" in recipients and "COP" in actors:
            return "FORCE_AGAINST_PROTEST"
        case "ASSAULT" if report.mode in (None, "firearms") and (
            "clash" in words or (actors & ARMED and recipients & ARMED)
        ):
            return "ARMED_CLASH"
        case "COERCE" if report.mode == "seize":
            return "NON_STATE_ACTOR_OVERTAKES_TER" if {"REB", "UAF"} & actors else "GOV_REGAINS_TERIT"
    return BY_MODE.get((event, report.mode or ""), BY_EVENT.get(event, "OTHER"))


def _weighted_f1(rows: Sequence[tuple[str, str]]) -> float:
    return share(
        sum(
            sum(a == name for a, _ in rows)
            * f1(
                sum(a == b == name for a, b in rows),
                sum(b == name for _, b in rows),
                sum(a == name for a, _ in rows),
            )
            for name in {a for a, _ in rows}
        ),
        len(rows),
    )
