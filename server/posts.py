"""Posts as they come from outside: in the claims of a token, and as an operator writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schema.access import Post, Role

MOST = 50
"""Posts of one person, and codes of one post."""

_DIVISION = re.compile(r"\d{6}|\d{9}|\d{12}|X-[A-Z0-9-]{1,24}", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9._-]{1,40}", re.ASCII)
_PARTS = {"basin": "basins", "unit": "units"}


def is_division(code: str) -> bool:
    """Tell whether a text has the form of a division code."""
    return _DIVISION.fullmatch(code) is not None


def claimed(claims: Mapping[str, Any], name: str = "posts") -> tuple[Post, ...]:
    """Read the posts that claims name: the short form `role` with `divisions`, and the list `name` beside it.

    Raises:
        ValueError: they are not of this form.
    """
    found = [] if "role" not in claims else [_post({key: claims[key] for key in ("role", "divisions")})]
    listed = claims.get(name, [])
    return distinct([*found, *map(_post, _list(listed))])


def told(posts: Iterable[Post]) -> list[dict[str, Any]]:
    """Write posts as claims; `claimed` reads them back."""
    return [post.told() for post in posts]


def distinct(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Give the posts in order, each once.

    Raises:
        ValueError: there are too many.
    """
    if len(posts) > MOST:
        raise ValueError(f"more than {MOST} posts")
    return tuple(dict.fromkeys(posts))


def read(text: str) -> Post:
    """Read a post as an operator writes it: `role@code+code`, then `/basin=code` and `/unit=code` as needed.

    Raises:
        ValueError: with a sentence for the operator.
    """
    head, *tail = text.split("/")
    role, _, divisions = head.partition("@")
    if role not in {one.value for one in Role}:
        raise ValueError(f"{text}: a post begins with one of {', '.join(one.value for one in Role)}")
    codes = tuple(filter(None, divisions.split("+")))
    if wrong := next((code for code in codes if not is_division(code)), None):
        raise ValueError(f"{wrong}: a code has 6, 9 or 12 digits, or is local, such as X-CQ-SQ")
    more: dict[str, tuple[str, ...]] = {}
    for part in tail:
        name, _, listed = part.partition("=")
        if name not in _PARTS or not all(_CODE.fullmatch(code) for code in listed.split("+")):
            raise ValueError(f"{part}: after the divisions come /basin=code+code or /unit=code+code")
        more[_PARTS[name]] = tuple(listed.split("+"))
    if not codes and not more:
        raise ValueError(f"{text}: a post is somewhere: role@code, such as officer@421000")
    return Post(Role(role), codes, **more)


def written(post: Post) -> str:
    """Write a post as an operator does; `read` reads it back."""
    parts = [f"{post.role.value}@{'+'.join(post.divisions)}"]
    parts += [
        f"{name}={'+'.join(getattr(post, field))}" for name, field in _PARTS.items() if getattr(post, field)
    ]
    return "/".join(parts)


def _post(claim: Any) -> Post:
    if not isinstance(claim, Mapping) or not isinstance(claim.get("role"), str):
        raise ValueError("a post is an object with a role")
    divisions, basins, units = (_codes(claim.get(key, ())) for key in ("divisions", "basins", "units"))
    return Post(Role(claim["role"]), divisions, basins, units)


def _codes(value: Any) -> tuple[str, ...]:
    codes = _list(value)
    if len(codes) > MOST or not all(isinstance(code, str) and code.strip() for code in codes):
        raise ValueError("codes are a short list of texts")
    return tuple(codes)


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise ValueError("not a list")
    return value
