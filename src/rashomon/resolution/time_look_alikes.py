"""Tells times from their look-alikes by the words around: "they may", 2000 people, Resolution 1929."""

from __future__ import annotations

import re


def holds(rule: str, match: re.Match[str]) -> bool:
    """Whether the words around allow the reading: "May" is a month after "in" and a verb after "they"."""
    text, start, end = match.string, match.start(), match.end()
    before = _LAST_WORD.search(text, max(0, start - 24), start)
    preceding = before[1].lower() if before else ""
    parts = match.groupdict()
    match rule:
        case "month":
            return _month_holds(parts, preceding, text[end : end + 24])
        case "season":
            named = parts["season"].lower()
            if parts["year"] or (parts["which"] or "").lower() in ("last", "this", "next", "past", "that"):
                return True
            if named in ("fall", "spring"):
                return (
                    (parts["which"] or "").lower() == "the"
                    and preceding in ("in", "since", "by", "until")
                    and (named == "spring" or not text[end : end + 4].startswith(" of "))
                )
            return bool(parts["which"] or parts["edge"]) or preceding in ("in", "since", "by", "until", "of", "during")
        case "quarter":
            return parts["unit"] != "half" or bool(parts["year"])
        case "year":
            named = before is not None and before[1][0].isupper() and text[before.end(1) : start] == " "
            if named and preceding not in _LEADS and preceding not in ("the", "year"):
                return False  # "Expo 2020", "Windows 2000"
            return bool(parts["edge"]) or _year_holds(text, start, end, preceding)
        case "decade":
            return parts["decade"][0] in "12'’" or (
                match[0].lower().startswith("the") and preceding not in ("his", "her", "their")
            )
        case "unit":
            return _unit_holds(parts, preceding)
        case "offset":
            return not (parts["way"].lower() in ("before", "after") and parts["count"] is None)
        case "duration":
            if _ORDINAL_SECOND.match(text, start) or re.match(r"\d{4}\s+hours", match[0]):
                return False  # "a second day"; "0300 hours" is a clock's
            if parts.get("count") or match[0].lower().startswith(("all", "the ")) or "long" in match[0].lower():
                return not (
                    parts.get("count") in ("a", "an", "A", "An", "some") and _per(preceding, parts, text[end : end + 9])
                )
            return preceding in ("for", "after", "in", "within", "of", "take", "takes", "last", "lasted", "spent")
        case "clock":
            return text[max(0, start - 1) : start] not in ("$", "£", "€", ".", ",", "-")
        case "vague":
            return not (parts["vague"].lower() == "soon" and preceding == "as")
        case _:
            return True


_ORDINAL_SECOND = re.compile(r"an?\s+second\s+[a-z]", re.IGNORECASE)
_LAST_WORD = re.compile(r"(\w+)[\s\"“'‘(-]*$")
_LEADS = frozenset(
    {
        "in", "since", "until", "till", "by", "of", "from", "through", "during", "after", "before", "between",
        "and", "or", "to", "for", "on", "every", "late", "early", "mid", "last", "next", "this",
    }
)  # fmt: skip
_NUMBERED = frozenset(
    {
        "flight", "resolution", "resolutions", "article", "room", "no", "number", "page", "boeing", "unit",
        "route", "channel", "directive", "order", "case", "section", "decree", "law", "model", "squadron",
        "regiment", "line", "bus", "train", "nearly", "almost", "about", "over", "around", "some", "than",
        "least", "only",
    }
)  # fmt: skip
_COUNTED = re.compile(r"\s+[a-z]+(?:s|en|ople)\b(?<!was)(?<!has)(?<!is)(?<!this)(?<!when)(?<!as)(?<!then)")


def _month_holds(parts: dict[str, str], preceding: str, following: str) -> bool:
    name, which = parts["month"], (parts["which"] or "").lower()
    if parts["edge"] or (which and which != "the"):
        return True
    if following[:2] in ("'s", "’s") and name not in ("May", "MAY"):
        return True
    if name.lower() in ("mar", "may", "march", "sun", "sat"):
        lower_noun = bool(re.match(r"\s+[a-z]+", following)) and not re.match(
            r"\s+(?:on|to|of|for|and|in)\b", following
        )
        return (preceding in _LEADS and not which) or (which == "the" and lower_noun)
    is_short = len(name) < 5 and name.lower() not in ("june", "july")
    if is_short and not following.startswith("."):
        return preceding in _LEADS and not re.match(r"\s+[A-Z][a-z]", following)
    return not (re.match(r"\s+[A-Z][a-z]", following) and preceding not in _LEADS and not which)


def _year_holds(text: str, start: int, end: int, preceding: str) -> bool:
    if (start and text[start - 1] in "$£€#-–/.,'’") or text[end : end + 1] in ("%", "°"):
        return False
    if preceding in _NUMBERED:
        return False
    after = text[end : end + 24]
    if _COUNTED.match(after) and preceding not in ("in", "since", "the", "of", "during", "until", "from", "by"):
        return False
    return not re.match(
        r"\s*(?:km|kg|miles|metres|meters|feet|tons|tonnes|dollars|euros|barrels|MW|GMT|UTC|hours)\b", after
    )


def _unit_holds(parts: dict[str, str], preceding: str) -> bool:
    which, unit, edge = " ".join((parts["which"] or "").lower().split()), parts["unit"].lower(), parts["edge"]
    if unit in ("night", "morning", "afternoon", "evening") and which == "the":
        return bool(edge)
    if which == "the":
        return unit == "weekend" or (bool(edge) and unit != "century")
    if which == "that" and unit == "day" and preceding == "on":
        return True
    return which not in ("following", "previous", "coming") or unit in ("day", "week", "month", "year")


def _per(preceding: str, parts: dict[str, str], following: str) -> bool:
    """Whether "a day" is a rate ("hundreds a day") or an offset cut short, and no duration."""
    return preceding not in (
        "for",
        "in",
        "after",
        "within",
        "than",
        "as",
        "about",
        "over",
        "nearly",
        "almost",
        "of",
        "half",
    )
