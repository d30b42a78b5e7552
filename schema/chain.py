"""The chains of the record: what each hash is over, as SQL and in Python.

An event's hash is SHA-256 over the hash before it and the event's text: a JSON array of the event, of what it
tells of, and of the newest seal of the audit. An entry of the audit has a digest, SHA-256 over its text; a
seal's hash is over the hash before it, the seal's text and the digests of what it covers.

Each value stands as text that no setting of a session changes; instants as seconds since 1970. Which columns
a text holds is its form, a number kept beside the hash: a migration that adds a column adds a form, and what
was written before is checked by the form of then.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy import Column, DateTime, LargeBinary, Table

from schema.storage import metadata
from schema.tables.events import SUBJECT
from schema.vocabulary import EventKind

GENESIS = bytes(32)
"""What the first hash of a chain hangs on."""

Form = Mapping[str, tuple[str, ...]]
FORMS: Mapping[int, Form] = {
    1: {
        "event": (
            *("seq", "kind", "recorded_at", "audit_id", "transition_id", "proposal_step_id"),
            *("override_id", "recommendation_id", "task_step_id"),
        ),
        "response_transition": (
            *("id", "response_id", "kind", "from", "to", "evidence_at", "decided_at", "effective_at"),
            *("recorded_at", "effective_precision", "effective_basis", "reason", "document_no"),
            *("recorded_by", "source", "expected_until", "corrects_id", "override_reason"),
        ),
        "response": ("id", "code", "system", "plan_id", "division_id", "basin_id", "drill"),
        "proposal_step": ("id", "proposal_id", "act", "by", "reason", "at", "transition_id"),
        "proposal": (
            *("id", "kind", "plan_id", "rule_id", "level_id", "response_id", "last_transition_id"),
            *("corrects_id", "division_id", "basin_id", "system", "drill", "from", "to", "evidence_at"),
            *("decided_at", "effective_at", "expected_until", "reason", "document_no", "text", "text_en"),
            *("digest", "supersedes_id", "proposed_at", "expires_at"),
        ),
        "task_step": ("id", "task_id", "kind", "reason", "recorded_at", "recorded_by"),
        "task": (
            *("id", "response_id", "transition_id", "action_id", "unit_id", "warden_id", "labour_id"),
            *("division_id", "due_at"),
        ),
        "recommendation": (
            *("id", "plan_id", "version_id", "system", "division_id", "basin_id", "response_id", "kind"),
            *("from", "to", "made_at", "evidence_at", "reason", "reason_en"),
        ),
        "recommendation_ground": (
            *("id", "recommendation_id", "condition_id", "verdict", "doubt", "reading_id", "threshold_id"),
            *("observation_id", "observed_at", "value", "limit", "difference", "says", "says_en"),
        ),
        "audit": (
            *("id", "at", "kind", "subject", "session", "action", "type", "key", "outcome", "request"),
            "times",
        ),
        "audit_seal": ("number", "at", "ids"),
    }
}
"""The columns of each form; the newest is written."""
NEWEST = max(FORMS)

LATER: Form = {
    "event": ("seal", "form", "hash"),
    "response": ("period",),
    "task": ("lapses_at", "lapsed_by_id"),
    "recommendation": ("state", "settled_at", "settled_by", "settled_reason", "transition_id", "lapsed_at"),
    "audit_seal": ("form", "digests", "hash"),
}
"""What a form leaves out: it changes later, or it stands in the hash by itself."""

WHOLE = {"response_transition": "response_id", "proposal_step": "proposal_id", "task_step": "task_id"}
"""What a row is a part of, by its foreign key: the text of an event holds both."""
PARTS = {"recommendation": ("recommendation_ground", "recommendation_id")}
"""The rows that belong to a row, by their foreign key."""


def follow(before: bytes, *parts: bytes) -> bytes:
    """Give the hash that comes after `before` in a chain."""
    return sha256(before + b"".join(parts)).digest()


def listed(form: int, table: str, row: str) -> str:
    """Write the columns of a row as a JSON array, in SQL."""
    columns = metadata.tables[table].c
    return f"json_build_array({', '.join(_value(columns[name], row) for name in FORMS[form][table])})"


def _value(column: Column[object], row: str) -> str:
    named = f'{row}."{column.name}"'
    if isinstance(column.type, DateTime):
        return f"extract(epoch FROM {named})::text"
    if isinstance(column.type, LargeBinary):
        return f"encode({named}, 'hex')"
    return f"{named}::text"


def told(form: int, kind: EventKind, event: str) -> str:
    """Write what an event of a kind tells of as a JSON array, in SQL; null where it is not there."""
    by = SUBJECT[kind]
    ((key),) = metadata.tables["event"].c[by].foreign_keys
    table = key.column.table
    parts = [listed(form, table.name, "one")]
    source = f"{table.name} AS one"
    if table.name in WHOLE:
        whole = _target(table, WHOLE[table.name])
        source += f" JOIN {whole} AS whole ON whole.id = one.{WHOLE[table.name]}"
        parts.append(listed(form, whole, "whole"))
    if table.name in PARTS:
        part, owner = PARTS[table.name]
        rows = f"json_agg({listed(form, part, 'part')} ORDER BY part.id)"
        parts.append(f"(SELECT {rows} FROM {part} AS part WHERE part.{owner} = one.id)")  # noqa: S608
    return f"(SELECT json_build_array({', '.join(parts)}) FROM {source} WHERE one.id = {event}.{by})"  # noqa: S608


def _target(table: Table, by: str) -> str:
    ((key),) = table.c[by].foreign_keys
    return key.column.table.name


def event_text(form: int, event: str, subject: str, seal: str) -> str:
    """Write the text of an event, in SQL, from what it tells of and the hash of the seal."""
    return f"json_build_array('{form}', {listed(form, 'event', event)}, {subject}, {seal})::text"


def entry_text(form: int, entry: str) -> str:
    """Write the text of an entry of the audit, in SQL."""
    return f"json_build_array('{form}', {listed(form, 'audit', entry)})::text"


def seal_text(form: int, seal: str) -> str:
    """Write the text of a seal, in SQL."""
    return f"json_build_array('{form}', {listed(form, 'audit_seal', seal)})::text"
