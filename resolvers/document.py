"""Documents: parsed and validated once, kept by their text."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    ValidationRule,
    get_variable_values,
    parse,
    specified_rules,
    validate,
)

from schema.errors import BadUserInput, LeveeError, OperationUnknown, ParseFailed, TooCostly, ValidationFailed

K = TypeVar("K")
V = TypeVar("V")

TOKENS = 1_000
LABEL = 63


class Kept(Generic[K, V]):
    """The values used last, at most `size` of them."""

    def __init__(self, size: int) -> None:
        """Start empty."""
        self.size = size
        self.values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Give the value of a key, made where there is none."""
        if key in self.values:
            self.values.move_to_end(key)
            return self.values[key]
        value = self.values[key] = make()
        if len(self.values) > self.size:
            self.values.popitem(last=False)
        return value


class ShortLabels(ValidationRule):
    """A response key is a column label, and PostgreSQL cuts labels at 63 bytes."""

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Refuse an alias that is too long."""
        if node.alias and len(node.alias.value) > LABEL:
            self.report_error(
                GraphQLError(f"The alias {node.alias.value[:20]}… is longer than {LABEL} characters.", node)
            )


RULES = (*specified_rules, ShortLabels)


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document: its operations and fragments by name."""

    operations: Mapping[str, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    node: DocumentNode

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


def document(api: GraphQLSchema, text: str) -> Document:
    """Parse and validate.

    Raises:
        LeveeErrors: GRAPHQL_PARSE_FAILED, or GRAPHQL_VALIDATION_FAILED for each thing that does not fit.
    """
    try:
        node = parse(text, max_tokens=TOKENS, no_location=False)
    except GraphQLError as error:
        large = f"{TOKENS} tokens" in error.message or "nested too deeply" in error.message
        raise Refused([_located(TooCostly if large else ParseFailed, error)]) from None
    except RecursionError:
        raise Refused([TooCostly("The document is nested too deeply.")]) from None
    errors = validate(api, node, RULES, max_errors=5)
    if errors:
        raise Refused([_located(ValidationFailed, error) for error in errors])
    operations = {
        d.name.value if d.name else "": d for d in node.definitions if isinstance(d, OperationDefinitionNode)
    }
    fragments = {d.name.value: d for d in node.definitions if isinstance(d, FragmentDefinitionNode)}
    if not operations:
        raise Refused([ValidationFailed("The document has no operation.")])
    return Document(operations, fragments, node)


class Refused(Exception):
    """Several errors at once."""

    def __init__(self, errors: list[LeveeError]) -> None:
        """Keep them."""
        super().__init__(str(errors[0]))
        self.errors = errors


def variables(
    api: GraphQLSchema, operation: OperationDefinitionNode, given: dict[str, Any]
) -> dict[str, Any]:
    """Coerce the variables of an operation.

    Raises:
        Refused: BAD_USER_INPUT for each that does not fit its type.
    """
    coerced = get_variable_values(api, operation.variable_definitions or (), given, max_errors=5)
    if isinstance(coerced, list):
        raise Refused([_located(BadUserInput, error) for error in coerced])
    return coerced.coerced


def _located(kind: type[LeveeError], error: GraphQLError) -> LeveeError:
    made = kind(error.message)
    made.locations = [{"line": at.line, "column": at.column} for at in error.locations or ()]
    return made
