"""The laws of the house: imports go down, few rooms may touch some tools, and what users see is documented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "rashomon"
DOCS = ROOT / "docs"

FLOORS = {
    "cli": 5,
    "": 5,  # the public face: rashomon/__init__.py
    "pipeline": 4,
    "web": 4,
    "extraction": 3,
    "exporting": 3,
    "reading": 2,
    "language": 2,
    "coding": 2,
    "resolution": 2,
    "linking": 2,
    "storage": 2,
    "study": 2,
    "plugins": 2,
    "scoring": 2,
    "naming": 1,
    "records": 1,
    "marked": 1,
    "errors": 1,
    "collecting": 1,
}
ONLY_IN = {
    "spacy": ("language/parser.py",),
    "sqlite3": ("storage/",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "fastapi": ("web/",),
    "starlette": ("web/",),
    "jinja2": ("web/",),
    "trafilatura": ("reading/webpage.py",),
    "pluggy": ("plugins.py", "pipeline.py"),
}
# Queries that are there for `archive.ask`, whether or not a page of ours asks them.
ANALYSES = (
    "parties_counted",
    "codes_counted",
    "months_counted",
    "framings_counted",
)
VAGUE = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "base",
    "misc",
    "manager",
    "handler",
    "process",
    "data",
    "info",
}

FILES = sorted(path for path in SOURCE.rglob("*.py"))
NAMES = [path.relative_to(SOURCE).as_posix() for path in FILES]


def room_of(name: str) -> str:
    """The room of a file: its folder or, in the house's own folder, its name."""
    first = name.split("/")[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports_of(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Line, module and whether the import is for types only, of every import in a file."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, node in for_types
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if node.module == "rashomon":
                for alias in node.names:
                    yield node.lineno, f"rashomon.{alias.name}", node in for_types
            else:
                yield node.lineno, node.module, node in for_types


@pytest.mark.parametrize("name", NAMES)
def test_imports_go_down_and_rooms_of_one_floor_do_not_know_each_other(name: str) -> None:
    room = room_of(name)
    assert room in FLOORS, f"{name}: say in tests/test_house.py on which floor {room!r} is"
    for line, module, _ in imports_of(SOURCE / name):
        parts = module.split(".")
        if parts[0] != "rashomon" or len(parts) == 1 or parts[1].startswith("__"):
            continue
        other = parts[1]
        if other == room:
            continue
        assert other in FLOORS, f"{name}:{line} imports {module}: there is no such room"
        assert FLOORS[other] < FLOORS[room] or FLOORS[room] == 1, (
            f"{name}:{line} imports {module}: floor {FLOORS[other]} from floor {FLOORS[room]}. "
            "Let the caller pass the value"
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_tool_is_known_in_its_room_only(name: str) -> None:
    for line, module, for_types in imports_of(SOURCE / name):
        allowed = ONLY_IN.get(module.split(".")[0])
        if allowed is not None and not for_types:
            assert name.startswith(allowed), f"{name}:{line} imports {module}, which belongs in {', '.join(allowed)}"


def test_rooms_import_each_other_in_no_circle() -> None:
    graph: dict[str, set[str]] = {}
    modules = {path.relative_to(SOURCE).with_suffix("").as_posix().replace("/", ".") for path in FILES}
    for path in FILES:
        module = path.relative_to(SOURCE).with_suffix("").as_posix().replace("/", ".")
        graph[module] = {
            other
            for _, imported, for_types in imports_of(path)
            if imported.startswith("rashomon.") and not for_types
            for other in [imported.removeprefix("rashomon.")]
            if other in modules
        }
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, f"a circle: {' -> '.join((*way, module))}"
        if module not in done:
            for other in sorted(graph[module]):
                visit(other, (*way, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("name", NAMES)
def test_only_the_command_line_prints(name: str) -> None:
    if name.startswith("cli/"):
        return
    for node in ast.walk(ast.parse((SOURCE / name).read_text("utf-8"))):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id
        assert called != "print", f"{name}:{node.lineno} prints"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_its_idea_and_its_name_says_something(name: str) -> None:
    tree = ast.parse((SOURCE / name).read_text("utf-8"))
    assert ast.get_docstring(tree), f"{name}: say in one sentence which idea this file holds"
    assert not VAGUE & set(Path(name).stem.lower().split("_")), f"{name}: the name fits anything"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) or (isinstance(node, ast.FunctionDef) and not node.name.startswith("_")):
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name).lower().split("_")
            assert not VAGUE & set(words), f"{name}:{node.lineno} {node.name}: the name fits anything"


@pytest.mark.parametrize("name", NAMES)
def test_every_ignore_says_its_code(name: str) -> None:
    for number, line in enumerate((SOURCE / name).read_text("utf-8").splitlines(), start=1):
        for found in re.finditer(r"#\s*type:\s*ignore(\[[\w-]+\])?|#\s*noqa(: \w+)?", line):
            assert found[1] or found[2], f"{name}:{number} ignores without saying what"


def test_every_query_is_one_statement_with_a_comment_and_is_used() -> None:
    python = "\n".join(path.read_text("utf-8") for path in FILES)
    python += "".join(f'"{name}"' for name in ANALYSES)
    for query in sorted((SOURCE / "storage" / "queries").glob("*.sql")):
        text = query.read_text("utf-8")
        assert text.startswith("-- "), f"{query.name}: say on top what one row of the answer is"
        if query.stem != "schema":
            code = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
            assert ";" not in code, f"{query.name}: one query, without a semicolon"
        assert f'"{query.stem}"' in python, f"{query.name} is not used"


def docs() -> str:
    return "\n".join(path.read_text("utf-8") for path in [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))])


def command_names() -> list[str]:
    import typer

    from rashomon.cli import app

    def names(command: object, before: str) -> Iterator[str]:
        commands = getattr(command, "commands", None)
        if commands is None:
            yield before.strip()
        else:
            for name, inner in commands.items():
                yield from names(inner, f"{before} {name}")

    return list(names(typer.main.get_command(app), ""))


def test_every_command_is_documented() -> None:
    text = docs()
    missing = [name for name in command_names() if f"rashomon {name}" not in text]
    assert not missing, f"no page tells of: {missing}"


def test_every_hook_is_documented() -> None:
    from rashomon.plugins import Hooks

    text = docs()
    hooks = [name for name in vars(Hooks) if name.startswith("rashomon_")]
    assert hooks
    assert not [name for name in hooks if name not in text]
    assert all(getattr(Hooks, name).__doc__ for name in hooks)


def test_every_key_of_study_toml_is_documented() -> None:
    from rashomon.study import PublisherTable, Settings, SideTable

    text = (DOCS / "study.md").read_text("utf-8")
    keys = {*Settings.model_fields, *SideTable.model_fields, *PublisherTable.model_fields}
    assert not [key for key in sorted(keys) if f"`{key}`" not in text and f"[{key}]" not in text]


def test_every_way_of_asking_is_documented() -> None:
    from rashomon.storage.archive import Archive
    from rashomon.storage.selection import Selection

    text = (DOCS / "archive.md").read_text("utf-8")
    inside = {"rows", "stream", "close", "where"}
    ways = [name for name in (*vars(Archive), *Selection.__dataclass_fields__) if not name.startswith("_")]
    assert not [name for name in ways if name not in inside and f"`{name}`" not in text and f"`{name}(" not in text]


def test_every_record_of_the_contract_is_documented() -> None:
    from rashomon.exporting import build_schema

    text = docs()
    assert not [name for name in build_schema()["properties"] if f"{name}.jsonl" not in text]


def test_the_version_is_said_once_and_the_same() -> None:
    import tomllib

    import rashomon

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == rashomon.__version__


def test_the_reference_pages_are_up_to_date() -> None:
    import runpy

    pages = runpy.run_path(str(DOCS / "generate.py"), run_name="pages")["PAGES"]
    for name, write in pages.items():
        assert (DOCS / "reference" / name).is_file(), f"{name}: run python docs/generate.py"
        if name.startswith("plover/"):
            continue  # they change with every trigger
        assert (DOCS / "reference" / name).read_text("utf-8") == write(), f"{name}: run python docs/generate.py"
