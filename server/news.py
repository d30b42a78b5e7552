"""What is told to all members of a group, written once for all."""

from __future__ import annotations

from functools import cached_property

from schema.position import seal


class News:
    """The text of `data` of one message, and its position in the event log."""

    def __init__(self, text: str, key: bytes, epoch: str, seq: int) -> None:
        """Keep them; `key` seals positions."""
        self.text = text
        self.key = key
        self.epoch = epoch
        self.seq = seq

    @cached_property
    def event(self) -> str:
        """The message as a server-sent event, whose id is its position."""
        return f"id: {seal(self.key, [self.epoch, str(self.seq)])}\n" + event(f'{{"data":{self.text}}}')


def event(result: str) -> str:
    """Write a result as an event; between its tokens JSON may have line breaks, an event may not."""
    return f"event: next\ndata: {result.replace(chr(10), ' ')}\n\n"
