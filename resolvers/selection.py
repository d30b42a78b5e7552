"""What was selected: fragments unfolded, `@skip` and `@include` decided, equal keys merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    VariableNode,
)
from graphql.language import BooleanValueNode, DirectiveNode, SelectionNode

from schema.errors import BadUserInput

Selected = dict[str, list[FieldNode]]


class Selection:
    """Reads the selection sets of one operation with its variables."""

    def __init__(
        self,
        api: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> None:
        """Keep what every selection set of the operation is read with."""
        self.api = api
        self.fragments = fragments
        self.variables = variables

    def fields(self, type_: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]) -> Selected:
        """Collect the fields of a concrete type, in order, by response key."""
        found: Selected = {}
        seen: set[str] = set()
        for selections in sets:
            if selections is not None:
                self._collect(type_, selections.selections, found, seen)
        return found

    def _collect(
        self, type_: GraphQLObjectType, selections: Iterable[SelectionNode], found: Selected, seen: set[str]
    ) -> None:
        for selection in selections:
            if not self._included(selection.directives or ()):
                continue
            if isinstance(selection, FieldNode):
                key = selection.alias.value if selection.alias else selection.name.value
                found.setdefault(key, []).append(selection)
            elif isinstance(selection, InlineFragmentNode):
                if self._fits(type_, selection):
                    self._collect(type_, selection.selection_set.selections, found, seen)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                fragment = self.fragments[selection.name.value]
                if self._fits(type_, fragment):
                    self._collect(type_, fragment.selection_set.selections, found, seen)

    def _fits(self, type_: GraphQLObjectType, fragment: InlineFragmentNode | FragmentDefinitionNode) -> bool:
        condition = fragment.type_condition
        if condition is None or condition.name.value == type_.name:
            return True
        named = self.api.get_type(condition.name.value)
        return named is not None and self.api.is_sub_type(named, type_)  # type: ignore[arg-type]

    def _included(self, directives: Iterable[DirectiveNode]) -> bool:
        for directive in directives:
            if directive.name.value in ("skip", "include"):
                given = next(a.value for a in directive.arguments or () if a.name.value == "if")
                if self._truth(given) is (directive.name.value == "skip"):
                    return False
        return True

    def _truth(self, value: Any) -> bool:
        if isinstance(value, VariableNode):
            return self._given(value.name.value)
        assert isinstance(value, BooleanValueNode)
        return value.value

    def _given(self, name: str) -> bool:
        """Read a variable; it may be null only where it has a default and null was sent."""
        if self.variables[name] is None:
            raise BadUserInput(f"`@skip` and `@include` need true or false; the variable `{name}` is null.")
        return bool(self.variables[name])
