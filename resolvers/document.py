"""Documents: parsed and validated once, kept by their text."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    Location,
    Node,
    OperationDefinitionNode,
    Token,
    Undefined,
    ValidationRule,
    VariableDefinitionNode,
    get_variable_values,
    parse,
    specified_rules,
    type_from_ast,
    validate,
)

from resolvers.extent import ABOUT, Bounds, bounded
from schema.errors import BadUserInput, LeveeError, OperationUnknown, ParseFailed, TooCostly, ValidationFailed

K = TypeVar("K")
V = TypeVar("V")

LABEL = 63
BOUNDS = Bounds()


class Kept(Generic[K, V]):
    """The values used last: at most `size` of them, together no heavier than `room`.

    Without a bound by weight, a thousand documents as long as is allowed would fill the memory.
    """

    def __init__(self, size: int, room: int = 0, weigh: Callable[[V], int] = lambda _: 0) -> None:
        """Start empty; `weigh` says how heavy a value is."""
        self.size = size
        self.room = room
        self.weigh = weigh
        self.weight = 0
        self.values: OrderedDict[K, V] = OrderedDict()

    def find(self, key: K) -> V | None:
        """Give the value of a key, if there is one."""
        if key in self.values:
            self.values.move_to_end(key)
        return self.values.get(key)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Give the value of a key, made where there is none."""
        if key in self.values:
            self.values.move_to_end(key)
            return self.values[key]
        value = self.values[key] = make()
        self.weight += self.weigh(value)
        while len(self.values) > self.size or (self.weight > self.room and len(self.values) > 1):
            _, oldest = self.values.popitem(last=False)
            self.weight -= self.weigh(oldest)
        return value


class ShortLabels(ValidationRule):
    """A response key is a column label, and PostgreSQL cuts labels at 63 bytes."""

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Refuse an alias that is too long."""
        if node.alias and len(node.alias.value) > LABEL:
            self.report_error(
                GraphQLError(f"The alias {node.alias.value[:20]}… is longer than {LABEL} characters.", node)
            )


class NotAboutTheSchema(ValidationRule):
    """A server that strangers can reach does not tell its schema; `__typename` tells only what was asked."""

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Refuse a question about the schema itself."""
        if node.name.value in ABOUT:
            told = f"Introspection is switched off here: `{node.name.value}` is not answered."
            self.report_error(GraphQLError(told, node, extensions=NO_INTROSPECTION))


RULES = (*specified_rules, ShortLabels)
NO_INTROSPECTION = {"validationErrorCode": "INTROSPECTION_DISABLED"}
"""As Apollo Server says it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document: its operations and fragments by name."""

    operations: Mapping[str, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    node: DocumentNode
    size: int
    afforded: dict[tuple[Any, ...], int] = field(default_factory=dict)
    declared: dict[int, list[tuple[str, Any]]] = field(default_factory=dict)

    def variables(self, api: GraphQLSchema, operation: OperationDefinitionNode) -> list[tuple[str, Any]]:
        """Give the variables of an operation, with their types."""
        found = self.declared.get(id(operation))
        if found is None:
            found = self.declared[id(operation)] = [
                (definition.variable.name.value, type_from_ast(api, definition.type))
                for definition in operation.variable_definitions or ()
            ]
        return found

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """Pick the operation to run.

        Raises:
            Refused: none of that name, or no name where there are several.
        """
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name is None:
            several = "The document has several operations: say which in `operationName`."
            raise Refused([OperationUnknown(several)])
        if name not in self.operations:
            raise Refused([OperationUnknown(f"The document has no operation {name[:LABEL]}.")])
        return self.operations[name]


def document(api: GraphQLSchema, text: str, bounds: Bounds = BOUNDS, *, discreet: bool = False) -> Document:
    """Parse, measure and validate; `discreet`: nothing of the schema is told that was not asked by its name.

    Raises:
        Refused: GRAPHQL_PARSE_FAILED, TOO_COSTLY, or GRAPHQL_VALIDATION_FAILED for each misfit.
    """
    node = _parsed(text, bounds)
    try:
        bounded(node, bounds)
    except TooCostly as error:
        raise Refused([error]) from None
    rules = (*RULES, NotAboutTheSchema) if discreet else RULES
    errors = validate(api, node, rules, max_errors=bounds.errors, hide_suggestions=discreet)
    if errors:
        raise Refused([_located(ValidationFailed, error) for error in errors[: bounds.errors]])
    operations = {
        d.name.value if d.name else "": d for d in node.definitions if isinstance(d, OperationDefinitionNode)
    }
    fragments = {d.name.value: d for d in node.definitions if isinstance(d, FragmentDefinitionNode)}
    if not operations:
        raise Refused([ValidationFailed("The document has no operation.")])
    _lighten(node)
    return Document(operations, fragments, node, len(text))


def _lighten(node: Node) -> None:
    """Forget where each part of a valid document stands: two thirds of its memory.

    What is complained of later are variables; they keep their place, and no chain of all tokens with it.
    """
    at = node.loc if isinstance(node, VariableDefinitionNode) else None
    kept = at and Location(_alone(at.start_token), _alone(at.end_token), at.source)
    object.__setattr__(node, "loc", kept)
    for key in node.keys:
        value = getattr(node, key)
        for part in value if isinstance(value, list | tuple) else (value,):
            if isinstance(part, Node):
                _lighten(part)


def _alone(token: Token) -> Token:
    return Token(token.kind, token.start, token.end, token.line, token.column)


def _parsed(text: str, bounds: Bounds) -> DocumentNode:
    if len(text) > bounds.characters:
        message = f"The document has {len(text):,} characters; at most {bounds.characters:,} are allowed."
        raise Refused([TooCostly(message)])
    try:
        return parse(text, max_tokens=bounds.tokens, no_location=False)
    except GraphQLError as error:
        large = f"{bounds.tokens} tokens" in error.message or "nested too deeply" in error.message
        raise Refused([_located(TooCostly if large else ParseFailed, error)]) from None
    except RecursionError:
        raise Refused([TooCostly("The document is nested too deeply.")]) from None


class Refused(Exception):
    """Several errors at once."""

    def __init__(self, errors: list[LeveeError]) -> None:
        """Keep them."""
        super().__init__(str(errors[0]))
        self.errors = errors


def variables(
    api: GraphQLSchema,
    found: Document,
    operation: OperationDefinitionNode,
    given: dict[str, Any],
    bounds: Bounds = BOUNDS,
    *,
    discreet: bool = False,
) -> dict[str, Any]:
    """Coerce the variables of an operation.

    Raises:
        Refused: BAD_USER_INPUT for each that does not fit its type.
    """
    simple = scalars(found.variables(api, operation), given)
    if simple is not None:
        return simple
    definitions = operation.variable_definitions or ()
    coerced = get_variable_values(
        api, definitions, given, max_errors=bounds.errors, hide_suggestions=discreet
    )
    if isinstance(coerced, list):
        raise Refused([_located(BadUserInput, error) for error in coerced[: bounds.errors]])
    return coerced.coerced


def scalars(declared: list[tuple[str, Any]], given: dict[str, Any]) -> dict[str, Any] | None:
    """Coerce variables that are nothing but scalars, all of them given and good; None where any is not."""
    coerced = {}
    for name, type_ in declared:
        scalar = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        value = given.get(name)
        if value is None or not isinstance(scalar, GraphQLScalarType):
            return None
        try:
            made = scalar.coerce_input_value(value)
        except Exception:  # why it is not good is said where all kinds are coerced
            return None
        if made is Undefined:
            return None
        coerced[name] = made
    return coerced


def _located(kind: type[LeveeError], error: GraphQLError) -> LeveeError:
    made = kind(error.message, **(error.extensions or {}))
    made.locations = [{"line": at.line, "column": at.column} for at in error.locations or ()]
    return made
