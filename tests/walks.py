"""What the law of levels is, said a second time and simply: the model that the service is held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SEVERITY = ["I", "II", "III", "IV"]
ASKING = ("I", "II")
RULES = {
    *(("START", level) for level in SEVERITY),
    *(("RAISE", level) for level in ("I", "II", "III")),
    *(("LOWER", level) for level in ("II", "III", "IV")),
    *(("END", level) for level in SEVERITY),
}
"""What the demo's plans say something about; they ask for an approval at I and II, and for consent as below."""
CONSENT = {("END", "I"), ("LOWER", "III")}
OFFICER, COMMANDER = 1, 2

Rule = tuple[str, str] | None


@dataclass
class Step:
    """One transition."""

    id: str
    before: str | None
    after: str | None
    at: int


@dataclass
class Walk:
    """One response."""

    id: str
    scope: str
    steps: list[Step] = field(default_factory=list)

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def start(self) -> int:
        return self.steps[0].at

    @property
    def end(self) -> float:
        return self.last.at if self.last.after is None else float("inf")

    def level(self, at: int) -> str | None:
        found = None
        for step in self.steps:
            if step.at <= at:
                found = step.after
        return found


@dataclass
class Asked:
    """What somebody wants: START (of a scope), CHANGE, END or CORRECT (of a walk)."""

    kind: str
    at: int
    level: str | None
    scope: str = ""
    walk: Walk | None = None
    last: str | None = None
    corrects: str | None = None


@dataclass
class Proposal:
    """What waits."""

    id: str
    digest: str
    asked: Asked
    rule: tuple[str, str]
    acts: dict[str, str]
    """Who did what: PROPOSE, REVIEW, CONSENT."""
    waits: bool = True


class Model:
    """All responses, and all proposals."""

    def __init__(self) -> None:
        self.walks: list[Walk] = []
        self.proposals: list[Proposal] = []

    def judge(self, asked: Asked) -> tuple[str | None, Rule] | None:
        """Say the level before and the rule it falls under, or None where the record refuses it."""
        walk = asked.walk
        if walk is None:
            free = not self._taken(asked.scope, asked.at, None)
            return (None, ("START", asked.level or "")) if free else None
        last, closed = walk.last, walk.last.after is None
        if (closed and asked.kind != "CORRECT") or asked.last not in (None, last.id):
            return None
        if asked.at < last.at or (closed and asked.at != last.at) or asked.level == last.after:
            return None
        if asked.kind == "CORRECT":
            if closed and self._taken(walk.scope, walk.start, walk):
                return None
            return last.after, self._mended(asked, last)
        if asked.kind == "END":
            return last.after, ("END", last.after or "")
        worse = SEVERITY.index(asked.level or "") < SEVERITY.index(last.after or "")
        return last.after, ("RAISE" if worse else "LOWER", asked.level or "")

    def _mended(self, asked: Asked, last: Step) -> Rule:
        """Find the rule of a correction: none where it takes back, or lessens."""
        undone = last.before if asked.corrects in (None, last.id) else None
        known = [SEVERITY.index(level) for level in (last.after, undone) if level]
        if asked.level is None or (known and SEVERITY.index(asked.level) >= min(known)):
            return None
        return ("RAISE" if last.after else "START", asked.level)

    def _taken(self, scope: str, since: int, but: Walk | None) -> bool:
        """Tell whether another response of the scope holds at any time from a moment on."""
        return any(
            walk is not but and walk.scope == scope and walk.start < walk.end and walk.end > since
            for walk in self.walks
        )

    def may(self, how: str, asked: Asked) -> bool:
        """Tell whether it is done directly, by an override, or may be proposed."""
        verdict = self.judge(asked)
        if verdict is None:
            return False
        rule = verdict[1]
        asks = rule in RULES and rule is not None and (rule[1] in ASKING or rule in CONSENT)
        return {"direct": not asks, "override": asks, "propose": rule in RULES}[how]

    def record(self, asked: Asked, id_: str, response: str) -> None:
        """Write down what was done."""
        if asked.walk is None:
            self.walks.append(Walk(response, asked.scope, [Step(id_, None, asked.level, asked.at)]))
        else:
            asked.walk.steps.append(Step(id_, asked.walk.last.after, asked.level, asked.at))

    def may_act(self, what: str, proposal: Proposal, subject: str, rank: int, digest: str) -> bool:
        """Tell whether somebody may do something about a proposal now."""
        rule, acts = proposal.rule, proposal.acts
        if not proposal.waits or digest != proposal.digest:
            return False
        if what == "withdraw":
            return acts["PROPOSE"] == subject
        if subject in (acts.values() if what != "reject" else [acts["PROPOSE"]]):
            return False
        commands = rank >= COMMANDER or rule[1] == "IV"
        reviewed = rule[1] not in ASKING or "REVIEW" in acts
        possible: dict[str, Any] = {
            "review": rule[1] in ASKING and rank >= COMMANDER,
            "consent": rule in CONSENT,
            "reject": commands or rule in CONSENT,
            "approve": commands
            and reviewed
            and (rule not in CONSENT or "CONSENT" in acts)
            and self.judge(proposal.asked) is not None,
        }
        return bool(possible[what])
