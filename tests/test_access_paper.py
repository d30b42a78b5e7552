"""docs/access.md says who may see and do what as the code does; `UPDATE=1` writes its tables anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from resolvers.roots import api
from schema.access import Role, Rule
from schema.actions import RIGHTS, Action, Reach, Right, reach_of, reading

PAPER = Path(__file__).parents[1] / "docs" / "access.md"
WHERE = {
    Reach.ANYWHERE: "wherever they serve",
    Reach.OWN_DIVISIONS: "there",
    Reach.DIVISION_ABOVE: "the division above",
    Reach.OWN_UNITS: "what belongs to the post's own units",
}
PERSONAL = {"signIn", "signOut"}
MUTATIONS = "| mutation | roles | where | and the plan |\n|---|---|---|---|\n"
TYPES = "| type | roles | where |\n|---|---|---|\n"


def who(rules: Iterable[Rule]) -> str:
    roles = {role for rule in rules for role in rule.roles or ()}
    return "every role" if roles == set(Role) else ", ".join(role.value for role in Role if role in roles)


def cells(right: Right) -> tuple[str, str]:
    """Say roles and places, reach by reach."""
    by = {reach: [rule for rule in right.policy if reach_of(rule) is reach] for reach in Reach}
    told = {reach: who(rules) for reach, rules in by.items() if rules}
    return "; ".join(told.values()), "; ".join(WHERE[reach] for reach in told)


def besides(right: Right) -> str:
    named = f"names the least post: its {' or '.join(right.named)}" if right.named else ""
    return named or ("may ask for an approval first" if right.planned else "")


def mutations() -> Iterator[str]:
    for action, right in RIGHTS.items():
        roles, where = cells(right)
        yield f"| {action.value} | {roles} | {where} | {besides(right)} |\n"


def types() -> Iterator[str]:
    for _, right in reading():
        roles, where = cells(right)
        yield f"| {', '.join(right.types)} | {roles} | {where} |\n"


def test_the_tables_on_paper_are_those_of_the_code() -> None:
    text = PAPER.read_text(encoding="utf-8")
    made = text
    for head, rows in ((MUTATIONS, mutations()), (TYPES, types())):
        found = re.search(re.escape(head) + r"(\|.*\n)+", text)
        assert found is not None, head
        made = made.replace(found[0], head + "".join(rows))
    if os.environ.get("UPDATE") == "1":
        PAPER.write_text(made, encoding="utf-8")
    assert PAPER.read_text(encoding="utf-8") == made


def test_no_mutation_and_no_role_is_missing_on_paper() -> None:
    assert api.mutation_type is not None
    assert {action.value for action in RIGHTS} | PERSONAL == set(api.mutation_type.fields)
    assert set(RIGHTS) == set(Action) - {Action.READ}
    text = PAPER.read_text(encoding="utf-8")
    roles = text.partition("| role | what it is |\n|---|---|\n")[2].partition("\n\n")[0]
    assert re.findall(r"^\| (\w+) \|", roles, re.MULTILINE) == [role.value for role in Role]
    reaches = text.partition("| `reach` | where |\n|---|---|\n")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| (\w+) \|", reaches, re.MULTILINE)) == {reach.name for reach in Reach}
    assert all(f"`{name}`" in text or name in text for name in PERSONAL)
