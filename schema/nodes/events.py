"""What the event log shows (事件日志): each message with its position, and a picture to begin with."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from sqlalchemy import BigInteger, Column, DateTime

from schema.declare import Many, One, auto, given, node, one
from schema.registry import message


def transition() -> Column[int]:
    """Declare the transition that a message tells of."""
    return Column("transition_id", BigInteger, nullable=False, comment="The transition (响应变动).")


def moment(comment: str) -> Column[Any]:
    """Declare the instant of a message, by the clock of the database."""
    return Column("at", DateTime(timezone=True), nullable=False, comment=comment)


@node(message("response_level_change", "One change of a level (响应级别变动).", transition()))
class ResponseLevelChange:
    """One change of a response's level, with its position in the event log (响应级别变动)."""

    cursor: auto
    hash: auto
    transition: One = one("ResponseTransition", required=True)


@node(message("response_took_effect", "A level that holds from now on (响应生效).", transition()))
class ResponseTookEffect:
    """The effective time of a transition that lay ahead when it was recorded has come (响应生效).

    Told once, by the service's clock. Not told: a transition whose `effectiveAt` was not after its
    `recordedAt`, which holds from its ResponseLevelChange on; and one that was overtaken, where a transition
    recorded later has the same `effectiveAt`: that one is told.
    """

    cursor: auto
    hash: auto
    transition: One = one("ResponseTransition", required=True)


@node(
    message("response_snapshot", "What is in force (在行响应快照).", moment("When it was taken (快照时间)."))
)
class ResponseSnapshot:
    """The responses in force and the position in the event log, both of one moment (在行响应快照)."""

    cursor: auto
    hash: auto
    at: auto
    responses: Many = given("Response", "The responses in force, in the order of their IDs (在行应急响应).")


@node(
    message(
        "feed_heartbeat",
        "Nothing more has happened (心跳).",
        moment("The moment up to which it is known, by the service's clock (时间)."),
    )
)
class FeedHeartbeat:
    """A sign of life: up to `at`, everything to be told has been told, and it ends at `cursor` (心跳).

    One comes every 10 s. A screen that has had no message for 25 s is stale and must show that.
    """

    cursor: auto
    at: auto


ResponseFeedMessage = Annotated[
    ResponseSnapshot | ResponseLevelChange | ResponseTookEffect | FeedHeartbeat,
    strawberry.union(
        "ResponseFeedMessage",
        description="What a screen is told: what is in force, each change when it is decided, what takes "
        "effect later, and a sign of life (订阅消息).",
    ),
]


@node(
    message(
        "task_change",
        "Tasks set in motion or lapsed, or a report on one (任务变动).",
        Column(
            "transition_id", BigInteger, comment="The change of level that set tasks in motion (响应变动)."
        ),
        Column("task_step_id", BigInteger, comment="The report on a task (任务反馈)."),
    )
)
class TaskChange:
    """What happened to tasks, with its position in the event log (任务变动).

    Either a change of level, whose `tasks` it set in motion and whose `lapsedTasks` it let lapse, or a report
    on a task: the other is null.
    """

    cursor: auto
    hash: auto
    transition: One = one("ResponseTransition")
    step: One = one("TaskStep", "task_step_id")
