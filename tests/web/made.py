"""A small true study for the tests of the pages: two tellers of shellings, and a hostile document."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from tests.fakes import ShellingPlugin

from rashomon import pipeline
from rashomon.study import Study, create_study
from rashomon.web.app import create_app

ADDRESS = "http://127.0.0.1:8733"
HOSTILE_TEXT = (
    "<script>alert('text')</script> \U0001f4a3\U0001f468\u200d\U0001f469\u200d\U0001f467 Rebels shelled Sarun on "
    "2016-02-01.\n\u202eevil\u202c Militants shelled Talbis on 2016-02-02. {{ 7*7 }} {% raw %} '; drop table reports; "
    '--\n<img src=x onerror=alert(1)> "quoted" & ampersand; Guards shelled Marda on 2016-02-03.'
)
HOSTILE_TITLE = "<script>alert('title')</script>{{ 7*7 }}\"><b onmouseover=alert(2)>"
PILE = (
    {"id": "a", "text": "Rebels shelled Sarun on 2016-02-01. The ministry denied it.", "title": "Shelling",
     "publisher": "Sarun Post", "published": "2016-02-02", "url": "https://example.org/a"},
    {"id": "b", "text": "Militants shelled Talbis on 2019-11-20. Nobody was hurt.", "title": "More shelling",
     "publisher": "Talbis Wire", "published": "2019-11-21"},
    {"id": "<b>", "text": HOSTILE_TEXT, "title": HOSTILE_TITLE, "publisher": "=cmd|' /C calc'!A0",
     "url": "javascript:alert(3)", "published": "2016-02-04"},
)  # fmt: skip


class Browser:
    """Asks an app as a browser on this machine would, without following where it leads."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, path: str, **named: Any) -> httpx.Response:
        return self.ask("GET", path, **named)

    def post(self, path: str, **named: Any) -> httpx.Response:
        return self.ask("POST", path, **named)

    def ask(self, method: str, path: str, **named: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
                return await client.request(method, path, **named)

        return asyncio.run(send())


class Desk:
    """A study with its pages opened as a browser on this machine would."""

    def __init__(self, folder: Path) -> None:
        self.pile = folder / "pile.jsonl"
        self.pile.write_text("\n".join(json.dumps(one) for one in PILE))
        (folder / "study").mkdir()
        (folder / "study" / "study.toml").write_text('extractor = "shelling"\ntitle = "Shellings"\n')
        self.study: Study = create_study(folder / "study")
        self.run()
        self.browser = self.open()

    def run(self, *, anew: bool = True) -> None:
        plugins = pipeline.open_plugins(ShellingPlugin())
        pipeline.run(self.study, paths=[self.pile], plugins=plugins, anew=anew)

    def open(self, *, writes: bool = True) -> Browser:
        """The pages as a new session."""
        relink = (lambda: pipeline.relink(self.study)) if writes else None
        return Browser(create_app(self.study.folder, relink=relink, who="reader"))
