"""The commands that keep the accounts of this server; passwords come from a prompt or from stdin."""

from __future__ import annotations

import sys
from typing import Annotated

import orjson
import typer

from schema.access import Post
from server import posts
from server.refusal import Refusal
from server.registrar import changed

users = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="What it signs in as.")]
Held = Annotated[
    list[str],
    typer.Option("--post", help="role@code+code, then /basin=code and /unit=code as needed; several times."),
]


@users.command()
def add(
    name: Name,
    post: Held,
    title: Annotated[str | None, typer.Option(help="What it is called on screens: a post.")] = None,
) -> None:
    """Make an account; its password is asked for, or read from stdin."""
    from resolvers import accounts

    given = _posts(post)
    hash_ = _password(name)
    changed("user add", lambda tx: accounts.add(tx, name, title, hash_, given))
    print(f"The account {name} can sign in.")


@users.command("list")
def list_accounts() -> None:
    """List the accounts with their posts."""
    from resolvers import accounts

    for row in changed("user list", accounts.listed):
        told = orjson.loads(row["posts"] or "[]")
        held = " ".join(posts.written(one) for one in posts.claimed({"posts": told}))
        state = f"disabled since {row['disabled_at']:%Y-%m-%d}" if row["disabled_at"] else "enabled"
        print(f"{row['subject']}\t{state}\t{held}")


@users.command()
def disable(name: Name) -> None:
    """Let nobody sign in by it any more; its sessions end within 5 s."""
    from resolvers import accounts

    changed("user disable", lambda tx: accounts.disable(tx, name))
    print(f"The account {name} is disabled.")


@users.command()
def enable(name: Name) -> None:
    """Let it sign in again."""
    from resolvers import accounts

    changed("user enable", lambda tx: accounts.enable(tx, name))
    print(f"The account {name} can sign in.")


@users.command()
def password(name: Name) -> None:
    """Set another password, which is asked for, or read from stdin; its sessions end within 5 s."""
    from resolvers import accounts

    hash_ = _password(name)
    changed("user password", lambda tx: accounts.set_password(tx, name, hash_))
    print(f"The account {name} has another password.")


@users.command("posts")
def set_posts(name: Name, post: Held) -> None:
    """Give it these posts in the place of those it holds; its sessions end within 5 s."""
    from resolvers import accounts

    given = _posts(post)
    changed("user posts", lambda tx: accounts.hold(tx, name, given))
    print(f"The account {name} holds {' '.join(map(posts.written, given))}.")


@users.command()
def unlock(name: Name) -> None:
    """Forget the failures to sign in by it."""
    from resolvers import accounts
    from server import settings
    from server.accounts import Seal
    from server.keys import Keys

    mark = Seal(Keys.of(settings.read()).first.secret, name).name
    changed("user unlock", lambda tx: accounts.unlock(tx, name, mark))
    print(f"The account {name} is not locked.")


def _posts(texts: list[str]) -> tuple[Post, ...]:
    try:
        return posts.distinct([posts.read(text) for text in texts])
    except ValueError as error:
        raise Refusal(f"--post {error}") from None


def _password(name: str) -> str:
    """Ask for a new password, and give its hash."""
    from server import passwords

    if sys.stdin.isatty():
        given = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    try:
        return passwords.hashed(passwords.checked(given, name))
    except ValueError as error:
        raise Refusal(str(error)) from None
