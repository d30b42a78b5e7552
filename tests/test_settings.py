"""What is set from outside, and what is logged."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from server.refusal import Refusal
from server.settings import Settings, read


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what the tests' own environment says."""
    for name in [*(f"LEVEE_{field.upper()}" for field in Settings.model_fields), "PORT", "WORKERS"]:
        monkeypatch.delenv(name, raising=False)


def test_what_is_not_set_is_safe() -> None:
    settings = read()
    assert (settings.host, settings.port, settings.open_reads) == ("127.0.0.1", 8000, False)
    assert settings.database_url is None
    assert settings.data.is_absolute()


def test_a_users_data_lie_in_its_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert read().data == tmp_path / ".local/share/levee"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert read().data == tmp_path / "elsewhere/levee"
    monkeypatch.setenv("LEVEE_DATA", "~/here")
    assert read().data == tmp_path / "here"


def test_roots_data_lie_in_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert read().data == Path("/var/lib/levee")


def test_the_port_may_come_from_make(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8001")
    assert read().port == 8001
    monkeypatch.setenv("LEVEE_PORT", "8002")
    assert read().port == 8002


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "0"),
        ("PORT", "0"),
        ("PORT", "http"),
        ("LEVEE_PORT", "65536"),
        ("LEVEE_SECRET", "too short"),
        ("LEVEE_OPEN_READS", "perhaps"),
        ("LEVEE_TIME_ZONE", "Mars/Olympus"),
        ("LEVEE_TIME_ZONE", "../../etc/passwd"),
        ("LEVEE_POOL_SIZE", "0"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Refusal) as refusal:
        read()
    assert str(refusal.value).split(":")[0].endswith(name.removeprefix("LEVEE_"))
    assert "\n" not in str(refusal.value)
    assert "too short" not in str(refusal.value), "a secret is never shown"


def test_a_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVEE_SECRET", "hush hush hush hush")
    assert "hush" not in repr(read())


SPOKEN = """
import logging, warnings, structlog
from server import log
log.configure()
structlog.get_logger("levee").info("answered", rows=3, place="荆州")
logging.getLogger("uvicorn.error").warning("slow %s", "client")
try:
    raise ValueError("call 13900000000")
except ValueError:
    logging.getLogger("any").exception("failed")
warnings.warn("old")
"""


def test_every_record_is_one_line_of_json_and_no_exception_is_told() -> None:
    done = subprocess.run([sys.executable, "-c", SPOKEN], capture_output=True, text=True, check=True)
    own, foreign, failed, warned = map(json.loads, done.stderr.splitlines())
    assert (own["event"], own["rows"], own["place"], own["level"]) == ("answered", 3, "荆州", "info")
    assert (foreign["event"], foreign["logger"]) == ("slow client", "uvicorn.error")
    assert (failed["event"], failed["error"], failed["at"]) == ("failed", "ValueError", "<string>:8")
    assert "139" not in done.stderr, "what the exception says may be somebody's"
    assert warned["logger"] == "py.warnings"
