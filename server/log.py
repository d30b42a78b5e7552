"""What is logged: one line of JSON a record on stderr, the libraries' records too."""

from __future__ import annotations

import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def _stamped(_logger: WrappedLogger, _method: str, record: EventDict) -> EventDict:
    """Say when, in UTC; it is written as RFC 3339 has it."""
    record["timestamp"] = datetime.now(UTC)
    return record


_OURS: list[Processor] = [
    structlog.processors.add_log_level,
    _stamped,
]
_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z
_SHARED: list[Processor] = [structlog.stdlib.add_logger_name, *_OURS]
_requests: structlog.BytesLogger | None = None


def request(**record: Any) -> None:
    """Write the line of a request, which has no exception: each pays for it, and passes fewer layers."""
    if _requests is not None:
        record |= {"event": "graphql", "level": "info"}
        _requests.msg(_bytes(None, "info", _stamped(None, "info", record)))


def configure(level: int = logging.INFO) -> None:
    """Send every record of this process, structured, to stderr. No record holds a stack: only its end."""
    global _requests  # as structlog keeps what it is told: one for the process
    _requests = structlog.BytesLogger(sys.stderr.buffer) if level <= logging.INFO else None
    structlog.configure(
        processors=[*_OURS, _brief, _bytes],
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _brief, _line],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for talkative in ("alembic", "asyncio", "httpx", "uvicorn"):  # the last writes whole addresses
        logging.getLogger(talkative).setLevel(logging.WARNING)


def _brief(_logger: WrappedLogger, _method: str, record: EventDict) -> EventDict:
    """Say of an exception what it is and where it arose; its text may hold what people wrote."""
    found = record.pop("exc_info", None)
    error = found if isinstance(found, BaseException) else (found or sys.exc_info())[1] if found else None
    record.pop("stack_info", None)
    if error is not None:
        last = traceback.extract_tb(error.__traceback__)[-1:]
        record["error"] = type(error).__name__
        record["at"] = "".join(f"{frame.filename}:{frame.lineno}" for frame in last)
    return record


def _bytes(_logger: WrappedLogger, _method: str, record: EventDict) -> bytes:
    """Write our own records past the stdlib's handlers: each request pays for its line."""
    return orjson.dumps(record, default=repr, option=_OPTIONS)


def _line(_logger: WrappedLogger, _method: str, record: EventDict) -> str:
    return orjson.dumps(record, default=repr, option=_OPTIONS).decode()
