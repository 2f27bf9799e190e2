"""The arc-eager transition system of spaCy's parser on arrays: the states of many sentences take their next step together.

The actions are those of Nivre and Fernández-González, "Arc-Eager Parsing with the Tree Constraint" (2014), as spaCy has them: shift,
reduce, left arc, right arc, and a reduce that puts a word without a head back on the buffer. Sentence borders are settled before, so the
action that sets one (*break*) is never taken, and each sentence gets one root. The last word of a sentence is not shifted onto others,
from where it could only come back.

The tokens of a sentence are 1 to n; 0 is no token, and n + 1 and n + 2 are those that follow the sentence in the text.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
MOVES = "SDLRB"
"""The letter with which spaCy's name of an action begins, by action."""

STACK, BUFFER, HEADS, LABELS, LEFTMOST, RIGHTMOST, EARLIER, BARRED = range(8)
"""Blocks of a state's cells. STACK and BUFFER: tokens on the stack, and those put back before the rest of the sentence, the last on top.
By token: HEADS, LABELS (the action that set the head), its LEFTMOST and RIGHTMOST child, the child of its head EARLIER than it on the
right, and whether it is BARRED from being shifted again."""
BLOCKS = 8
BOTTOM = 3
"""Cells without a token below the stack: one can look at three tokens of an empty one."""

SENTENCE, LENGTH, DEPTH, BACK, AHEAD, GREEDY = range(6)
"""Numbers of a state: index of its sentence, tokens of the sentence, on the stack, put back, the first token never shifted, and whether it
was reached by nothing but the best action of each step."""

CODES = 18
"""What there is to tell about a state before its valid actions are known: see `valid_moves`."""


def valid_moves(code: int) -> tuple[int, ...]:
    """The actions allowed in a state with one of the codes of `States.codes`.

    >>> valid_moves(0 + 3 * 0)  # nothing on the stack
    (0,)
    >>> valid_moves(2 + 3 * 1)  # one token on the stack, two on the buffer
    (0, 2, 3)
    """
    barred, depth, left = code // 9, code // 3 % 3, code % 3
    if depth == 0:
        return (SHIFT,)
    if left == 0:
        return (REDUCE,)
    allowed = (LEFT, RIGHT) if depth == 1 else (REDUCE, LEFT, RIGHT)
    return allowed if barred or left == 1 else (SHIFT, *allowed)


class States:
    """Parses on their way; those of a sentence stand together, and sentences in their order."""

    def __init__(self, cells: NDArray[np.int16], numbers: Ints) -> None:
        """Cells have the shape (n, `BLOCKS` * block), numbers (6, n)."""
        self.cells, self.numbers = cells, numbers
        self.block = cells.shape[1] // BLOCKS
        self._flat = cells.reshape(-1)
        self._rows = np.arange(len(cells)) * cells.shape[1]

    @classmethod
    def of(cls, lengths: Ints) -> States:
        """The first state of each sentence, from their numbers of tokens."""
        numbers = np.zeros((6, len(lengths)), dtype="int64")
        numbers[SENTENCE], numbers[LENGTH], numbers[AHEAD], numbers[GREEDY] = np.arange(len(lengths)), lengths, 1, 1
        return cls(np.zeros((len(lengths), BLOCKS * (int(lengths.max()) + BOTTOM)), dtype="int16"), numbers)

    def __len__(self) -> int:
        """How many states there are."""
        return len(self.cells)

    def at(self, rows: Ints) -> States:
        """Copies of some states, in the order of `rows`."""
        return States(self.cells.take(rows, axis=0), self.numbers.take(rows, axis=1))

    @property
    def sentence(self) -> Ints:
        """The index of the sentence of each state, rising."""
        row: Ints = self.numbers[SENTENCE]
        return row

    @property
    def greedy(self) -> Bools:
        """Which states the best action of each step led to: one of each sentence."""
        led: Bools = self.numbers[GREEDY] > 0
        return led

    @property
    def left(self) -> Ints:
        """How many tokens of the sentence are on the buffer."""
        count: Ints = self.numbers[LENGTH] - self.numbers[AHEAD] + self.numbers[BACK] + 1
        return count

    @property
    def ended(self) -> Bools:
        """Which parses are whole."""
        whole: Bools = (self.numbers[DEPTH] == 0) & (self.left == 0)
        return whole

    def parse(self, row: int) -> tuple[Ints, Ints]:
        """Heads, 0 for the root, and the actions that set them, of a whole parse: each of shape (tokens,)."""
        blocks = self.cells[row].reshape(BLOCKS, self.block)[:, 1 : self.numbers[LENGTH, row] + 1]
        return blocks[HEADS].astype("int64"), blocks[LABELS].astype("int64")

    def focus(self) -> Ints:
        """What the model looks at, of shape (n, 8): two tokens of the buffer, three of the stack, children of the first of both."""
        depth, back, ahead = self.numbers[DEPTH], self.numbers[BACK], self.numbers[AHEAD]
        out = np.empty((len(self), 8), dtype="int64")
        out[:, 0], out[:, 1] = ahead, ahead + 1
        returned = np.flatnonzero(back)
        if len(returned):
            places = self._rows[returned] + BUFFER * self.block + back[returned]
            out[returned, 0] = self._flat[places - 1]
            out[returned, 1] = np.where(back[returned] > 1, self._flat[places - 2], ahead[returned])
        out[:, 2:5] = self._flat.take((self._rows + depth)[:, np.newaxis] + (STACK * self.block + np.array([2, 1, 0])))
        children = self.block * np.array([LEFTMOST, LEFTMOST, RIGHTMOST])
        out[:, 5:] = self._flat.take(out[:, [0, 2, 2]] + self._rows[:, np.newaxis] + children)
        return out

    def codes(self, first: Ints) -> Ints:
        """What decides which actions are valid, for `valid_moves`; `first` is the first token of the buffer."""
        barred = self._flat.take(self._rows + BARRED * self.block + first)
        code: Ints = 9 * barred + 3 * np.minimum(self.numbers[DEPTH], 2) + np.minimum(self.left, 2)
        return code

    def apply(self, moves: Ints, labels: Ints, first: Ints, top: Ints) -> None:
        """Let each state take an action: `labels` is what an arc is to be called, `first` and `top` are first on buffer and stack."""
        flat, block, (_, _, depth, back, ahead, _) = self._flat, self.block, self.numbers
        has_head = flat.take(self._rows + HEADS * block + top) > 0
        self._arc_left(np.flatnonzero(moves == LEFT), top, first, has_head, labels)
        self._arc_right(np.flatnonzero(moves == RIGHT), top, first, labels)
        pushes = (moves == SHIFT) | (moves == RIGHT)
        pushed = np.flatnonzero(pushes)
        flat[self._rows[pushed] + STACK * block + BOTTOM + depth[pushed]] = first[pushed]
        put_back = np.flatnonzero((moves == REDUCE) & ~has_head & (depth > 1))
        if len(put_back):
            rows, token = self._rows[put_back], top[put_back]
            flat[rows + BARRED * block + token] = 1
            flat[rows + BUFFER * block + back[put_back]] = token
        from_back = pushes & (back > 0)
        ahead += pushes & ~from_back
        back -= from_back
        back[put_back] += 1
        depth += np.where(pushes, 1, -1)

    def _arc_left(self, rows: Ints, top: Ints, first: Ints, has_head: Bools, labels: Ints) -> None:
        """The first token of the buffer becomes the head of the top of the stack, in place of a head that it has: the token below it."""
        flat, block, child, parent, at = self._flat, self.block, top[rows], first[rows], self._rows[rows]
        moved = np.flatnonzero(has_head[rows])
        if len(moved):
            by_moved = at[moved] + child[moved]
            head = flat[by_moved + HEADS * block]
            flat[at[moved] + RIGHTMOST * block + head] = flat[by_moved + EARLIER * block]
        by_child, by_parent = at + child, at + parent
        flat[by_child + HEADS * block] = parent
        flat[by_child + LABELS * block] = labels[rows]
        flat[by_parent + LEFTMOST * block] = child
        flat[by_parent + BARRED * block] = 0

    def _arc_right(self, rows: Ints, top: Ints, first: Ints, labels: Ints) -> None:
        """The top of the stack becomes the head of the first token of the buffer."""
        flat, block, parent, child, at = self._flat, self.block, top[rows], first[rows], self._rows[rows]
        by_child, by_parent = at + child, at + parent + RIGHTMOST * block
        flat[by_child + EARLIER * block] = flat[by_parent]
        flat[by_parent] = child
        flat[by_child + HEADS * block] = parent
        flat[by_child + LABELS * block] = labels[rows]
