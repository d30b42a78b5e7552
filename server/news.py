"""What is told to all members of a group, written once for all."""

from __future__ import annotations

from functools import cached_property

from schema.position import seal
from server import frames


class News:
    """The text of `data` of one message, and its position in the event log."""

    def __init__(self, text: str, key: bytes, epoch: str, seq: int) -> None:
        """Keep them; `key` seals positions."""
        self.text = text
        self.key = key
        self.epoch = epoch
        self.seq = seq
        self.heads: dict[int, bytes] = {}

    def frame(self, start: bytes) -> bytes:
        """The message as a frame of an operation whose messages begin so."""
        rest = self.rest
        head = self.heads.get(len(start))
        if head is None:
            head = self.heads[len(start)] = frames.head(len(start) + len(rest))
        return head + start + rest

    @cached_property
    def rest(self) -> bytes:
        """What is the same for all operations."""
        return self.text.encode() + frames.NEXT_END

    @cached_property
    def event(self) -> bytes:
        """The message as a server-sent event, whose id is its position."""
        named = f"id: {seal(self.key, [self.epoch, str(self.seq)])}\n"
        return named.encode() + event(f'{{"data":{self.text}}}')


def event(result: str) -> bytes:
    """Write a result as an event; between its tokens JSON may have line breaks, an event may not."""
    return f"event: next\ndata: {result.replace(chr(10), ' ')}\n\n".encode()
