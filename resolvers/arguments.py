"""Arguments: what a resolver sees in place of values.

A number or text becomes a parameter of the statement; an enum, a boolean and null are themselves, because the
shape of the statement may depend on them (and so they join the plan's key); an input object is its class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, NamedTuple

import orjson
from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    VariableNode,
    get_named_type,
    value_from_ast,
)
from graphql.language import ListValueNode, ValueNode
from sqlalchemy import BindParameter
from sqlalchemy.dialects.postgresql import ARRAY
from strawberry.utils.str_converters import to_snake_case

from schema.errors import BadUserInput
from schema.parameter import PLAIN, Parameter, Run, bound, plain
from schema.position import Identity, Position, kind_of

Read = Callable[[Run], Any]
Path = tuple[str | int, ...]
PAGING = {"first", "after", "last", "before"}


class Asked(NamedTuple):
    """The arguments of one field, and what makes its cursors its own."""

    arguments: dict[str, Any]
    question: Parameter


class Arguments:
    """Reads the arguments of fields, given which variables there are."""

    def __init__(self, variables: Mapping[str, Any]) -> None:
        """Keep the coerced variables; only their shape is looked at."""
        self.variables = variables
        self.field: Path = ()

    def _parameter(self, read: Read, path: Path) -> Parameter:
        return Parameter(read, path, self.field)

    def of(self, name: str, field: GraphQLField, node: FieldNode) -> Asked:
        """Read a field's arguments by their Python names; `name` tells its cursors from those of others."""
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        made: dict[str, Any] = {}
        question = Parameter(lambda run: _question(run, name, made), ())
        for key, definition in field.args.items():
            value = self._argument(definition, given.get(key), (key,), question)
            if value is not Undefined:
                made[to_snake_case(key)] = value
        return Asked(made, question)

    def _argument(
        self,
        definition: GraphQLArgument | GraphQLInputField,
        node: ValueNode | None,
        path: Path,
        question: Parameter,
    ) -> Any:
        value = Undefined if node is None else self._read(definition.type, node, path, question)
        if value is Undefined and definition.default_value is not Undefined:
            fixed = definition.default_value
            return self._given(definition.type, fixed, lambda _: fixed, path, question)
        return value

    def _read(self, type_: GraphQLInputType, node: ValueNode, path: Path, question: Parameter) -> Any:
        if isinstance(node, VariableNode):
            name = node.name.value
            if name not in self.variables:
                return Undefined
            return self._given(type_, self.variables[name], lambda run: run.variables[name], path, question)
        if isinstance(type_, GraphQLNonNull):
            return self._read(type_.of_type, node, path, question)
        if isinstance(node, NullValueNode):
            return None
        if isinstance(type_, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
            return self._written(type_, node, path, question)
        if isinstance(type_, GraphQLList) and isinstance(node, ListValueNode):
            return self._list(type_, node, path)
        fixed = value_from_ast(node, type_)
        if fixed is Undefined:
            raise BadUserInput(f"This is no {get_named_type(type_).name} that can be computed with.", path)
        return self._given(type_, fixed, lambda _: fixed, path, question)

    def _written(
        self, type_: GraphQLInputObjectType, node: ObjectValueNode, path: Path, question: Parameter
    ) -> Any:
        written = {field.name.value: field.value for field in node.fields}
        made = {
            to_snake_case(key): self._argument(definition, written.get(key), (*path, key), question)
            for key, definition in type_.fields.items()
        }
        return _input(type_, {key: value for key, value in made.items() if value is not Undefined}, path)

    def _list(self, type_: GraphQLList[Any], node: ListValueNode, path: Path) -> Any:
        """Read a list written in the document; its members may be variables."""

        def read(run: Run) -> list[Any]:
            members = [value_from_ast(member, type_.of_type, run.variables) for member in node.values]
            if Undefined in members:
                raise ValueError("A member of the list must not be null.")
            return members

        return self._listed(type_, read, path)

    def _given(self, type_: GraphQLInputType, value: Any, read: Read, path: Path, question: Parameter) -> Any:
        """Stand in for a value: `value` shows its shape, `read` gets it when the plan is run."""
        if isinstance(type_, GraphQLNonNull):
            if value is None:
                raise BadUserInput(f"`{path[-1]}` must not be null; leave it out for its default.", path)
            return self._given(type_.of_type, value, read, path, question)
        if value is None:
            return None
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_, value, read, path, question)
        if isinstance(type_, GraphQLList):
            return self._listed(type_, read, path)
        if isinstance(type_, GraphQLEnumType) or type_.name == "Boolean":
            return value
        if type_.name == "ID":
            return Identity(kind_of(value), self._parameter(read, path))
        if type_.name == "Cursor":
            return Position(self._parameter(read, path), question)
        if type_.name == "GeoJSON":
            return bound(self._parameter(read, path), PLAIN["GeoJSON"])
        return bound(self._parameter(lambda run: plain(read(run)), path), PLAIN[type_.name])

    def _listed(self, type_: GraphQLList[Any], read: Read, path: Path) -> BindParameter[Any]:
        named = get_named_type(type_)
        inner = PLAIN.get(named.name, PLAIN["String"])
        if isinstance(named, GraphQLInputObjectType):
            return bound(
                self._parameter(lambda run: [_made(named, m) for m in read(run)], path), ARRAY(inner)
            )
        return bound(self._parameter(lambda run: plain(read(run)), path), ARRAY(inner))

    def _object(
        self,
        type_: GraphQLInputObjectType,
        value: Mapping[str, Any],
        read: Read,
        path: Path,
        question: Parameter,
    ) -> Any:
        def member(key: str) -> Read:
            return lambda run: read(run)[key]

        members = {
            to_snake_case(key): self._given(definition.type, value[key], member(key), (*path, key), question)
            for key, definition in type_.fields.items()
            if key in value
        }
        return _input(type_, members, path)


def _input(type_: GraphQLInputObjectType, members: dict[str, Any], path: Path) -> Any:
    """Make an input object; what it refuses of its members together is refused at its place."""
    try:
        return _class(type_)(**members)
    except ValueError as error:
        raise BadUserInput(str(error), path) from None


def _made(type_: GraphQLInputObjectType, value: Mapping[str, Any]) -> Any:
    """Make the class of an input object that stands in a list: its members are plain values."""
    return _class(type_)(**{to_snake_case(key): plain(member) for key, member in value.items()})


def _class(type_: GraphQLInputObjectType) -> type[Any]:
    origin: type[Any] = type_.extensions["strawberry-definition"].origin
    return origin


def _question(run: Run, name: str, arguments: Mapping[str, Any]) -> str:
    told = {key: _told(run, value) for key, value in arguments.items() if key not in PAGING}
    try:
        return f"{name} {orjson.dumps(told, option=orjson.OPT_SORT_KEYS, default=str).decode()}"
    except orjson.JSONEncodeError:
        raise BadUserInput("The arguments are nested too deeply.") from None


def _told(run: Run, value: Any) -> Any:
    if isinstance(value, BindParameter):
        held = value.value
        return held.value(run) if isinstance(held, Parameter) else held
    if isinstance(value, Identity):
        return value.parameter.value(run)
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "__strawberry_definition__"):
        return {member.name: _told(run, getattr(value, member.name)) for member in fields(value)}
    return value


def shape(type_: GraphQLInputType, value: Any) -> Any:
    """What of a variable's value a plan may depend on: null or not, enum, boolean, type of an ID."""
    if type(value) in (float, int):
        return 1
    if isinstance(type_, GraphQLNonNull):
        return shape(type_.of_type, value)
    if value is None or isinstance(value, bool | Enum):
        return value
    if isinstance(type_, GraphQLInputObjectType):
        return tuple((key, shape(type_.fields[key].type, member)) for key, member in sorted(value.items()))
    return kind_of(value) if getattr(type_, "name", "") == "ID" else 1


def settled(value: Any, run: Run) -> Any:
    """Give the value behind an argument: what a mutation works with."""
    if isinstance(value, BindParameter):
        held = value.value
        return held.value(run) if isinstance(held, Parameter) else held
    if isinstance(value, Identity):
        return value.parameter.value(run)
    if hasattr(value, "__strawberry_definition__") and not isinstance(value, Enum):
        members = (member.name for member in fields(value))
        return type(value)(**{name: settled(getattr(value, name), run) for name in members})
    return value
