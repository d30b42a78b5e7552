"""Who asks: roles, posts that bear them somewhere, and whoever holds several (岗位)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import orjson


class Role(Enum):
    """What a post is, from least to most."""

    VIEWER = "viewer"
    HOLDER = "holder"
    INSPECTOR = "inspector"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    COMMANDER = "commander"
    ADMINISTRATOR = "administrator"


COMMAND = (Role.OFFICER, Role.COMMANDER, Role.ADMINISTRATOR)
"""Who may decide and record, each in their divisions."""
OFFICIALS = (*COMMAND, Role.REVIEWER)
"""Who is in on what is not decided yet."""
WATCH = (*COMMAND, Role.INSPECTOR)
"""Who may report what is observed, each in their divisions."""


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is, and where: one role in division codes and all below them.

    `basins` are codes of basins that it is for as a whole; `units` codes of units whose own things it holds.
    """

    role: Role
    divisions: tuple[str, ...] = ()
    basins: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """Say it as JSON does, for the database and for the claims of a token."""
        return {"role": self.role.value, **{name: list(getattr(self, name)) for name in PLACES}}


PLACES = ("divisions", "basins", "units")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a subject and its posts, none for a question without a token where open reads are allowed.

    Rights are never put together from two posts: who is a commander there and a viewer here commands there.
    A subject is one person in all sessions, whoever vouches for them; `session`, when it `expires` (seconds
    since 1970) and the `name` to show are of the token and make no other viewer. `system` is the server
    itself: what comes with time, with evidence, or from an operator.
    """

    subject: str
    posts: tuple[Post, ...] = ()
    session: str | None = field(default=None, compare=False)
    expires: float | None = field(default=None, compare=False)
    name: str | None = field(default=None, compare=False)
    system: bool = False

    @classmethod
    def of(cls, subject: str, role: Role, divisions: tuple[str, ...]) -> Viewer:
        """Make the viewer that holds one post."""
        return cls(subject, (Post(role, divisions),))

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of all posts, wherever: what a plan of a question depends on."""
        return frozenset(post.role for post in self.posts)

    def own(self, what: str, roles: frozenset[Role] | None = None) -> list[str]:
        """Give the codes of `what`, one of PLACES, of the posts with one of these roles; None: of all."""
        held = (getattr(post, what) for post in self.posts if roles is None or post.role in roles)
        return list(dict.fromkeys(code for codes in held for code in codes))

    def groups(self, roles: frozenset[Role] | None = None) -> list[list[str]]:
        """Give the division codes post by post: what one post must cover is not covered by two."""
        return [list(post.divisions) for post in self.posts if roles is None or post.role in roles]

    @property
    def identity(self) -> str:
        """Say who writes, as the transaction tells the database."""
        return SYSTEM if self.system else orjson.dumps([post.told() for post in self.posts]).decode()


SYSTEM = '[{"role":"system"}]'
"""The identity of the server itself; no token bears this role."""


@dataclass(frozen=True, slots=True)
class Admission:
    """A session that has begun: its token, whose it is, and until when, in seconds since 1970."""

    token: str = field(repr=False)
    viewer: Viewer
    expires: float
