"""How large a document is: found in one pass over its text before it is validated, each fragment once.

A fragment that spreads the next one twice, which spreads the next one twice, is of exponential size; it is
counted in linear time, since what a fragment adds is the same wherever it is spread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)
from pydantic import Field

from resolvers.setting import Group
from schema.errors import TooCostly

ENVELOPE = frozenset({"edges", "node"})
"""Fields of a connection that lead from a page to its rows: they add no depth."""
ABOUT = frozenset({"__schema", "__type"})
"""Root fields about the schema itself: graphql-core limits how deep its lists go."""


class Bounds(Group):
    """How large a question may be."""

    characters: int = Field(
        default=16_384,
        ge=256,
        le=1_048_576,
        description="Characters of a document, 16 KiB where all are of ASCII; a long one takes long to read.",
    )
    tokens: int = Field(
        default=1_000,
        ge=50,
        le=100_000,
        description="Tokens of a document; parsing stops at the first beyond.",
    )
    depth: int = Field(
        default=8,
        ge=1,
        le=50,
        description="Fields inside fields, fragments unfolded; `edges { node }` of a page counts as none.",
    )
    aliases: int = Field(
        default=15, ge=0, le=1_000, description="Fields under another name, fragments unfolded."
    )
    directives: int = Field(
        default=10, ge=0, le=1_000, description="Directives, fragments unfolded; each may fail by itself."
    )
    roots: int = Field(
        default=10,
        ge=1,
        le=200,
        description="Fields of a query's root: all are one statement of the database.",
    )
    changes: int = Field(
        default=1, ge=1, le=100, description="Fields of a mutation's root: each is a transaction of its own."
    )
    repeats: int = Field(
        default=30,
        ge=1,
        le=1_000,
        description="One response key in one selection: validation compares each pair.",
    )
    objects: int = Field(
        default=250_000,
        ge=100,
        le=100_000_000,
        description="Objects of an answer by the sizes of its pages; a list without pages counts as 10.",
    )
    errors: int = Field(
        default=5,
        ge=1,
        le=100,
        description="Errors of one answer; one wrong document must not fill the log.",
    )


@dataclass(slots=True)
class Extent:
    """The size of a selection set, all fragments unfolded."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    keys: Counter[str] = field(default_factory=Counter)
    repeats: int = 0

    def add(self, other: Extent) -> None:
        """Put the selections of a fragment beside these."""
        self.depth = max(self.depth, other.depth)
        self.keys.update(other.keys)
        self.within(other)

    def within(self, other: Extent) -> None:
        """Count what lies in or under a selection."""
        self.aliases += other.aliases
        self.directives += other.directives
        self.repeats = max(self.repeats, other.repeats)


class Ruler:
    """Measures the operations of one document."""

    def __init__(self, document: DocumentNode) -> None:
        """Keep its fragments by name; nothing is measured yet."""
        definitions = document.definitions
        self.fragments: Mapping[str, FragmentDefinitionNode] = {
            one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)
        }
        self.known: dict[str, Extent] = {}

    def of(self, selections: SelectionSetNode | None) -> Extent:
        """Measure a selection set."""
        found = Extent()
        for selection in selections.selections if selections else ():
            found.directives += len(selection.directives or ())
            if isinstance(selection, FieldNode):
                self._field(found, selection)
            elif isinstance(selection, InlineFragmentNode):
                found.add(self.of(selection.selection_set))
            elif isinstance(selection, FragmentSpreadNode):
                found.add(self.fragment(selection.name.value))
        found.repeats = max(found.repeats, max(found.keys.values(), default=0))
        return found

    def _field(self, found: Extent, node: FieldNode) -> None:
        called = node.name.value
        found.keys[node.alias.value if node.alias else called] += 1
        found.aliases += node.alias is not None
        if called in ABOUT:
            return
        inner = self.of(node.selection_set)
        found.depth = max(found.depth, inner.depth + (called not in ENVELOPE))
        found.within(inner)

    def fragment(self, name: str) -> Extent:
        """Measure a fragment once; one that is missing or spreads itself is left to validation."""
        if name not in self.known:
            self.known[name] = Extent()
            made = self.fragments.get(name)
            if made is not None:
                self.known[name] = self.of(made.selection_set)
        return self.known[name]


def bounded(document: DocumentNode, bounds: Bounds) -> None:
    """See that each operation and fragment of a document keeps within the bounds.

    Raises:
        TooCostly: with the bound, and what the document has.
    """
    ruler = Ruler(document)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            found = ruler.of(definition.selection_set)
            found.directives += len(definition.directives or ())
            _roots(definition, found, bounds)
            _check(found, bounds)
        elif isinstance(definition, FragmentDefinitionNode) and not _about(definition):
            _check(ruler.fragment(definition.name.value), bounds)


def _about(fragment: FragmentDefinitionNode) -> bool:
    """Tell a fragment on a type such as `__Type`: it can only be spread in a question about the schema."""
    return fragment.type_condition.name.value.startswith("__")


def _roots(operation: OperationDefinitionNode, found: Extent, bounds: Bounds) -> None:
    mutation = operation.operation is OperationType.MUTATION
    most = bounds.changes if mutation else bounds.roots
    if len(found.keys) > most:
        what = "A mutation" if mutation else "An operation"
        raise TooCostly(
            f"{what} has at most {most} root field{'s'[: most > 1]}; this one has {len(found.keys)}."
        )


def _check(found: Extent, bounds: Bounds) -> None:
    told: Iterable[tuple[str, int, int]] = (
        ("is {} levels deep", found.depth, bounds.depth),
        ("has {} aliases", found.aliases, bounds.aliases),
        ("has {} directives", found.directives, bounds.directives),
        ("names one response key {} times in one selection", found.repeats, bounds.repeats),
    )
    for what, count, most in told:
        if count > most:
            shown = f"{count:,}" if count < 10**6 else "over a million"
            raise TooCostly(
                f"The document {what.format(shown)}, its fragments unfolded; at most {most} are allowed."
            )
