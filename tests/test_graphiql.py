"""GraphiQL comes from this host alone, and says in plain words what is missing."""

import json
import re
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server import graphiql

ROOT = Path(__file__).parents[1]


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=graphiql.routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://levee") as client:
        yield client


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for what npm brings; empty at first."""
    files = {
        name: file if file.parent == graphiql.OURS else tmp_path / name
        for name, file in graphiql.FILES.items()
    }
    monkeypatch.setattr(graphiql, "FILES", files)
    return tmp_path


def fill(fetched: Path) -> None:
    for file in graphiql.FILES.values():
        if file.parent == fetched:
            file.write_text(f"/* {file.name} */")


async def test_without_its_files_the_page_says_what_is_missing(
    browser: httpx.AsyncClient, fetched: Path
) -> None:
    answer = await browser.get("/graphiql")
    assert answer.status_code == 503
    assert "make graphiql" in answer.text
    assert "npm" in answer.text
    assert "<script" not in answer.text
    fill(fetched)
    assert (await browser.get("/graphiql")).status_code == 200, "a reload is enough"


async def test_one_missing_file_is_enough_to_say_so(browser: httpx.AsyncClient, fetched: Path) -> None:
    fill(fetched)
    (fetched / "graphiql.min.css").unlink()
    assert (await browser.get("/graphiql")).status_code == 503


async def test_the_page_asks_for_nothing_but_files_of_this_host(
    browser: httpx.AsyncClient, fetched: Path
) -> None:
    fill(fetched)
    page = await browser.get("/graphiql")
    wanted = set(re.findall(r'(?:src|href)="([^"]*)"', page.text)) - {"data:,"}
    assert wanted == {f"/graphiql/{name}" for name in graphiql.FILES}
    for address in wanted:
        answer = await browser.get(address)
        assert answer.status_code == 200
        kind = "text/css" if address.endswith(".css") else "text/javascript"
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["x-content-type-options"] == "nosniff"
    for text in (page.text, (await browser.get("/graphiql/page.js")).text):
        assert "//" not in re.sub(r"(?m)^\s*//.*$", "", text), "no address of another host"


async def test_no_script_may_come_from_elsewhere_or_be_inline(
    browser: httpx.AsyncClient, fetched: Path
) -> None:
    fill(fetched)
    page = await browser.get("/graphiql")
    policy = dict(part.split(None, 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy, "scripts have the default: this host, none inline, no eval"
    assert "connect-src" not in policy
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert re.findall(r"<script(?![^>]*src=)[^>]*>|\son\w+=|<style", page.text) == []


@pytest.mark.parametrize(
    "name", ["app.py", "..%2fapp.py", "LICENSE-react", "package-lock.json", "graphiql.html"]
)
async def test_no_other_file_is_given_out(browser: httpx.AsyncClient, fetched: Path, name: str) -> None:
    fill(fetched)
    assert (await browser.get(f"/graphiql/{name}")).status_code == 404


def test_the_lock_has_hashes_and_no_address() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    packages = {name: made for name, made in json.loads(lock)["packages"].items() if name}
    assert packages
    for made in packages.values():
        assert made["integrity"].startswith("sha512-")
        assert "resolved" not in made
    assert "://" not in lock + (ROOT / "package.json").read_text() + (ROOT / ".npmrc").read_text()


def copied(folder: Path) -> Path:
    """A project of nothing but the script and the lock."""
    (folder / "setup").mkdir()
    for name in ("setup/graphiql.sh", "package.json", "package-lock.json"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder / "setup/graphiql.sh"


def test_without_npm_the_set_up_says_what_to_install(tmp_path: Path) -> None:
    script = copied(tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in ("bash", "cmp", "dirname"):
        (tmp_path / "bin" / tool).symlink_to(f"/usr/bin/{tool}")
    run = subprocess.run(
        ["/usr/bin/bash", script],
        env={"PATH": str(tmp_path / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "npm is missing" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_what_is_laid_out_is_not_fetched_again(tmp_path: Path) -> None:
    script = copied(tmp_path)
    laid = tmp_path / "server/static/graphiql"
    laid.mkdir(parents=True)
    (laid / "package-lock.json").write_bytes((tmp_path / "package-lock.json").read_bytes())
    run = subprocess.run(
        ["/usr/bin/bash", script], env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=True
    )
    assert run.stdout == run.stderr == b""
