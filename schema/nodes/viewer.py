"""Who asks, as they see themselves (当前用户)."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from typing import Any

import orjson
import strawberry
from sqlalchemy import Boolean, Column, ColumnElement, DateTime, Select, Text, cast, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY, JSON
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Integer
from strawberry import enum_value as meaning

from schema import tables
from schema.access import Viewer as Asker
from schema.actions import permissions
from schema.declare import Computed, Many, One, auto, chosen, computed, node
from schema.moment import valid
from schema.parameter import Parameter, bound
from schema.rationale import asking, held, told
from schema.registry import Chosen, shape


@strawberry.enum(description="What a post may do, from least to most (角色).")
class PostRole(Enum):
    """Roles, as tokens name them in small letters."""

    VIEWER = meaning("VIEWER", description="Reads (查看者).")
    HOLDER = meaning("HOLDER", description="Keeps what a unit or a depot holds (物资保管者).")
    INSPECTOR = meaning("INSPECTOR", description="Inspects hazards (巡查员).")
    OFFICER = meaning("OFFICER", description="On duty: records and decides (值班员).")
    REVIEWER = meaning("REVIEWER", description="Reviews decisions (审核者).")
    COMMANDER = meaning("COMMANDER", description="Commands (指挥者).")
    ADMINISTRATOR = meaning("ADMINISTRATOR", description="Keeps the service (管理员).")


def asker() -> FromClause:
    """Give one row that says who asks."""
    return select(
        _own(lambda viewer: viewer.subject, Text()).label("subject"),
        _own(lambda viewer: viewer.name, Text()).label("name"),
    ).subquery()


def _own(read: Any, type_: Any) -> ColumnElement[Any]:
    return bound(Parameter(lambda run: read(run.viewer), ()), type_)


def _expires(viewer: Asker) -> datetime | None:
    return None if viewer.expires is None else datetime.fromtimestamp(viewer.expires, UTC)


def _held(root: FromClause) -> tuple[Select[Any], FromClause]:  # noqa: ARG001
    """Give the posts that the viewer holds, in their order."""
    row = held(asking())
    return select(row).order_by(row.c.place), row


def _may(viewer: Asker) -> str:
    return orjson.dumps(
        [
            {
                "action": one.action.name,
                "reach": one.reach.name,
                "types": one.types,
                "planned": one.planned,
                "posts": told(one.posts),
            }
            for one in permissions(viewer)
        ]
    ).decode()


def _permitted(root: FromClause) -> tuple[Select[Any], FromClause]:  # noqa: ARG001
    """Give what the viewer may do."""
    known = (column("action", Text), column("reach", Text), column("planned", Boolean))
    listed = func.json_to_recordset(cast(_own(_may, Text()), JSON))
    rows = listed.table_valued(*known, column("types", ARRAY(Text)), column("posts", JSON))
    row = rows.render_derived(with_types=True)
    return select(row), row


def _session(root: FromClause) -> tuple[Select[Any], FromClause]:  # noqa: ARG001
    """Give the session; without a token there is none."""
    row = select(_own(_expires, DateTime(timezone=True)).label("expires_at")).subquery()
    return select(row).where(row.c.expires_at.is_not(None)), row


def _divisions(root: FromClause) -> tuple[Select[Any], FromClause]:
    row = tables.divisions.division.alias()
    mine = row.c.code == func.any(root.c.divisions)
    return select(row).where(mine, valid(row)).order_by(row.c.code).correlate(root), row


def _basins(root: FromClause) -> tuple[Select[Any], FromClause]:
    row = tables.divisions.basin.alias()
    return select(row).where(row.c.code == func.any(root.c.basins)).order_by(row.c.code).correlate(root), row


def _units(root: FromClause) -> tuple[Select[Any], FromClause]:
    row = tables.people.member_unit.alias()
    return select(row).where(row.c.code == func.any(root.c.units)).order_by(row.c.code).correlate(root), row


viewer = shape(
    "viewer",
    Column("subject", Text, nullable=False, comment="Who it is in all that is recorded (主体)."),
    Column("name", Text, comment="What the token calls it, for the screen (名称)."),
    comment="Who asks (当前用户).",
)
viewer_post = shape(
    "viewer_post",
    Column("role", Text, nullable=False, comment="What it may do there (角色)."),
    Column("divisions", ARRAY(Text), comment="Codes of divisions."),
    Column("basins", ARRAY(Text), comment="Codes of basins."),
    Column("units", ARRAY(Text), comment="Codes of units."),
    Column("place", Integer, comment="Its place among the viewer's posts."),
    comment="A post that the viewer holds (岗位).",
)
viewer_session = shape(
    "viewer_session",
    Column("expires_at", DateTime(timezone=True), nullable=False, comment="When its token ends (到期时间)."),
    comment="The session of the token that this is asked with (会话).",
)


@node(viewer_session)
class ViewerSession:
    """The session of the token that this is asked with (会话)."""

    expires_at: auto


@node(viewer_post)
class ViewerPost:
    """A post that the viewer holds: one role, in divisions and all below them (岗位)."""

    role: Computed = computed(lambda root: func.upper(root.c.role), PostRole, "What it may do there (角色).")
    divisions: Many = chosen(_divisions, "Division", "In which divisions, and all below them (区划).")
    basins: Many = chosen(_basins, "Basin", "For which basins as a whole (流域).")
    units: Many = chosen(_units, "MemberUnit", "For the own things of which units (单位).")


@node(viewer)
class Viewer:
    """Who asks (当前用户)."""

    subject: auto
    name: auto
    posts: Many = chosen(_held, "ViewerPost", "What it is, and where; rights are never put together (岗位).")
    may: Many = chosen(
        _permitted, "Permission", "What it may do at all, made of the rules that refuse the rest (权限)."
    )
    session: One = Chosen(
        _session, "ViewerSession", "Null without a token, where reads are open (会话).", single=True
    )
