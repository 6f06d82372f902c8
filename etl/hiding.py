"""Counts of hamlets with known totals -> which ones to hide so that no hidden one can be worked out."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

Cell = tuple[Any, Hashable]  # hamlet, column
Node = tuple[str, Any]
PLENTY = 10**9
OUTSIDE: Node = ("outside", None)  # where the room of a hamlet's own sum comes from and goes to


class Block:
    """The counts of the hamlets by column: `size` of a hamlet is the most that each may be, `bounds`
    are the least and the most that a hamlet's counts add up to; a column's sum is published."""

    def __init__(
        self,
        count: Mapping[Cell, int],
        size: Mapping[Any, int | None],
        bounds: Mapping[Any, tuple[int, int]],
    ) -> None:
        self.count = count
        self.hidden: set[Cell] = set()
        self.in_row: dict[Any, list[Cell]] = defaultdict(list)
        self.in_column: dict[Any, list[Cell]] = defaultdict(list)
        for cell in sorted(count, key=lambda c: (count[c] == 0, count[c], str(c))):
            self.in_row[cell[0]].append(cell)
            self.in_column[cell[1]].append(cell)
        self.most = {cell: max(_or(size.get(cell[0])), count[cell]) for cell in count}
        #: How much less and how much more the counts of a hamlet may add up to than they do.
        self.less: dict[Any, int] = {}
        self.more: dict[Any, int] = {}
        for hamlet, cells in self.in_row.items():
            whole = sum(count[cell] for cell in cells)
            least, most = bounds.get(hamlet, (0, PLENTY))
            self.less[hamlet], self.more[hamlet] = max(whole - least, 0), max(most - whole, 0)

    def can_be(self, cell: Cell, value: int) -> bool:
        """Whether a hidden count may be `value` for one who sees the rest."""
        change = value - self.count[cell]
        if not change:
            return True
        straight, most = self._straight(cell, change)
        if straight >= abs(change) or most < abs(change):  # in most cases one look is enough
            return straight >= abs(change)
        return self._moved(cell, change) >= abs(change)

    def _straight(self, cell: Cell, change: int) -> tuple[int, int]:
        """How much of a change the others of its column make up for by the hamlets' room alone, and
        how much at the very most."""
        own, theirs = (self.more, self.less) if change > 0 else (self.less, self.more)
        straight = most = 0
        for other in self.in_column[cell[1]]:
            if other in self.hidden and other != cell:
                count = self.count[other]
                free = count if change > 0 else self.most[other] - count
                most += free
                straight += min(free, theirs[other[0]])
        return min(straight, own[cell[0]]), most

    def _moved(self, cell: Cell, change: int) -> int:
        """How much of a change of one count the hidden others can make up for: a flow from its column
        to its hamlet (or back) through what they may gain and lose, and through the hamlets' room."""
        start, end = ("column", cell[1]), ("hamlet", cell[0])
        if change > 0:
            start, end = end, start
        room = self._room(cell)
        moved = 0
        while moved < abs(change):
            path = _path(room, start, end)
            if not path:
                break
            step = min(abs(change) - moved, *(room[a][b] for a, b in path))
            for a, b in path:
                room[a][b] -= step
                room[b][a] = room[b].get(a, 0) + step
            moved += step
        return moved

    def _room(self, but: Cell) -> dict[Node, dict[Node, int]]:
        """From a column to a hamlet: what a hidden count may gain; back: what it may lose."""
        room: dict[Node, dict[Node, int]] = defaultdict(dict)
        for cell in self.hidden:
            if cell != but:
                hamlet, column = ("hamlet", cell[0]), ("column", cell[1])
                room[column][hamlet] = self.most[cell] - self.count[cell]
                room[hamlet][column] = self.count[cell]
        for name in self.in_row:
            room[("hamlet", name)][OUTSIDE] = self.more[name]
            room[OUTSIDE][("hamlet", name)] = self.less[name]
        return room


def _or(size: int | None) -> int:
    return PLENTY if size is None else size


def _path(
    room: dict[Node, dict[Node, int]], start: Node, end: Node
) -> list[tuple[Node, Node]] | None:
    """The shortest way that has room, as its steps; None when there is none."""
    came: dict[Node, Node] = {start: start}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for after, free in room[node].items():
            if free and after not in came:
                came[after] = node
                if after == end:
                    return _steps(came, end)
                waiting.append(after)
    return None


def _steps(came: Mapping[Node, Node], end: Node) -> list[tuple[Node, Node]]:
    steps = []
    while came[end] != end:
        steps.append((came[end], end))
        end = came[end]
    return steps[::-1]


def hide(block: Block, small: Iterable[Cell], most: int) -> set[Cell]:
    """The small cells, and others until each hidden one may be 0 and may be `most` (or its hamlet's
    size, or the column's sum, where that is less). Every value between is then possible too."""
    block.hidden |= set(small)
    waiting = sorted(block.hidden, key=str)
    while waiting:
        cell = waiting.pop()
        while not _is_safe(block, cell, most):
            other = _next(block, cell, most)
            if other is None:
                break
            block.hidden.add(other)
            waiting.append(other)
    return block.hidden


def _is_safe(block: Block, cell: Cell, most: int) -> bool:
    whole = sum(block.count[other] for other in block.in_column[cell[1]])
    return block.can_be(cell, 0) and block.can_be(cell, min(most, block.most[cell], whole))


def _next(block: Block, cell: Cell, most: int) -> Cell | None:
    """What is hidden next: of the column while its sum gives the cell away, else of the hamlet; the
    smallest first, those that are 0 last."""
    column, row = block.in_column[cell[1]], block.in_row[cell[0]]
    others = [c for c in column if c in block.hidden and c != cell]
    gain = sum(block.most[c] - block.count[c] for c in others)
    lose = sum(block.count[c] for c in others)
    tells = gain < block.count[cell] or lose < min(most, block.most[cell]) - block.count[cell]
    for cells in (column, row, block.count) if tells else (row, column, block.count):
        for other in cells:
            if other not in block.hidden:
                return other
    return None
