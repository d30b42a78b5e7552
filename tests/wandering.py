"""Questions made from the schema by chance: whatever path leads somewhere may be taken."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    Undefined,
    get_named_type,
    is_non_null_type,
)

from resolvers.roots import api

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType
FEW = 5
MARKED = ("duty", "reason")
"""Asked wherever they are: what is planted stands in them."""


def composite(type_: Any) -> bool:
    return isinstance(get_named_type(type_), Composite)


def members(type_: Any) -> Sequence[GraphQLObjectType]:
    """Give the concrete types behind a type."""
    return [type_] if isinstance(type_, GraphQLObjectType) else api.get_possible_types(type_)


def distances(targets: Sequence[str]) -> dict[str, int]:
    """Say of each type how many steps the nearest of these types is away."""
    to: dict[str, set[str]] = {}
    for type_ in api.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            for field in type_.fields.values():
                if composite(field.type):
                    for member in members(get_named_type(field.type)):
                        to.setdefault(member.name, set()).add(type_.name)
    found = dict.fromkeys(targets, 0)
    line = deque(targets)
    while line:
        at = line.popleft()
        for before in to.get(at, ()):
            if before not in found:
                found[before] = found[at] + 1
                line.append(before)
    return found


class Wanderer:
    """Asks by chance, rather towards some types than away from them."""

    def __init__(
        self, seed: int, targets: Sequence[str], ids: Mapping[str, Sequence[str]], codes: Sequence[str]
    ) -> None:
        self.rng = random.Random(seed)
        self.near = distances(targets)
        self.ids = ids
        self.codes = codes

    def question(self) -> str:
        """Make one question: a root field, and up to seven levels below it."""
        while True:
            assert api.query_type is not None
            name, field = self.rng.choice(list(api.query_type.fields.items()))
            name = "node" if self.rng.random() < 0.4 else name
            if name == "node":
                return f"{{ {self.by_id()} }}"
            if name not in ("why", "areaSummary"):
                return f"{{ {self.field(name, field, 7)} }}"

    def by_id(self) -> str:
        """Ask for one object, of half the questions one of a type that is aimed at."""
        aimed = [one for one, far in self.near.items() if far == 0 and one in self.ids]
        type_ = self.rng.choice(aimed if self.rng.random() < 0.7 else list(self.ids))
        below = self.selection(api.type_map[type_], 6)
        return f'node(id: "{self.rng.choice(list(self.ids[type_]))}") {{ ... on {type_} {below} }}'

    def field(self, name: str, field: GraphQLField, depth: int) -> str:
        type_ = get_named_type(field.type)
        given = [f"{key}: {self.value(one, key)}" for key, one in field.args.items() if self.takes(key, one)]
        arguments = f"({', '.join(given)})" if given else ""
        below = f" {self.selection(type_, depth)}" if isinstance(type_, Composite) else ""
        return f"{name}{arguments}{below}"

    def takes(self, key: str, argument: GraphQLArgument) -> bool:
        needed = is_non_null_type(argument.type) and argument.default_value is Undefined
        return needed or key == "first" or (key == "division" and self.rng.random() < 0.3)

    def value(self, argument: GraphQLArgument, key: str) -> str:
        type_: Any = get_named_type(argument.type)
        if isinstance(type_, GraphQLEnumType):
            return str(self.rng.choice(list(type_.values)))
        known: dict[str, Callable[[], str]] = {
            "Int": lambda: str(self.rng.choice((1, 3, FEW, 40))),
            "Float": lambda: str(self.rng.choice((100.0, 5000.0))),
            "ID": lambda: f'"{self.rng.choice(list(self.ids[self.rng.choice(list(self.ids))]))}"',
            "DivisionCode": lambda: f'"{self.rng.choice(list(self.codes))}"',
            "String": lambda: f'"{self.rng.choice(("荆州", "公安", "1", "演示"))}"',
            "Place": lambda: "{lon: 112.24, lat: 30.33}",
            "Boolean": lambda: self.rng.choice(("true", "false")),
        }
        return known[type_.name]()

    def selection(self, type_: Any, depth: int) -> str:
        if not isinstance(type_, GraphQLObjectType):
            chosen = self.rng.sample(list(members(type_)), k=min(2, len(members(type_))))
            towards = min(members(type_), key=lambda one: self.near.get(one.name, 99))
            parts = [f"... on {one.name} {self.selection(one, depth - 1)}" for one in {*chosen, towards}]
            return f"{{ __typename {' '.join(sorted(parts))} }}"
        plain = [key for key, one in type_.fields.items() if not composite(one.type) and self.free(one)]
        parts = sorted(
            {*self.rng.sample(plain, k=min(len(plain), self.rng.randint(1, 6))), *MARKED} & {*plain}
        )
        if depth > 1:
            parts += [self.field(key, type_.fields[key], depth - 1) for key in self.ways(type_)]
        return f"{{ {' '.join(parts or ['__typename'])} }}"

    def free(self, field: GraphQLField) -> bool:
        return not any(
            is_non_null_type(one.type) and one.default_value is Undefined for one in field.args.values()
        )

    def ways(self, type_: GraphQLObjectType) -> Iterator[str]:
        """Choose one or two fields to go on by: the one that leads on, and perhaps any other."""
        on = {key: get_named_type(one.type) for key, one in type_.fields.items() if composite(one.type)}
        if not on:
            return

        def far(key: str) -> int:
            return min(self.near.get(one.name, 99) for one in members(on[key]))

        least = min(map(far, on))
        nearest = [key for key in on if far(key) == least]
        first = self.rng.choice(nearest if self.rng.random() < 0.7 else list(on))
        yield first
        rest = [key for key in on if key != first]
        if rest and self.rng.random() < 0.3:
            yield self.rng.choice(rest)
