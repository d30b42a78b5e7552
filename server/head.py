"""The head of a request. A client sends the same again and again: what it says is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.datastructures import Headers
from starlette.types import Scope

Said = TypeVar("Said")
EXTENSION = "levee.head"


class Head:
    """What came before the body, and what it was found to say. It knows nothing of the connection."""

    __slots__ = ("headers", "method", "path", "said", "version")

    def __init__(self, scope: Scope) -> None:
        """Take it from a request."""
        self.method: str = scope.get("method", "GET")
        self.path: str = scope["path"]
        self.version: str = scope.get("http_version", "1.1")
        self.headers = Headers(scope=scope)
        self.said: dict[Callable[..., Any], Any] = {}

    def once(self, work: Callable[..., Said], *given: Any) -> Said:
        """Give what `work` makes of this head and what is `given`, which is the same for all requests.

        Only the first time it is worked out; what is raised is raised each time.
        """
        if work not in self.said:
            self.said[work] = work(self, *given)
        found: Said = self.said[work]
        return found


def head(scope: Scope) -> Head:
    """Give the head of a request, or of the handshake of a socket."""
    extensions = scope.setdefault("extensions", {})
    found: Head | None = extensions.get(EXTENSION)
    if found is None:
        found = extensions[EXTENSION] = Head(scope)
    return found
