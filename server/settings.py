"""What can be set from outside: one frozen class, one prefix, read once."""

from __future__ import annotations

import ipaddress
import os
import re
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from resolvers.caches import Caches
from resolvers.extent import Bounds
from server import origins
from server.limits import Rates, Requests, SignIns, Waits
from server.quotas import Quotas
from server.refusal import Refusal
from server.trust import Oidc

SHORTEST_SECRET = 16

Listed = Annotated[tuple[str, ...], NoDecode]
"""Several words in one variable, with commas between."""


def _data() -> Path:
    """Return where the private cluster and the secret lie unless LEVEE_DATA says otherwise."""
    if os.geteuid() == 0:
        return Path("/var/lib/levee")
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "levee"


class Settings(BaseSettings):
    """Everything that can be set, each by the environment variable LEVEE_ + its name."""

    model_config = SettingsConfigDict(
        env_prefix="LEVEE_", env_ignore_empty=True, frozen=True, extra="ignore", env_nested_delimiter="__"
    )

    database_url: str | None = Field(default=None, description="PostgreSQL; default: a private cluster.")
    owner_url: str | None = Field(default=None, description="Who migrates; default: as database_url.")
    data: Path = Field(default_factory=_data, description="Folder of the private cluster and the secret.")
    anchor: Path | None = Field(
        default=None,
        description="File to which the heads of the record go once a minute; default: anchors in data, "
        "with the private cluster.",
    )
    secret: SecretStr | None = Field(default=None, description="Signs tokens; default: a file in data.")
    skew: float = Field(
        default=30.0, ge=0, le=300, description="Seconds that other clocks may differ: docs/operations.md."
    )
    oidc: Oidc = Field(
        default=Oidc(),
        description="An identity provider: LEVEE_OIDC__ISSUER, LEVEE_OIDC__AUDIENCE ...",
    )
    session_hours: float = Field(
        default=12.0, gt=0, le=8760, description="How long a session is good that began by signing in."
    )
    open_reads: bool = Field(default=False, description="Reads without a token, from this machine only.")
    time_zone: str = Field(default="Asia/Shanghai", description="The zone in which instants are shown.")
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(
        default=8000,
        ge=1,
        le=65535,
        validation_alias=AliasChoices("LEVEE_PORT", "PORT"),
        description="The port to listen on.",
    )
    workers: int = Field(
        default=1,
        ge=1,
        le=64,
        validation_alias=AliasChoices("LEVEE_WORKERS", "WORKERS"),
        description="Processes that serve; each takes POOL_SIZE + 12 connections to PostgreSQL.",
    )
    pool_size: int = Field(default=8, ge=1, le=200, description="Connections to PostgreSQL for questions.")
    statement_timeout: float = Field(default=3.0, gt=0, le=600, description="Seconds a statement may take.")
    limits: Bounds = Field(
        default=Bounds(), description="How large a question may be: LEVEE_LIMITS__DEPTH=12 and so on."
    )
    requests: Requests = Field(
        default=Requests(), description="How large a request may be: LEVEE_REQUESTS__BODY=65536 and so on."
    )
    waits: Waits = Field(
        default=Waits(), description="How long the database is waited for: LEVEE_WAITS__LOCK=2 and so on."
    )
    sign_ins: SignIns = Field(
        default=SignIns(), description="How often passwords are guessed: LEVEE_SIGN_INS__PAIR=3 and so on."
    )
    rates: Rates = Field(
        default=Rates(), description="How much one person may ask: LEVEE_RATES__PERSON=500 and so on."
    )
    caches: Caches = Field(
        default=Caches(), description="How much one process keeps: LEVEE_CACHES__PLANS=5000 and so on."
    )
    documents: Path | None = Field(
        default=None, description="Registered documents: a folder of *.graphql, or a JSON manifest."
    )
    registered_only: bool = Field(
        default=False, description="Only registered documents run; administrators ask freely."
    )
    production: bool = Field(
        default=False, description="No introspection, no GraphiQL, no suggestions, no tokens at the start."
    )
    public_url: str | None = Field(
        default=None, description="Where clients reach it, past a proxy: https://levee.example.org"
    )
    allowed_origins: Listed = Field(
        default=(), description="Whose pages may ask besides this server's own: https://map.example.org,..."
    )
    trusted_hosts: Listed = Field(
        default=(), description="Names this server goes by; *.example.org for all below. Default: any."
    )
    sockets: Quotas = Field(
        default=Quotas(), description="What sockets may take: LEVEE_SOCKETS__OPERATIONS=20 and so on."
    )
    trusted_proxies: Listed = Field(
        default=(), description="Proxies whose X-Forwarded-For tells the address of who asks: 10.0.0.0/24,..."
    )
    tile_shelf: int = Field(default=64, ge=0, le=65_536, description="MiB of map tiles kept in memory.")
    open_metrics: bool = Field(default=False, description="Metrics for everybody, not this machine only.")
    sender: str = Field(
        default="localhost",
        pattern=r"^[^\s,<&]+$",
        description="Who sends CAP messages: a name unique in the world, such as the office's domain.",
    )
    attribution: str = Field(
        default="Boundaries: Apache ECharts 2 (Copyright 2013 Baidu Inc., BSD 3-Clause). "
        "Rivers and lakes: Natural Earth. Places: GeoNames, CC BY 4.0.",
        description="What maps say of where their data comes from; the default is that of the demo.",
    )

    @property
    def pages(self) -> tuple[str, ...]:
        """Origins whose pages may ask, besides that of the address asked: the public one and those listed."""
        return (self.public_url, *self.allowed_origins) if self.public_url else self.allowed_origins

    @field_validator("public_url")
    @classmethod
    def _plain(cls, value: str | None) -> str | None:
        if value is not None and not origins.ORIGIN.fullmatch(value):
            raise ValueError("http or https, the host, a port if it is not the usual, and nothing behind")
        return value.lower() if value else None

    @field_validator("data", "anchor")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        return value and Path(os.path.abspath(value.expanduser()))  # noqa: PTH100 - the shown path keeps its links

    @field_validator("allowed_origins", "trusted_hosts", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(filter(None, re.split(r"[\s,]+", value.lower()))) if isinstance(value, str) else value

    @field_validator("allowed_origins")
    @classmethod
    def _whole(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            if not origins.ORIGIN.fullmatch(one):
                raise ValueError(
                    f"{one} is no origin: http or https, the host, a port if it is not the usual"
                )
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            try:
                ipaddress.ip_network(one, strict=False)
            except ValueError:
                raise ValueError(f"{one} is no address or network, such as 10.0.0.0/24") from None
        return value

    @field_validator("trusted_hosts")
    @classmethod
    def _named(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            found = origins.HOST.fullmatch(one.removeprefix("*."))
            if found is None or found["port"]:
                raise ValueError(f"{one} is no name of a host, without a port, such as levee.example.org")
        return value

    @field_validator("time_zone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError):
            raise ValueError("not a time zone of the IANA list, such as Asia/Shanghai") from None
        return value

    @field_validator("secret")
    @classmethod
    def _long(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"a secret has at least {SHORTEST_SECRET} characters")
        return value


def read() -> Settings:
    """Read the settings from the environment. Raises Refusal: which variable is wrong, and why."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0])
        variable = name if name.isupper() else f"LEVEE_{name.upper()}"
        raise Refusal(f"{variable}: {first['msg'].removeprefix('Value error, ')}") from None
