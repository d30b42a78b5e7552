"""What stops a command before it has changed anything."""

from __future__ import annotations


class Refusal(Exception):
    """One line for the operator: what is wrong, where, and what to do. The command ends with status 1."""
