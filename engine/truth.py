"""Truth values of strong Kleene logic, in a form that generated code computes with integers.

A truth value says which of the two classical values are still possible: bit 1 that it may hold,
bit 2 that it may fail. So `HOLDS` is 1, `FAILS` 2 and `OPEN` (both are possible) 3. With such
values `a and b` is `(a | b) & 2 | a & b & 1`, and `a or b` is `(a | b) & 1 | a & b & 2`.

Source:
    Kleene, Introduction to Metamathematics (1952), section 64.
"""

from __future__ import annotations

from typing import Final

HOLDS: Final = 1
FAILS: Final = 2
OPEN: Final = 3

NAMES: Final = {HOLDS: "holds", FAILS: "fails", OPEN: "open"}
