"""The app: routes, headers, and the three forms of every page: HTML, ``.json`` and, for tables, ``.csv``."""

from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined

from rashomon.storage.archive import open_archive
from rashomon.study import open_study
from rashomon.web.pages import Pages

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
Relink = Callable[[], object]


def create_app(folder: Path | str, *, relink: Relink | None = None, hosts: Sequence[str] = ()) -> FastAPI:
    """The web app over one study folder. ``relink`` is called after a decision; without it the app only reads.

    It answers to addresses, to ``localhost`` and to the names in ``hosts``, so that no name of somebody else's that
    leads to this machine reads it.

    Raises StudyError where the folder is no study and ArchiveError's kin where its archive cannot be read.
    """
    pages = Pages(open_archive(folder), open_study(folder))
    templates = _environment()
    app = FastAPI(title="Rashomon", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.relink = relink

    @app.middleware("http")
    async def guard(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        if _is_strange(request.headers.get("host", ""), hosts):
            response: Response = Response("This name is not this app's. Use its address.\n", status_code=403)
        else:
            response = await call(request)
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Frame-Options"] = "DENY"
        return response

    def answer(request: Request, name: str, *ids: str) -> Response:
        form = "html"
        last = ids[-1] if ids else name
        for ending in ("json", "csv"):
            if last.endswith(f".{ending}"):
                form, last = ending, last.removesuffix(f".{ending}")
        if ids:
            ids = (*ids[:-1], last)
        else:
            name = last
        page = pages.open(name, ids, list(request.query_params.multi_items()))
        if page is None:
            return HTMLResponse(templates.get_template("missing.html").render(page=pages.missing()), status_code=404)
        if form == "json":
            return Response(msgspec.json.encode(page.record), media_type="application/json")
        if form == "csv":
            if page.table is None:
                return Response("This page has no table; ask for .json\n", status_code=404, media_type="text/plain")
            return Response(_as_csv(page.table), media_type="text/csv; charset=utf-8")
        return HTMLResponse(templates.get_template(f"{page.template}.html").render(page=page, **page.values))

    @app.get("/", response_class=HTMLResponse)
    def brief(request: Request) -> Response:
        return answer(request, "brief")

    @app.get("/{name}", response_class=HTMLResponse)
    def listing(request: Request, name: str) -> Response:
        return answer(request, name)

    @app.get("/documents/{id:path}", response_class=HTMLResponse)
    def document(request: Request, id: str) -> Response:
        return answer(request, "document", id)

    @app.get("/incidents/{id}", response_class=HTMLResponse)
    def incident(request: Request, id: str) -> Response:
        return answer(request, "incident", id)

    @app.get("/reports/{id}", response_class=HTMLResponse)
    def report(request: Request, id: str) -> Response:
        return answer(request, "report", id)

    app.mount("/static/", StaticFiles(packages=[("rashomon.web", "static")]), name="static")
    routes = app.router.routes
    routes.insert(0, routes.pop())  # before "/{name}", which would take "/static"
    return app


def _is_strange(host: str, known: Sequence[str]) -> bool:
    """Whether a request was sent to a name that is not ours: an address cannot be rebound, a name can."""
    name = host[1 : host.find("]")] if host.startswith("[") else host.partition(":")[0]
    if name == "localhost" or name in known:
        return False
    try:
        ip_address(name)
    except ValueError:
        return True
    return False


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rashomon.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["safe_url"] = _safe_url
    return environment


def _safe_url(url: str | None) -> str | None:
    """A link of the web, or nothing: what a document calls its url may be a script."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """A table as CSV; a cell that a spreadsheet would run as a formula is quoted with an apostrophe."""
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]))
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _inert(value) for key, value in row.items()})
    return out.getvalue()


def _inert(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
