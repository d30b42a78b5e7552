"""Why somebody may do something to an object, or may not (权限理由)."""

from __future__ import annotations

import inspect
from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry import enum_value as meaning

from resolvers.rows import Viewed, query
from resolvers.verdict import Case, told
from schema.access import access
from schema.actions import RIGHTS, Action, Right
from schema.errors import BadUserInput
from schema.nodes.permissions import Why
from schema.position import MALFORMED_ID, Identity
from schema.registry import NODES
from schema.storage import metadata
from schema.vocabulary import ResponseLevel

KEPT = {
    name: made
    for name, made in sorted(NODES.items())
    if made.table.metadata is metadata and not made.abstract
}
_words: Any = Enum
ObjectType = strawberry.enum(
    _words(
        "ObjectType",
        {name: meaning(name, description=inspect.getdoc(made.cls)) for name, made in KEPT.items()},
    ),
    description="The types whose objects have an ID and rights of their own (对象类型).",
)

Doing = Annotated[Action, strawberry.argument(description="What is to be done to it (操作).")]
Plan = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="To start a response, or to propose or override that: under which plan (预案). What it "
        "asks for is looked at only where `level` is given too."
    ),
]
Level = Annotated[
    ResponseLevel | None,
    strawberry.argument(
        description="The level after the decision (目标级别): what the plan in force asks for there is "
        "looked at. To end a response takes none; to accept a recommendation has its own."
    ),
]


def why(type: Any, id: Any, action: Doing, plan: Plan = None, level: Level = None) -> Viewed:  # noqa: A002
    """Whether I may do something to an object, by which rule and by which of my posts (权限理由).

    One that I may not read is answered as one that is not there. BAD_USER_INPUT: an ID of another type, an
    action that is not done to objects of that type.
    """
    if not isinstance(id, Identity) or id.kind not in KEPT:
        raise BadUserInput(MALFORMED_ID, ("id",))
    under = plan.key("Plan") if isinstance(plan, Identity) else None
    made = Case(action, KEPT[type.value], _right(action, type.value), id.key(type.value), under, level)
    return Viewed(lambda viewer: told(made, viewer))


why.__annotations__ |= {
    "type": Annotated[ObjectType, strawberry.argument(description="The type of the object (对象类型).")],
    "id": Annotated[strawberry.ID, strawberry.argument(description="The object (标识).")],
}
query(Why)(why)


def _right(action: Action, type_: str) -> Right:
    if action is Action.READ:
        return Right(access(KEPT[type_].table).read, (type_,))
    right = RIGHTS[action]
    if type_ not in right.types:
        fitting = ", ".join(right.types) or "no objects of this schema"
        raise BadUserInput(f"This is done to {fitting}; not to a {type_}.", ("action",))
    return right
