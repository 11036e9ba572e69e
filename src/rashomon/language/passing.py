"""Sentences that are no accounts (slogans, questions, hashtags, headings, sport); passed over with the reason."""

from __future__ import annotations

import re

_HASHTAGS = re.compile(r"^\s*(?:#\w+[\s,;]*)+$")
_SLOGAN = re.compile(
    r"^[\"'“‘¡]?\s*(?:(?:down|away|out) with\b|long live\b|viva\b|death to\b|glory to\b|no to\b|hands off\b|"
    r"free \w+!|stop the \w+!|no (?:war|more|pasaran)\b|"
    r"up with\b|victory to\b|workers of\b|all power to\b|never again\b|shame on\b|hail\b|freedom for\b|"
    r"justice for\b|solidarity with\b)",
    re.IGNORECASE,
)
_CALL = re.compile(r"^[\"'“‘]?(?:fight|smash|crush|resist|unite|rise up|join)\b[^.?!]*!", re.IGNORECASE)
_SHOUTED = re.compile(r"\s*(?:\"[^\"]+\"|“[^”]+”)")
_OUT_OF = re.compile(r"^[\"'“‘]?[A-Z][\w\s'’-]{2,40}\b(?:out of|off|go home)\b[\w\s'’-]{0,30}!", re.IGNORECASE)
_OURS = re.compile(r"^[\"'“‘]?(?:[A-Z]\w+ (?:is|are) (?:ours|with us|not for sale)[,! ]*)+", re.IGNORECASE)
_SPORT = re.compile(
    r"\b(?:football|soccer|rugby|cricket|basketball|baseball|hockey|tennis|olympic|world cup|premier league|"
    r"quarter-?final|semi-?final|goalkeeper|midfielder|innings|wicket|"
    r"championship|tournament|the pitch|penalty shoot-?out|grand prix|touchdown|home run|playoffs?|"
    r"scored (?:twice|a goal|the winner|a hat-?trick)|left wing and|penalty area|half-?time|the keeper|"
    r"kick-?off)\b",
    re.IGNORECASE,
)
_SCREEN = re.compile(
    r"\b(?:the film|the movie|the novel|the series|starring|box office|screenplay|the episode|the play|"
    r"video game|documentary about|the opera)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"^(?:only|every|each|all|no|any|never|always|history|war|peace|workers|the working class|nations|states|"
    r"people|truth|empires?)\b.*\b(?:can|must|will|always|never|is|are)\b",
    re.IGNORECASE,
)
_DOCTRINE = re.compile(
    r"\b(?:revolution(?:ary|s)?|imperialis[mt]s?|working class|socialis[mt]s?|capitalis[mt]s?|bourgeois\w*|"
    r"proletaria\w*|hegemon\w*|liberation|oppressors?|the masses|zionis[mt]s?|jihad|crusaders?|decadence)\b",
    re.IGNORECASE,
)


def reason_to_pass(sentence: str) -> str | None:
    """Why a whole sentence can hold no report, or None.

    >>> reason_to_pass("Down with the tyrants!")
    'slogan'
    >>> reason_to_pass("The tyrants bombed the port.")
    """
    text = sentence.strip()
    if _HASHTAGS.match(text):
        return "hashtags"
    if any(pattern.match(text) for pattern in (_SLOGAN, _CALL, _OUT_OF, _OURS)):
        return "slogan"
    if text.rstrip("\"'”’) ").endswith("?"):
        return "question"
    if _SPORT.search(text):
        return "sport"
    if _SCREEN.search(text):
        return "film or fiction"
    if _GENERAL.match(text) and _DOCTRINE.search(text):
        return "general statement"
    return None


def shouted_slogan(sentence: str) -> int:
    """How far the quotation of a slogan reaches in a sentence that goes on to tell of something, else 0.

    >>> shouted_slogan('"No to the bases!" shouted the crowd as it stormed the gate.')
    18
    """
    match = _SHOUTED.match(sentence)
    return match.end() if match and len(sentence[match.end() :].split()) > 2 else 0


def is_heading(paragraph: str) -> bool:
    """A short paragraph that no sentence mark ends is a heading.

    >>> is_heading("Two months on, the crew still waits")
    True
    """
    text = paragraph.strip()
    return len(text.split()) <= 25 and not text.endswith((".", "!", "?", '"', "”", "’", "'", ":", ";", ",", "…", ")"))
