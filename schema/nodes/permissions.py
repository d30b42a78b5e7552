"""What somebody may do, and why (权限)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Select, Text, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY, JSON
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Integer

from schema.actions import Action, Reach
from schema.declare import Computed, Many, One, auto, chosen, computed, node
from schema.rationale import asking, held
from schema.registry import Chosen, shape


def _posts(root: FromClause) -> tuple[Select[Any], FromClause]:
    row = held(root.c.posts)
    return select(row).order_by(row.c.place), row


def _post(root: FromClause) -> tuple[Select[Any], FromClause]:
    row = held(asking())
    return select(row).where(row.c.place == root.c.place).correlate(root), row


def _tried(root: FromClause) -> tuple[Select[Any], FromClause]:
    known = (column("number", Integer), column("says", Text), column("reach", Text), column("place", Integer))
    row = func.json_to_recordset(root.c.tried).table_valued(*known).render_derived(with_types=True)
    return select(row).order_by(row.c.number).correlate(root), row


def _met(root: FromClause) -> tuple[Select[Any], FromClause]:
    rows, row = _tried(root)
    return rows.where(row.c.number == root.c.number), row


def _reach() -> Column[str]:
    return Column("reach", Text, nullable=False, info={"words": Reach}, comment="How far (权限范围).")


permission = shape(
    "permission",
    Column("action", Text, nullable=False, info={"words": Action}, comment="What may be done (操作)."),
    _reach(),
    Column("types", ARRAY(Text), nullable=False, comment="Names of types."),
    Column(
        "planned",
        Boolean,
        nullable=False,
        comment="Whether the plan in force may ask for more: a higher post, or an approval (以预案为准).",
    ),
    Column("posts", JSON, nullable=False, comment="The posts, told."),
    comment="Something that may be done (权限).",
)
tried_rule = shape(
    "tried_rule",
    Column("number", Integer, nullable=False, comment="Its number."),
    Column(
        "says",
        Text,
        nullable=False,
        comment="The rule in words: `officer or commander whose divisions contain 421000` (规则).",
    ),
    _reach(),
    Column("place", Integer, comment="Which post meets it."),
    comment="A rule that was tried (规则).",
)
why = shape(
    "why",
    Column("allowed", Boolean, nullable=False, comment="Whether the asker may (是否允许)."),
    Column(
        "code",
        Text,
        comment="Null where allowed, else the code of the refusal: FORBIDDEN, NOT_FOUND, CONFLICT or "
        "UNAUTHENTICATED (错误代码).",
    ),
    Column("reason", Text, comment="As `extensions.reason` of that refusal, where it has one (原因)."),
    Column("number", Integer, comment="Which rule allows it."),
    Column("place", Integer, comment="Which post."),
    Column("tried", JSON, nullable=False, comment="The rules, told."),
    comment="Whether somebody may do something, and by which rule (权限理由).",
)


@node(permission)
class Permission:
    """Something that the viewer may do, by some of their posts (权限).

    Of one object `why` tells, which also knows what the plan in force asks for.
    """

    action: auto
    reach: auto
    types: Computed = computed(
        lambda root: func.to_json(root.c.types), list[str], "To objects of these types, if to any (对象类型)."
    )
    planned: auto
    posts: Many = chosen(_posts, "ViewerPost", "By these posts, each by itself (岗位).")


@node(tried_rule)
class TriedRule:
    """A rule that was tried, and the post that meets it (规则)."""

    says: auto
    reach: auto
    post: One = Chosen(
        _post, "ViewerPost", "The first of the asker's posts that meets it (岗位).", single=True
    )


@node(why)
class Why:
    """Whether the asker may do something to an object, and by which rule (权限理由).

    It tells of rights, not of the moment: what is allowed can still be a CONFLICT. An object that the asker
    may not read is NOT_FOUND, as one that is not there.
    """

    allowed: auto
    code: auto
    reason: auto
    rule: One = Chosen(_met, "TriedRule", "The rule that allows it; else null (依据规则).", single=True)
    post: One = Chosen(_post, "ViewerPost", "The post by which it is allowed; else null (岗位).", single=True)
    tried: Many = chosen(_tried, "TriedRule", "All rules that were tried, whether met or not (规则).")
