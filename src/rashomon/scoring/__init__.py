"""Found reports set against gold: which claims were found, with which roles, linked how, and which disputes."""

from rashomon.scoring.figures import (
    Score,
    Tally,
    figures_right,
    innermost,
    marked_answers,
    marked_tallies,
    pairwise,
    score,
    wilson,
)
from rashomon.scoring.gold import Gold, GoldClaim, GoldDispute, GoldFigure, bounds, read_gold
from rashomon.scoring.matching import Matching, Pair, accepts, assign, match

__all__ = [
    "Gold",
    "GoldClaim",
    "GoldDispute",
    "GoldFigure",
    "Matching",
    "Pair",
    "Score",
    "Tally",
    "accepts",
    "assign",
    "bounds",
    "figures_right",
    "innermost",
    "marked_answers",
    "marked_tallies",
    "match",
    "pairwise",
    "read_gold",
    "score",
    "wilson",
]
