"""The verdict itself: it accepts every run that is right, and rejects each damaged one by the rule meant."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.imagined import DAMAGES, Damage, Imagined
from tests.verdict import RULES, verdict


@given(st.randoms(use_true_random=False), st.integers(0, 60), st.integers(0, 8))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_runs_that_are_right_are_accepted(choice: Random, steps: int, screens: int) -> None:
    assert verdict(*Imagined(choice).run(steps, screens)) == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_damaged_runs_are_rejected_by_the_rule_meant(damage: Callable[[Damage], str], seed: int) -> None:
    choice = Random(seed)
    run = Damage(Imagined(choice).run(80, 10), choice)
    assert verdict(run.history, run.record) == []
    try:
        meant = damage(run)
    except IndexError:
        assume(False)  # nothing in this run that could be damaged so
        raise
    assert {rule for rule, _ in verdict(run.history, run.record)} == {meant}


def test_every_rule_is_broken_by_some_damage() -> None:
    met = set()
    for seed in range(5):
        for damage in DAMAGES:
            choice = Random(seed)
            run = Damage(Imagined(choice).run(80, 10), choice)
            met.add(damage(run))
    assert met == set(RULES)
