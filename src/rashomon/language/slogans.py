"""Calls that are no accounts: slogans of the street and lines of hashtags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.records import Framing, Sentence, Span


def is_slogan(sentence: str) -> bool:
    """Whether a sentence is a call and no account: "Down with ...!", "X out of Y!", a line of hashtags.

    >>> is_slogan("Hands off the harbour!"), is_slogan("The crew went home.")
    (True, False)
    """
    text = sentence.strip(" \t\n\"'“”‘’«»*•-–")
    if not text:
        return False
    loud = sentence.rstrip(" \"'”’»").endswith("!")
    if _HASHTAGS.fullmatch(text) or (_CALL.match(text) and (loud or len(text.split()) <= 12)):
        return True
    return bool((loud and _LOUD_CALL.match(text)) or (_IS_OURS.match(text) and len(text.split()) <= 10))


_HASHTAGS = re.compile(r"(?:#\w+[\s,;.]*)+")
_CALL = re.compile(
    r"(?:down with|long live|viva|vive|death to|glory to|hands off|no pasar[aá]n|freedom (?:for|to)|justice for|"
    r"victory to|power to|shame on|solidarity with|forward to|hail (?:to )?the|never again|workers of|not in our name)"
    r"\b",
    re.IGNORECASE,
)
_LOUD_CALL = re.compile(
    r"(?:(?:[\w'’-]+\s+){1,5}(?:out of|off|go home|get out|now|forever|for ever)\b.{0,40}"
    r"|no (?:more |to )?[\w'’-]+(?: (?:for|to|with|without|on|in|of) .{1,40})?"
    r"|(?:free|stop|end|save|remember|resist|boycott|defend|liberate|stand with|stand by) (?:[\w'’-]+\s*){1,5}"
    r"|[\w'’-]+,? (?:not|yes) [\w'’-]+(?:\s[\w'’-]+){0,3}"
    r"|we (?:will never|shall never|shall) [\w\s'’-]{3,40})!?[\"'”’]*$",
    re.IGNORECASE,
)
_IS_OURS = re.compile(r"(?:[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)? (?:is|are|will be) (?:ours|free|with you)[,!.]?\s*)+$")


def find_slogans(sentence: Sentence) -> Iterator[Framing]:
    """The sentence that is a slogan, or those quoted in it, with what they are for or against."""
    if sentence.skip == "slogan" or is_slogan(sentence.text):
        yield _mark(sentence.text, sentence.start)
        return
    for match in re.finditer(r"[\"“]([^\"”“]{4,80})[\"”]", sentence.text):
        if is_slogan(match[1]) and len(match[1].split()) <= 12:
            yield _mark(match[1], sentence.start + match.start(1))


def _mark(text: str, start: int) -> Framing:
    match = _AIMED.search(text)
    target = None
    if match:
        name = "first" if match["first"] else "last"
        target = Span(start + match.start(name), start + match.end(name), match[name])
    return Framing(start, start + len(text), text, "slogan", (), 1 if _FOR.search(text) else -1, target=target)


_AIMED = re.compile(
    r"(?i:hands off|death to|down with|long live|viva|glory to|hail|free|save|stop|boycott|shame on|solidarity with|"
    r"victory to|stand with|freedom for|justice for)\s+(?P<last>(?:[Tt]he\s+)?[\w'’-]+(?:\s+[A-Z][\w'’-]+)*)"
    r"|(?P<first>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*)\s+(?:out of|go home|get out|off|is ours|are ours)\b"
)
_FOR = re.compile(
    r"\b(?:long live|viva|vive|glory|hail|free|freedom|solidarity|victory|justice for|hands off|stand with)\b",
    re.IGNORECASE,
)
