"""Programs and facts at random, to set one engine against the other."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from engine.infer.chain import All, Any_, Compare, Has, Program, Rule
from engine.infer.chain_rules import COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.infer.chain import Formula


def seeded(seed: int) -> Random:
    """The same random numbers every time."""
    return Random(seed)  # noqa: S311 - nothing secret


def program(random: Random) -> Program:
    """A program of up to 30 rules over up to 12 inputs and 12 derived tokens, cycles included."""
    inputs = [f"in-{number}" for number in range(random.randint(1, 12))]
    derived = [f"out-{number}" for number in range(random.randint(1, 12))]
    targets = derived + random.choices(derived, k=random.randint(0, 18))
    rules = [
        Rule(f"r{number}", formula(random, inputs, derived, random.randint(0, 3)), target)
        for number, target in enumerate(targets)
    ]
    return Program(random.sample(rules, len(rules)), inputs)


def formula(random: Random, inputs: list[str], derived: list[str], depth: int) -> Formula:
    """A formula whose groups nest at most `depth` deep."""
    if depth == 0 or random.random() < 0.4:
        if random.random() < 0.4:
            return Has(random.choice(derived))
        if random.random() < 0.5:
            return Has(random.choice(inputs))
        return Compare(random.choice(inputs), random.choice([*COMPARISONS]), random.randint(-2, 4))
    parts = tuple(formula(random, inputs, derived, depth - 1) for _ in range(random.randint(1, 5)))
    return random.choice((All, Any_))(parts)


def facts(random: Random, program: Program) -> dict[str, int]:
    """Numbers for some of the inputs: for few of them, or most, or all."""
    share = random.choice((0.2, 0.5, 0.9, 1))
    tokens = sorted(program.inputs)
    return {token: random.randint(-2, 4) for token in tokens if random.random() < share}


def cases(
    random: Random, programs: int, each: int
) -> Iterator[tuple[Program, list[dict[str, int]]]]:
    """So many programs, with so many facts for each."""
    for _ in range(programs):
        made = program(random)
        yield made, [facts(random, made) for _ in range(each)]
