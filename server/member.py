"""One operation of a socket; in the hub, a member of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server import frames
from server.execution import told
from server.news import News
from server.reader import Reader
from server.sent import Sent

if TYPE_CHECKING:
    from server.conversation import Conversation


class Operation(Reader):
    """One operation of one socket."""

    __slots__ = ("id", "start", "talk")

    def __init__(self, talk: Conversation, id_: str, sent: Sent) -> None:
        """Keep them."""
        self.attend("WS", sent, talk.tray)
        self.talk = talk
        self.id = id_
        self.start = frames.next_start(id_)

    def tell(self, news: News) -> None:
        """Send it."""
        self.told += 1
        self.tray.put(news.frame(self.start))

    def fail(self, error: Exception) -> None:
        """End with an error; the socket stays open."""
        self.talk.refuse(self, [told(error)])

    def overflow(self) -> None:
        """Close the socket: its client does not read, but may resume."""
        self.talk.close(frames.SLOW, "Too slow: what was sent was not read. Resume from your cursor.")
