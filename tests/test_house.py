"""The house stands as it was drawn: floors, names, sizes, and what is promised is what there is."""

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    print_schema,
)

from resolvers.roots import api
from schema.access import Access
from schema.errors import LeveeError
from schema.tables import metadata
from server import frames

ROOT = Path(__file__).parents[1]
FLOORS = ("geo", "schema", "resolvers", "server", "migrations")
SOURCES = [
    path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")) if "versions" not in path.parts
]
SENTENCE = re.compile(r"[A-Z`0-9][^。]*[a-z]{2,}[^。]*[.:)]", re.DOTALL)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def test_no_dependency_bears_our_names() -> None:
    """The guard that makes short names safe: see docs/architecture.md."""
    ours = set(FLOORS)
    found = packages_distributions()
    assert not {name: by for name, by in found.items() if name in ours and by != ["levee"]}


def test_the_floors() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(lint)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("floor", ["tables", "nodes"])
def test_no_subject_imports_its_sibling(floor: str) -> None:
    """`@node` finds types by name, foreign keys find tables by name: no circle can arise."""
    for path in (ROOT / "schema" / floor).glob("*.py"):
        if path.name != "__init__.py":
            imported = [
                node.module
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom) and node.module
            ]
            assert not [name for name in imported if name.startswith(f"schema.{floor}.")], path.name


def test_files_and_functions_are_small() -> None:
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= LONGEST_FILE, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, (path, node.name)


def test_the_public_schema_is_the_one_on_paper() -> None:
    """docs/schema.graphql is a print-out: `make schema` writes it; its difference is the review."""
    assert (ROOT / "docs" / "schema.graphql").read_text(encoding="utf-8") == print_schema(api) + "\n"


def test_every_table_has_an_access_and_words() -> None:
    for table in metadata.tables.values():
        assert isinstance(table.info["access"], Access), table.name
        assert table.comment, table.name
        for column in table.columns:
            assert column.comment, column


PLAIN = {
    "Node",
    "PageInfo",
    "Direction",
    "id",
    "edges",
    "node",
    "cursor",
}
"""Words of GraphQL and Relay that have no Chinese term of the field."""


def described() -> list[tuple[str, str | None]]:
    """Every public type, field, argument and enum value, with its description."""
    found: list[tuple[str, str | None]] = []
    for name, type_ in api.type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        found.append((name, type_.description))
        if isinstance(type_, GraphQLEnumType):
            found += [(f"{name}.{key}", value.description) for key, value in type_.values.items()]
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for key, field in type_.fields.items():
                found.append((f"{name}.{key}", field.description))
                found += [(f"{name}.{key}({a})", given.description) for a, given in field.args.items()]
        if isinstance(type_, GraphQLInputObjectType):
            found += [(f"{name}.{key}", field.description) for key, field in type_.fields.items()]
    return found


def test_everything_public_is_described_in_english_and_chinese() -> None:
    unsaid = []
    for name, text in described():
        last = re.split(r"[.(]", name.rstrip(")"))[-1]
        if not text or not SENTENCE.search(text):
            unsaid.append(f"{name}: no English sentence: {text}")
        elif last not in PLAIN and not CHINESE.search(text):
            unsaid.append(f"{name}: no Chinese term: {text}")
    assert not unsaid, "\n".join(unsaid)


def test_every_error_code_is_on_paper() -> None:
    """docs/errors.md lists the codes there are, and no others."""
    paper = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    paper = paper.split("`extensions.reason`, it is one of")[0]
    listed = set(re.findall(r"^\| ([A-Z_]+) \|", paper, re.MULTILINE))

    def family(kind: type[LeveeError]) -> set[str]:
        return {kind.code}.union(*(family(one) for one in kind.__subclasses__()))

    assert listed == family(LeveeError)


def test_every_code_that_closes_a_socket_is_on_paper() -> None:
    """Ours, and the two with which the WebSocket itself refuses what is malformed or too large."""
    told = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    paper = set(map(int, re.findall(r"^\| (\d{4}) \| \S", told, re.MULTILINE)))
    ours = {value for name, value in vars(frames).items() if name.isupper() and isinstance(value, int)}
    assert paper == {code for code in ours if code >= 1000} | {1002, 1009}


def test_every_reason_of_an_error_is_on_paper() -> None:
    paper = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    listed = re.findall(
        r"^\| ([A-Z_]+) \|", paper.split("`extensions.reason`, it is one of")[1], re.MULTILINE
    )
    given = {
        keyword.value.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "reason" and isinstance(keyword.value, ast.Constant) and keyword.value.value
    }
    assert sorted(listed) == sorted(map(str, given))
