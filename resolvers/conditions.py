"""A condition judged: a tree of true, false and unknown, over leaves that look at evidence.

What is unknown stays unknown unless the rest decides: without evidence nobody is told to act, nor to stop.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from resolvers import leaves, series
from resolvers.evidence import Condition, Evidence, Finding
from schema.evidence import BRANCHES, ConditionKind


def at_least(count: int, verdicts: Iterable[bool | None]) -> bool | None:
    """Tell whether at least so many are true, as far as it can be told."""
    listed = list(verdicts)
    true, unknown = listed.count(True), listed.count(None)
    if true >= count:
        return True
    return None if true + unknown >= count else False


def entered(condition: Condition, evidence: Evidence) -> Finding:
    """Judge a condition as it stands."""
    if condition.kind not in BRANCHES:
        return _leaf(condition, evidence)
    parts = tuple(entered(part, evidence) for part in condition.parts)
    return _branch(condition, parts, needed(condition))


def left(condition: Condition, evidence: Evidence) -> Finding:
    """Judge whether what led to a level is over: the opposite of the condition, with its hysteresis.

    The opposite of "at least n of m hold" is "at least m - n + 1 are over".
    """
    if condition.kind not in BRANCHES:
        return _over(condition, evidence)
    parts = tuple(left(part, evidence) for part in condition.parts)
    found = _branch(condition, parts, len(parts) - needed(condition) + 1)
    return replace(found, leaving=True)


def still(found: Finding, held: Collection[int]) -> bool | None:
    """Judge what was found again, as to what once held: of the rest, what is unknown counts as not so."""
    if not found.parts:
        return False if found.verdict is None and found.condition.key not in held else found.verdict
    return at_least(needed(found.condition), (still(part, held) for part in found.parts))


def needed(condition: Condition) -> int:
    """Say how many parts of a branch must hold."""
    match condition.kind:
        case ConditionKind.ALL:
            return len(condition.parts)
        case ConditionKind.ANY:
            return 1
    count: int = condition.row["at_least"]
    return count


def _branch(condition: Condition, parts: tuple[Finding, ...], count: int) -> Finding:
    return Finding(condition, at_least(count, (part.verdict for part in parts)), parts=parts)


def _leaf(condition: Condition, evidence: Evidence) -> Finding:
    if condition.kind is ConditionKind.GAUGE:
        return series.reached(condition, evidence)
    return leaves.LEAVES[condition.kind](condition, evidence)


def _over(condition: Condition, evidence: Evidence) -> Finding:
    if condition.kind is ConditionKind.GAUGE:
        return replace(series.cleared(condition, evidence), leaving=True)
    found = leaves.LEAVES[condition.kind](condition, evidence)
    verdict = None if found.verdict is None else not found.verdict
    return replace(found, verdict=verdict, leaving=True)
