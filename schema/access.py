"""Who may see and do what: declared at the table, compiled into every statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a token's bearer is, from least to most."""

    VIEWER = "viewer"
    OFFICER = "officer"
    COMMANDER = "commander"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks.

    `divisions` are the division codes the token was given; rights reach each of them and all below it.
    `role` is None for a question that came without a token where open reads are allowed.
    """

    subject: str
    role: Role | None
    divisions: tuple[str, ...] = ()
