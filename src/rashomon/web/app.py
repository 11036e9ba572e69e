"""The app: routes, headers, the three forms of every page (HTML, ``.json`` and, for tables, ``.csv``), and writing."""

from __future__ import annotations

import csv
import datetime as dt
import getpass
import io
import secrets
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined

from rashomon.errors import RashomonError
from rashomon.linking.titles import date_words
from rashomon.naming import count_words, name_code
from rashomon.storage.archive import open_archive
from rashomon.storage.decisions import append_decisions, read_decisions
from rashomon.storage.noting import matter_to_linking, note_at_once
from rashomon.study import open_study
from rashomon.web.cards import labels_of, name_party
from rashomon.web.forms import Form
from rashomon.web.pages import Desk, Page, Pages
from rashomon.web.relinking import Relinker
from rashomon.web.reviewing import Review, find_alike, find_last, make_decisions
from rashomon.web.visits import Visit, note_visit, read_visit

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_MOST = 200_000  # bytes of a form
Relink = Callable[[], object]


def create_app(
    folder: Path | str, *, relink: Relink | None = None, who: str | None = None, hosts: Sequence[str] = ()
) -> FastAPI:
    """The web app over one study folder.

    ``relink`` is called after a decision; without it the app only reads. ``who`` signs decisions, by default the
    user's name. The app answers to addresses, to ``localhost`` and to the names in ``hosts``, so that no name of
    somebody else's that leads to this machine reads it.

    Raises:
        StudyError: the folder is no study, or has no archive that can be read.
    """
    study = open_study(folder)
    archive = open_archive(folder)
    person = who or getpass.getuser()
    token = secrets.token_urlsafe(24)
    review = Review(archive, study, person)
    relinker = None if relink is None else Relinker(relink)
    visit = read_visit(study.folder, person)
    pages = Pages(Desk(archive, study, since_run=visit.run if visit else None))
    templates = _environment()
    app = FastAPI(title="Rashomon", docs_url=None, redoc_url=None, openapi_url=None)

    @app.middleware("http")
    async def guard(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        if _is_strange(request.headers.get("host", ""), hosts):
            response: Response = Response("This name is not this app's. Use its address.\n", status_code=403)
        else:
            response = await call(request)
        response.headers.update(_HEADERS)
        return response

    def show(page: Page, status: int = 200) -> Response:
        last, problem = None, None if relinker is None else relinker.problem
        if relinker is not None and page.template in _REVIEWED:
            try:
                last = find_last(study, person)
            except RashomonError as error:  # a log that was changed by hand must not close the pages
                problem = str(error)
        session = {
            "can_write": relinker is not None,
            "token": token,
            "person": person,
            "last": last,
            "is_behind": relinker is not None and relinker.is_behind,
            "problem": problem,
        }
        template = templates.get_template(f"{page.template}.html")
        return HTMLResponse(template.render(page=page, session=session, **page.values), status)

    def answer(request: Request, name: str, id: str | None = None) -> Response:
        query = list(request.query_params.multi_items())
        page = pages.open(name, id, query)
        form = "html"
        if page is None:
            stem, _, ending = (name if id is None else id).rpartition(".")
            if ending in ("json", "csv"):
                form = ending
                page = pages.open(stem, None, query) if id is None else pages.open(name, stem, query)
        if page is None:
            return show(pages.missing(), 404)
        if form == "html":
            return show(page)
        if form == "json":
            record = page.record() if callable(page.record) else page.record
            record = page.table() if record is None and page.table is not None else record
            return Response(msgspec.json.encode(record), media_type="application/json")
        if page.table is None:
            return Response("This page has no table; ask for .json\n", status_code=404, media_type="text/plain")
        return Response(_as_csv(page.table()), media_type="text/csv; charset=utf-8")

    @app.get("/", response_class=HTMLResponse)
    def brief(request: Request) -> Response:
        newest = next(iter(archive.runs()[:1]), None)
        if newest is not None and relinker is not None and (visit is None or visit.run != newest.id):
            note_visit(study.folder, person, Visit(newest.id, dt.datetime.now(dt.UTC).isoformat(timespec="seconds")))
        return answer(request, "brief")

    @app.get("/next")
    def next_report(after: str | None = None) -> Response:
        return RedirectResponse(pages.find_next(after) or "/reports?review=unreviewed", status_code=303)

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

    def decide(form: Form) -> Response:
        back = _local(form.get("back"))
        assert relinker is not None
        try:
            written = append_decisions(study.decisions_folder, make_decisions(form, review))
            every = read_decisions(study.decisions_folder)
        except RashomonError as error:
            return show(pages.refused(str(error), back), 422)
        is_noted = note_at_once(archive.path, every)
        if not is_noted or {one.id for one in written} & {one.id for one in matter_to_linking(every)}:
            relinker.ask()
        if form.get("what") == "missed":
            back = f"{back.partition('#')[0]}#card-{written[0].id}"
        if form.get("what") == "corrected" and find_alike(form, review):
            back = f"/alias?{urlencode({'report': form.get('target'), 'field': form.get('field'), 'back': back})}"
        return RedirectResponse(back, status_code=303)

    @app.post("/decisions")
    async def decisions(request: Request) -> Response:
        if not _is_own(request) or relinker is None:
            return Response("This was not sent from a page of this app.\n", status_code=403)
        if int(request.headers.get("content-length") or _MOST + 1) > _MOST:
            return Response("This is too long.\n", status_code=413)
        form = Form(parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
        if not secrets.compare_digest(form.get("token").encode(), token.encode()):
            return Response("This page is of another session. Load it again.\n", status_code=403)
        return await run_in_threadpool(decide, form)

    app.mount("/static/", StaticFiles(packages=[("rashomon.web", "static")]), name="static")
    routes = app.router.routes
    routes.insert(0, routes.pop())  # before "/{name}", which would take "/static"
    return app


_REVIEWED = ("document", "incident", "report", "audit", "alias")  # pages on which people decide


def _is_own(request: Request) -> bool:
    """Whether a page of ours sent this: browsers say where a form came from, and cannot be made to lie about it."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin" or not origin:
        return False
    return urlsplit(origin).netloc == request.headers.get("host")


def _local(path: str) -> str:
    """A path of this app to go back to; whatever leads elsewhere leads to the brief."""
    is_local = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if is_local else "/"


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
    environment.filters["named"] = name_code
    environment.filters["dated"] = date_words
    environment.filters["many"] = count_words
    environment.filters["worded"] = lambda value, table: labels_of(table).get(value, value)
    environment.filters["party_name"] = name_party
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
