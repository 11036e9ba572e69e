"""The hooks, one sentence each; our own readers, extractors and exporters come through them too.

A plugin is a package with an entry point in the group ``rashomon``, or any object given to ``load_plugins``::

    from rashomon.plugins import hookimpl

    @hookimpl
    def rashomon_readers():
        return {".eml": read_mail}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pluggy

from rashomon.errors import RashomonError
from rashomon.records import Document, Failure

GROUP = "rashomon"

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)

Reader = Callable[[Path, Any], Iterator[Document | Failure]]
ExtractorMaker = Callable[..., Any]
Exporter = Callable[[Any, Path], tuple[Path, ...]]


class Hooks:
    """What a plugin can add."""

    @hookspec
    def rashomon_readers(self) -> Mapping[str, Reader]:
        """Readers of files by the ending of their names: ``read(path, given)`` yields documents and failures."""
        raise NotImplementedError

    @hookspec
    def rashomon_extractors(self) -> Mapping[str, ExtractorMaker]:
        """Extractors by name: ``make(names=, gazetteer=, codebook=, counting=)`` gives an ``Extractor``."""
        raise NotImplementedError

    @hookspec
    def rashomon_exporters(self) -> Mapping[str, Exporter]:
        """Exporters by name: ``export(archive, folder)`` writes files and returns their paths."""
        raise NotImplementedError


def load_plugins(*plugins: object, installed: bool = True) -> pluggy.PluginManager:
    """The given plugins, in their order, then those that are installed."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(Hooks)
    for plugin in plugins:
        manager.register(plugin)
    if installed:
        manager.load_setuptools_entrypoints(GROUP)
    return manager


def gather(manager: pluggy.PluginManager, kind: str) -> dict[str, Any]:
    """All that the plugins add of one kind ("readers", "extractors", "exporters"), by name.

    Raises:
        RashomonError: two plugins add the same name.
    """
    found: dict[str, Any] = {}
    for added in reversed(getattr(manager.hook, f"rashomon_{kind}")()):
        for name, part in added.items():
            if name in found:
                raise RashomonError(
                    f"two plugins add {name!r} to the {kind}: {found[name]!r} and {part!r}. Uninstall one of them"
                )
            found[name] = part
    return found
