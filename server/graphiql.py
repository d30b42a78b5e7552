"""GraphiQL at /graphiql: its page and its files, all from this host.

The files come from npm when Levee is set up (`make graphiql`). Without them the page answers 503 and says in
plain words what is missing and how to get it; everything else runs. Once they are there a reload is enough.
"""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

HERE = Path(__file__).parent
OURS = HERE / "pages"
FETCHED = HERE / "static" / "graphiql"
FILES = {
    "page.js": OURS / "graphiql.js",
    "page.css": OURS / "graphiql.css",
    **{
        name: FETCHED / name
        for name in (
            "react.production.min.js",
            "react-dom.production.min.js",
            "graphql-ws.min.js",
            "graphiql.min.js",
            "graphiql.min.css",
        )
    },
}
"""What the page asks for, and where each lies: nothing else is given out."""

POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""No script but from this host, none inline. Styles may be inline: GraphiQL's dialogs set theirs so."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
MISSING = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Levee: GraphiQL is not there</title>
<h1>GraphiQL is not there yet</h1>
<p>Its files are fetched from npm when Levee is set up, and that has not happened: npm (part of Node 20) or
the network was missing. Levee itself runs without them; questions go to <code>/graphql</code>.</p>
<p>To get them, run this in Levee's folder, then reload this page:</p>
<pre>make graphiql</pre>
"""


async def page(_: Request) -> Response:
    """Show GraphiQL, or what is missing."""
    if not all(file.is_file() for file in FILES.values()):
        return HTMLResponse(MISSING, 503, HEADERS)
    return FileResponse(OURS / "graphiql.html", headers=HEADERS, media_type="text/html; charset=utf-8")


async def file(request: Request) -> Response:
    """Give out one of the page's files."""
    found = FILES.get(request.path_params["name"])
    if found is None or not found.is_file():
        return PlainTextResponse("There is no such file.", 404, HEADERS)
    return FileResponse(found, headers=HEADERS)


routes: list[BaseRoute] = [Route("/graphiql", page), Route("/graphiql/{name}", file)]
"""What the application adds to its own."""
