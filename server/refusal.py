"""What stops a command before it has changed anything."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - it is no fault of the program
    """One line for the operator: what is wrong, where, and what to do. The command ends with status 1."""
