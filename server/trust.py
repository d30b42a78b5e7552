"""Whose tokens are trusted beside this server's own: what is set about an identity provider."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from resolvers.setting import Group

ALGORITHMS: Mapping[str, str] = {"RS256": "RSA", "PS256": "RSA", "ES256": "P-256", "EdDSA": "Ed25519"}
"""By which a provider may sign, and the kind of key that each takes; none takes a secret."""


class Oidc(Group):
    """Which identity provider is trusted, and which posts its tokens stand for; without `issuer`, none."""

    issuer: str | None = Field(default=None, description="What its tokens say in `iss`, to the letter.")
    audience: str | None = Field(default=None, description="What they must say in `aud`: this service.")
    jwks: str | None = Field(
        default=None, description="Its keys: an address, or a file. Default: as the issuer's discovery says."
    )
    algorithms: str = Field(default="RS256,PS256,ES256,EdDSA", description="Which it may sign by.")
    subject: str = Field(default="sub", description="The claim that says who it is.")
    claim: str = Field(default="levee_posts", description="The claim that lists posts.")
    group_claim: str = Field(default="groups", description="The claim that lists groups or roles.")
    groups: Path | None = Field(default=None, description="A JSON file: which posts a group stands for.")

    @model_validator(mode="after")
    def _whole(self) -> Oidc:
        if self.issuer is None:
            return self
        if not self.audience:
            raise ValueError("with an issuer goes an audience: LEVEE_OIDC__AUDIENCE")
        if unknown := set(self.allowed) - set(ALGORITHMS):
            raise ValueError(f"{', '.join(sorted(unknown))}: the algorithms are {', '.join(ALGORITHMS)}")
        if self.jwks is None:
            secure(self.issuer)
        elif "://" in self.jwks:
            secure(self.jwks)
        return self

    @property
    def allowed(self) -> list[str]:
        """The algorithms by name."""
        return [name.strip() for name in self.algorithms.split(",") if name.strip()]


def secure(url: str) -> str:
    """See that an address is one from which keys may come: HTTPS, or this machine. Raises ValueError."""
    parts = urlsplit(url)
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
        raise ValueError("an address of keys begins with https://, or is on this machine")
    return url
