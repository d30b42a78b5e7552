"""Map tiles that were made and may be asked for again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

Key = tuple[Any, ...]


class Shelf:
    """Tiles that were made, each good as long as its version; the least used go first."""

    def __init__(self, size: int) -> None:
        """Start empty; `size` is how many bytes of tiles it holds."""
        self.size = size
        self.held = 0
        self.tiles: OrderedDict[Key, tuple[str, bytes]] = OrderedDict()

    def find(self, key: Key, version: str) -> bytes | None:
        """Give a tile of this version, if it is kept."""
        found = self.tiles.get(key)
        if found is None or found[0] != version:
            return None
        self.tiles.move_to_end(key)
        return found[1]

    def keep(self, key: Key, version: str, body: bytes) -> None:
        """Keep a tile in place of an older one."""
        self.held += len(body) - len(self.tiles.pop(key, ("", b""))[1])
        self.tiles[key] = version, body
        while self.held > self.size:
            self.held -= len(self.tiles.popitem(last=False)[1][1])
