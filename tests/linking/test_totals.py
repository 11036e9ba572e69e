"""What is told of many happenings is of none of them alone."""

from __future__ import annotations

import pytest
from tests.linking.made_reports import document, report

from rashomon.linking.accounts import read_accounts
from rashomon.linking.likeness import find_features
from rashomon.linking.rarity import Rarity

DOCUMENTS = {"a": document("a"), "b": document("b")}


@pytest.mark.parametrize(
    ("sentence", "day", "total"),
    [
        ("On Thursday raiders cut the nets of a trawler.", "2019-06-06", False),
        ("So far raiders have cut the nets of 28 trawlers.", None, True),
        ("On 14 occasions raiders cut the nets of trawlers.", None, True),
        ("For months raiders cut the nets of trawlers.", None, True),
        ("Raiders cut the nets of trawlers.", "2019-06-03/2019-06-17", True),
        ("In the night raiders cut the nets of a trawler.", "2019-06-05/2019-06-06", False),
        ("The case was closed; raiders cut the nets of a trawler.", None, False),
    ],
)
def test_a_report_is_of_many_happenings(sentence: str, day: str | None, total: bool) -> None:
    (account,) = read_accounts([report("r", "a", sentence, "cut", day=day)], DOCUMENTS)
    assert account.deed.total is total


def test_one_of_many_and_one_are_held_apart() -> None:
    one, many = read_accounts(
        [
            report("r", "a", "On Thursday raiders cut the nets of a trawler.", "cut", day="2019-06-06"),
            report("s", "b", "So far raiders have cut the nets of 28 trawlers.", "cut"),
        ],
        DOCUMENTS,
    )
    features = find_features(one, many, Rarity((one, many)))
    assert features["total_and_single"] == 1.0
