"""How many objects an answer may hold, by the sizes of its pages: reckoned before anything is planned."""

from __future__ import annotations

from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
)
from graphql.type import GraphQLList

from resolvers.connection import DEFAULT
from resolvers.selection import Selection
from schema.errors import TooCostly
from schema.limits import PAGE

LISTED = 10
"""Rows that a list without pages is taken to have."""
SIZES = ("first", "last")
Parent = GraphQLObjectType | GraphQLInterfaceType


class Reckoning:
    """Reckons one operation with the values of its variables; each fragment and page size once."""

    def __init__(self, selection: Selection) -> None:
        """Keep what every selection set is reckoned with."""
        self.api = selection.api
        self.fragments = selection.fragments
        self.variables = selection.variables
        self.known: dict[tuple[str, int], int] = {}

    def objects(self, selections: SelectionSetNode | None, type_: Any, size: int = LISTED) -> int:
        """Reckon the objects below a selection set; `size` is that of the page it lies in."""
        total = 0
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                total += self._field(selection, type_, size)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = self.api.get_type(condition.name.value) if condition else type_
                total += self.objects(selection.selection_set, inner, size)
            elif isinstance(selection, FragmentSpreadNode):
                total += self._fragment(selection.name.value, size)
        return total

    def _field(self, node: FieldNode, type_: Any, size: int) -> int:
        definition = type_.fields.get(node.name.value) if hasattr(type_, "fields") else None
        if definition is None or node.selection_set is None:
            return 0
        inner = get_named_type(definition.type)
        paged = self._size(node, definition)
        many = isinstance(get_nullable_type(definition.type), GraphQLList)
        rows = 1 if not many else size if paged is None else paged
        return rows * (1 + self.objects(node.selection_set, inner, paged or LISTED))

    def _size(self, node: FieldNode, definition: GraphQLField) -> int | None:
        """Give the size of the page that a field asks for, or None where it has no pages."""
        if "first" not in definition.args:
            return None
        for argument in node.arguments or ():
            if argument.name.value in SIZES:
                size = self._number(argument.value)
                if size is not None:
                    return size
        fixed = definition.args["first"].default_value
        return fixed if isinstance(fixed, int) else DEFAULT

    def _number(self, value: Any) -> int | None:
        """Read a size; one that is out of range is refused later, with its place."""
        if isinstance(value, VariableNode):
            given = self.variables.get(value.name.value)
        else:
            given = int(value.value) if isinstance(value, IntValueNode) else None
        return None if given is None else max(1, min(given, PAGE))

    def _fragment(self, name: str, size: int) -> int:
        key = name, size
        if key not in self.known:
            made = self.fragments[name]
            inner = self.api.get_type(made.type_condition.name.value)
            self.known[key] = self.objects(made.selection_set, inner, size)
        return self.known[key]


def afforded(reckoning: Reckoning, operation: OperationDefinitionNode, most: int) -> int:
    """Count how many objects the answer of an operation could hold.

    Raises:
        TooCostly: with the bound.
    """
    root = reckoning.api.get_root_type(operation.operation)
    found = reckoning.objects(operation.selection_set, root)
    if found > most:
        shown = f"{found:,}" if found < 10**9 else "over a thousand million"
        raise TooCostly(
            f"The answer could hold {shown} objects (a list without pages counts as {LISTED} rows); at most "
            f"{most:,} are allowed. Ask for smaller pages."
        )
    return found
