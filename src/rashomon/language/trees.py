"""A parse is a tree, whatever is mended in it."""

from __future__ import annotations

from rashomon.language.parser import Token


def attach(token: Token, head: Token) -> None:
    """Give a token another head, unless the tree would bite its own tail: reading it would then never end."""
    if token == head or not token.is_ancestor(head):
        token.head = head
