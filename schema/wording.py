"""What decisions say in words, as SQL: the same for a screen that asks and a mutation that writes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text, case, func, literal_column, select
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.constant import word
from schema.vocabulary import Precision, TransitionKind

CHINESE = {
    TransitionKind.START: "启动{system}{to}应急响应",
    TransitionKind.RAISE: "{system}应急响应由{from}提升为{to}",
    TransitionKind.LOWER: "{system}应急响应由{from}降低为{to}",
    TransitionKind.END: "终止{system}{from}应急响应",
}
ENGLISH = {
    TransitionKind.START: "start a response at level {to}",
    TransitionKind.RAISE: "raise the response from level {from} to level {to}",
    TransitionKind.LOWER: "lower the response from level {from} to level {to}",
    TransitionKind.END: "end the response at level {from}",
}


def correction(root: Any) -> ColumnElement[str]:
    """Say that a transition was issued in error."""
    return _joined(
        _said(root.c.effective_at),
        "起",
        _chinese(root),
        _given("（", root.c.document_no, "）"),
        "系误发，现予更正。 Issued in error and corrected herewith: from ",
        _shown(root.c.effective_at),
        ", ",
        _english(root),
        _given(" (", root.c.document_no, ")"),
        ".",
    )


def chinese(row: FromClause) -> ColumnElement[str]:
    """Say in Chinese what is to be decided."""
    title, _, version, scope, _ = _names(row)
    return _joined(
        case((row.c.drill, _word("【演练】")), else_=_word("")),
        "自",
        _said(row.c.effective_at),
        "起，",
        scope,
        _chinese(row),
        "。依据：《",
        title,
        "》（",
        version,
        "）。理由：",
        row.c.reason,
        _given("。文号：", row.c.document_no, ""),
        _given("。依据时间：", _said(row.c.evidence_at), ""),
        _given("。预计持续至：", _said(row.c.expected_until), ""),
        "。",
    )


def english(row: FromClause) -> ColumnElement[str]:
    """Say in English what is to be decided."""
    _, title, version, _, scope = _names(row)
    return _joined(
        case((row.c.drill, _word("DRILL. ")), else_=_word("")),
        "From ",
        _shown(row.c.effective_at),
        ", ",
        _english(row),
        " in ",
        scope,
        ". Plan: ",
        title,
        " (",
        version,
        "). Reason: ",
        row.c.reason,
        _given(". Document: ", row.c.document_no, ""),
        _given(". Evidence: ", _shown(row.c.evidence_at), ""),
        _given(". Expected until: ", _shown(row.c.expected_until), ""),
        ".",
    )


def _names(row: FromClause) -> tuple[ColumnElement[str], ...]:
    """Give the plan's titles, its version's label, and the names of the scope."""
    plan, rule, version = tables.plans.plan, tables.plans.authority_rule, tables.plans.plan_version
    division, basin = tables.divisions.division, tables.divisions.basin

    def of(column: ColumnElement[Any], *where: ColumnElement[bool]) -> ColumnElement[str]:
        return select(column).where(*where).correlate(row).scalar_subquery()

    labelled = rule.c.version_id == version.c.id, rule.c.id == row.c.rule_id
    scopes = (division, "division_id"), (basin, "basin_id")
    names, names_en = (
        [of(table.c[name], table.c.id == row.c[key]) for table, key in scopes] for name in ("name", "name_en")
    )
    return (
        of(plan.c.title, plan.c.id == row.c.plan_id),
        of(func.coalesce(plan.c.title_en, plan.c.title), plan.c.id == row.c.plan_id),
        of(version.c.label, *labelled),
        func.coalesce(*names),
        func.coalesce(*names_en, *names),
    )


def _chinese(row: FromClause) -> ColumnElement[str]:
    """Say a step: the words of notices for its system and levels."""
    to, from_ = (func.levee_level_said(row.c[name], type_=Text()) for name in ("to", "from"))
    parts = {"to": to, "from": from_, "system": func.levee_system_said(_system(row), type_=Text())}
    mended = case(
        (row.c.to.is_(None), _filled("撤销{system}应急响应", parts)),
        else_=_filled("{system}应急响应更正为{to}", parts),
    )
    return case(
        *((row.c.kind == word(kind), _filled(CHINESE[kind], parts)) for kind in CHINESE), else_=mended
    )


def _system(row: FromClause) -> ColumnElement[str]:
    if "system" in row.c:
        return row.c.system
    own = tables.responses.response.alias()
    return select(own.c.system).where(own.c.id == row.c.response_id).correlate(row).scalar_subquery()


def _english(row: FromClause) -> ColumnElement[str]:
    to = {"to": row.c.to, "from": row.c["from"]}
    mended = case(
        (row.c.to.is_(None), _word("take back the response")),
        else_=_filled("correct the response to level {to}", to),
    )
    return case(*((row.c.kind == word(kind), _filled(ENGLISH[kind], to)) for kind in ENGLISH), else_=mended)


def _filled(text: str, named: dict[str, Any]) -> ColumnElement[str]:
    """Put what is named into the places that a text names in braces."""
    parts = text.replace("{", "|{").replace("}", "}|").split("|")
    return _joined(*(named[part[1:-1]] if part.startswith("{") else part for part in parts if part))


def _given(before: str, value: Any, after: str) -> ColumnElement[str]:
    """Say a value that may be absent; without it, nothing."""
    return case((value.is_not(None), _joined(before, value, after)), else_=_word(""))


def _said(at: Any) -> ColumnElement[str]:
    return func.levee_said(at, word(Precision.MINUTE), type_=Text())


def _shown(at: Any) -> ColumnElement[str]:
    return func.to_char(at, _word("YYYY-MM-DD HH24:MI TZH:TZM"), type_=Text())


def _joined(*parts: Any) -> ColumnElement[str]:
    made = [_word(part) if isinstance(part, str) else part for part in parts]
    return func.concat(*made, type_=Text())


def _word(text: str) -> ColumnElement[str]:
    assert "'" not in text
    return literal_column(f"'{text}'::text", Text())
