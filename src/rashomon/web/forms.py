"""What a page sends, cut to what anybody types, and a value as a decision keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

_MOST = 4_000  # characters of a reason or a quote


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent: one or several values by name."""

    values: Mapping[str, Sequence[str]]

    def get(self, name: str) -> str:
        """The value of this name, without spaces around it; "" where there is none."""
        return (self.values.get(name) or ("",))[-1].strip()[:_MOST]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self.values.get(name, ()))

    def number(self, name: str) -> int | None:
        """A whole number of at most nine digits, else None."""
        text = self.get(name)
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else None


def as_json(value: Any) -> str:
    """A value of a field as a decision keeps it."""
    return json.dumps(msgspec.to_builtins(value))
