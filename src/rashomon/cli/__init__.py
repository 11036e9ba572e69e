"""The command line: a command for each verb, progress on long work, --json everywhere, clear messages."""

from rashomon.cli.app import app, main

__all__ = ["app", "main"]
