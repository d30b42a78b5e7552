"""Nobody reads or writes past the declarations: held against the code itself, function by function.

Lists, pages and single rows are narrowed by the compiler (`Compiler.narrowed`). What a resolver selects by itself
asks `readable`, `writable` or `allowed` in the same function, or stands below with the reason why it need not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Table

from schema import tables
from schema.access import anyone, nobody

ROOT = Path(__file__).parents[1]
FILES = [
    *sorted((ROOT / "resolvers").glob("*.py")),
    *sorted((ROOT / "schema" / "nodes").glob("*.py")),
    *(ROOT / "schema" / f"{name}.py" for name in ("severity", "vicinity", "wording")),
]
ASKS = {"readable", "writable", "allowed"}
WRITES = {"insert", "update", "delete"}
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|TRUNCATE)\b.*\b(FROM|INTO|SET|TABLE)\b", re.DOTALL)

UNASKED_READS = {
    "accounts.*": "the operator's commands and signing in: there is no viewer yet, and none is told of others",
    "authority.stands": "the role that a plan's word for a post stands for; nothing of it is shown",
    "clearance.cleared": "who has acted on a proposal that `waiting` found; decides, and is not shown",
    "effects.*": "what the service itself does when its time has come",
    "nodes/proposals.done": "acts of a proposal whose row the compiler has narrowed; equal rules",
    "nodes/proposals.proposer": "as above",
    "nodes/contacts._clear": "the number in clear, only in the answer of the look that was recorded",
    "proposals._propose": "inserts; reads nothing of others",
    "proposals._free": "types of columns only",
    "proposals._written": "types of columns only",
    "proposals.acted": "inserts; reads nothing of others",
    "proposals.waiting": "behind roles all of which may read every proposal (OFFICIALS)",
    "revocations.*": "one's own sessions, or those that `revoke_sessions` has found to be within reach",
    "audit.answered": "the key that this very mutation was sent with, of the same subject",
    "transaction.*": "keys of the same subject",
    "sessions.shown": "the very revocation that this mutation made",
    "sessions.revoke_sessions": "accounts whose posts all lie in the administrator's divisions (`_beyond`)",
    "sessions._beyond": "that condition itself",
    "tiles._version": "a number that grows when something changes; says nothing of it",
    "verdict._least": "as `stands`",
    "verdict._did": "what the asker did themselves",
}
"""Reads of what not everybody may read that do not ask in place, and why."""

UNASKED_WRITES = {
    "accounts.*": "the operator's commands",
    "effects.take_effect": "the service itself, as the system",
    "revocations.*": "see above",
    "audit.answered": "the key of this very mutation",
    "transaction._keep": "the key of this very mutation",
    "observations._record": "after `_subject`, which asks for the gauge or the division",
    "proposals._propose": "after `ready` (scope) and `stands` (the plan's post)",
    "proposals.acted": "after `cleared`, or `_propose`",
    "readings.taken": "after `gauges`, which asks for each; or an operator's file",
    "readings._insert": "see above",
    "steps.*": "after `ready` or `cleared`: see decisions.py and proposals.py",
    "steps._opened": "as above",
    "tasks._report": "after `answerable`",
    "weighing._lapse": "the service itself, by evidence",
    "weighing.settled": "after `answerable`, or the service itself, by a decision",
    "weighing._make": "the service itself, by evidence",
}
"""Writes that do not ask in place: who has asked before."""


@dataclass
class Part:
    """A function, class or statement at the top of a module: what it touches, and whether it asks."""

    name: str
    reads: set[str] = field(default_factory=set)
    writes: set[str] = field(default_factory=set)
    asks: bool = False


def dotted(node: ast.AST) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join(reversed([*parts, node.id if isinstance(node, ast.Name) else ""]))


def table(node: ast.AST) -> Table | None:
    """Find the table that an expression such as `tables.contacts.contact` names."""
    parts = dotted(node).split(".")
    if len(parts) != 3 or parts[0] != "tables":
        return None
    found = getattr(getattr(tables, parts[1], None), parts[2], None)
    return found if isinstance(found, Table) else None


def known(tree: ast.Module) -> dict[str, Table]:
    """Find the names that a module gives to tables."""
    pairs = (
        (target, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    )
    return {target.id: found for target, value in pairs if (found := table(value)) is not None}


def parts(path: Path) -> Iterator[Part]:
    """List what a file has at its top; a name for a table is no use of it, nor is `@node(table)`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = known(tree)
    module = path.stem if path.parent.name != "nodes" else f"nodes/{path.stem}"
    for top in tree.body:
        if isinstance(top, ast.Assign) and table(top.value) is not None:
            continue
        name = getattr(top, "name", None) or "*"
        body = [*top.body] if isinstance(top, ast.ClassDef) else [top]
        part = Part(f"{module}.{name}")
        for node in (found for one in body for found in ast.walk(one)):
            look(node, names, part)
        yield part


def look(node: ast.AST, names: dict[str, Table], part: Part) -> None:
    if isinstance(node, ast.Name):
        found = names.get(node.id) if isinstance(node.ctx, ast.Load) else None
    else:
        found = table(node)
    if found is not None and found.info["access"].read != anyone:
        part.reads.add(found.name)
    if isinstance(node, ast.Call):
        called = dotted(node.func)
        part.asks |= called in ASKS
        if called in WRITES and node.args:
            written = names.get(dotted(node.args[0]), table(node.args[0]))
            part.writes.add(written.name if written is not None else ast.unparse(node.args[0]))


PARTS = [part for path in FILES for part in parts(path)]


def excused(name: str, listed: dict[str, str]) -> bool:
    return name in listed or f"{name.split('.')[0]}.*" in listed


def test_whoever_reads_what_not_everybody_may_asks() -> None:
    wrong = [
        (part.name, sorted(part.reads))
        for part in PARTS
        if part.reads and not part.asks and not excused(part.name, UNASKED_READS)
    ]
    assert not wrong, "ask `readable`, `writable` or `allowed` there, or say here why not"


def test_whoever_writes_asks() -> None:
    wrong = [
        (part.name, sorted(part.writes))
        for part in PARTS
        if part.writes and not part.asks and not excused(part.name, UNASKED_WRITES)
    ]
    assert not wrong, "ask `readable`, `writable` or `allowed` there, or say here who has asked before"


OPERATORS = {"account", "account_post", "sign_in_failure", "session", "revocation"}
"""Written by no policy: the server's role may, and says itself who may."""


def test_what_is_written_stands_behind_the_second_wall() -> None:
    """Each table that a resolver writes has a policy of its own in the database."""
    written = {name for part in PARTS for name in part.writes}
    all_ = {table.name: table for table in tables.metadata.sorted_tables}
    assert written <= set(all_), "a table that this test can name"
    assert {name for name in written if all_[name].info["access"].write == nobody} <= OPERATORS


def test_no_exception_is_left_over() -> None:
    """Each exception is needed by a function there is."""
    for listed, kind in ((UNASKED_READS, "reads"), (UNASKED_WRITES, "writes")):
        need = {part.name for part in PARTS if getattr(part, kind) and not part.asks}
        files = {f"{name.split('.')[0]}.*" for name in need}
        assert set(listed) <= need | files, kind


def test_no_statement_of_a_resolver_is_text() -> None:
    """What is no expression cannot be narrowed; the one text tells the event log."""
    found = [
        (path.name, node.value)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert not found
