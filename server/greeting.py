"""What an operator reads when the server answers: addresses, tokens, a first question."""

from __future__ import annotations

import json

from schema.access import Role
from server import auth
from server.keys import Keys
from server.settings import Settings

DIVISION = "421000"
QUESTION = (
    '{ nearbySupplies(near: {lon: 112.24, lat: 30.33}, within: 20000, items: ["bags"], first: 3) '
    "{ distance depot { name stock { item { name unit } available } } } }"
)


def greeting(settings: Settings, *, private: bool) -> str:
    """Return the addresses, a token for each role on the demo's city, and one question to paste.

    The address of the database is among them only if it is private: another may hold a password. In
    production there are no tokens, which would lie in a log, and no editor.
    """
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = f"http://{host}:{settings.port}"
    return "\n".join(
        [
            "",
            f"Levee answers at {base}",
            f"  {base}/graphql    questions; subscriptions by WebSocket (graphql-transport-ws)",
            *([] if settings.production else [f"  {base}/graphiql   to ask in a browser"]),
            f"  {base}/           all addresses",
            *([f"  psql '{settings.owner_url}'"] if private else []),
            *([] if settings.production else _trial(settings, base)),
            "",
            "Ctrl-C stops it all.",
        ]
    )


def _trial(settings: Settings, base: str) -> list[str]:
    """Give what one tries it with."""
    key = Keys.of(settings).ring.newest
    tokens = {role: auth.issue(key, role, [DIVISION]) for role in Role}
    access = "" if settings.open_reads else f" -H 'authorization: Bearer {tokens[Role.VIEWER]}'"
    body = json.dumps({"query": QUESTION})
    return [
        "",
        f"Tokens for {DIVISION} (荆州市), good for 30 days:",
        *(f"  {role.value:<14} {token}" for role, token in tokens.items()),
        "",
        "The nearest bags, to paste into another window:",
        f"  curl -s {base}/graphql -H 'content-type: application/json'{access} -d '{body}'",
    ]
