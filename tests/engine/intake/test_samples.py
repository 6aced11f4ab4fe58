"""Samples: read as they stand, and every mistake in them told at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.build import build_cues
from engine.intake.samples import LONGEST, Sample, read_samples

if TYPE_CHECKING:
    from pathlib import Path

    from engine.infer.ruleset import Ruleset

GOOD = """
policy: PP
samples:
  - brings_up: [PP-07.accepting/not-regular, PP-07.accepting/declared]
    says: [He slips her a tenner., Every Friday.]
  - {brings_up: PP-07.accepting/not-regular, says: For years now.}
"""


def test_samples_are_read_from_every_folder(tmp_path: Path) -> None:
    (tmp_path / "pp").mkdir()
    (tmp_path / "pp" / "gifts.yaml").write_text(GOOD)

    samples, mistakes = read_samples(tmp_path)

    assert not mistakes
    assert samples == (
        Sample(
            "PP",
            ("PP-07.accepting/not-regular", "PP-07.accepting/declared"),
            ("He slips her a tenner.", "Every Friday."),
        ),
        Sample("PP", ("PP-07.accepting/not-regular",), ("For years now.",)),
    )


def test_no_folder_holds_no_samples(tmp_path: Path) -> None:
    assert read_samples(tmp_path / "none") == ((), [])


@pytest.mark.parametrize(
    ("text", "code", "place", "mend"),
    [
        ("policy: PQ\nsamples: []", "unknown-policy", (1, 9), "`P"),
        (
            "policy: PP\nsamples: [{brings_up: PP-07.accepting/not-regularly, says: Ah.}]",
            "unknown-requirement",
            (2, 23),
            "`PP-07.accepting/not-regular`",
        ),
        ("samples: []", "missing-key", (1, 1), "policy"),
        (
            "policy: PP\nsamples: [{brings_up: PP-07.accepting/not-regular}]",
            "missing-key",
            (2, 11),
            "says",
        ),
        (
            "policy: PP\nsamples: [{brings_up: PP-07.accepting/not-regular, says: [Ah., Ah.]}]",
            "twice",
            (2, 64),
            "leave one",
        ),
        (
            "policy: PP\nsamples: [{brings_up: PP-07.accepting/not-regular, says: %s}]"
            % ("a " * LONGEST),
            "wrong-value",
            (2, 58),
            "keep what",
        ),
        ("policy: PP\nsamples: {}", "wrong-shape", (2, 10), "list"),
        ("policy: PP\nsamples: [&a [*a]]", "yaml", None, ""),
    ],
)
def test_mistakes_are_told_where_they_stand(  # noqa: PLR0913
    text: str, code: str, place: tuple[int, int] | None, mend: str, tmp_path: Path, ruleset: Ruleset
) -> None:
    (tmp_path / "file.yaml").write_text(text)

    _, mistakes = read_samples(tmp_path, [held.policy for held in ruleset.policies.values()])

    assert mistakes
    if place is not None:
        (mistake,) = mistakes
        assert (mistake.code, mistake.span.line, mistake.span.column) == (code, *place)
        assert mend in mistake.mend


def test_samples_of_other_policies_are_passed_over_where_one_is_looked_at(
    tmp_path: Path, ruleset: Ruleset
) -> None:
    (tmp_path / "file.yaml").write_text(GOOD)
    pct = [ruleset.policies["PCT"].policy]

    assert read_samples(tmp_path, pct, whole=False) == ((), [])
    assert [mistake.code for mistake in read_samples(tmp_path, pct)[1]] == ["unknown-policy"]


def test_a_folder_may_have_samples_of_its_own_without_cue_lists(tmp_path: Path) -> None:
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "gifts.yaml").write_text(GOOD)

    cues = build_cues(tmp_path)

    assert [sample.says for sample in cues.samples][1:] == [("For years now.",)]
    assert cues.cues
