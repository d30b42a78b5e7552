"""The head of an answer and its body leave together, and nothing is kept longer than a turn of the loop."""

import asyncio
from typing import cast

from server.joined import Joined

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"


class Wire(asyncio.Transport):
    """Keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent.append(bytes(data))

    def close(self) -> None:
        self.sent.append(b"closed")

    def is_closing(self) -> bool:
        return b"closed" in self.sent


def joined() -> tuple[Joined, Wire]:
    wire = Wire()
    return Joined(cast(asyncio.Transport, wire)), wire


async def test_head_and_body_leave_as_one_and_each_answer_by_itself() -> None:
    transport, wire = joined()
    for _ in range(2):
        transport.write(HEAD)
        transport.write(b"ab")
    transport.write(b"more")
    await asyncio.sleep(0)
    assert wire.sent == [HEAD + b"ab", HEAD + b"ab", b"more"]


async def test_a_head_alone_waits_for_one_turn_of_the_loop() -> None:
    transport, wire = joined()
    transport.write(HEAD)
    assert wire.sent == []
    await asyncio.sleep(0)
    assert wire.sent == [HEAD]
    transport.write(b"later")
    assert wire.sent == [HEAD, b"later"]


async def test_two_heads_in_a_row_keep_their_order() -> None:
    transport, wire = joined()
    transport.write(HEAD)
    transport.write(HEAD)
    await asyncio.sleep(0)
    assert b"".join(wire.sent) == HEAD + HEAD


async def test_what_is_kept_is_written_before_the_end() -> None:
    transport, wire = joined()
    transport.write(HEAD)
    transport.close()
    await asyncio.sleep(0)
    assert wire.sent == [HEAD, b"closed"]
    assert transport.is_closing()
