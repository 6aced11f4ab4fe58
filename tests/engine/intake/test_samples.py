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


ACCOUNTS = """
- id: A1
  text: Every Friday he slips her a tenner.
  policy: PP
  breaches:
    - norm_ids: [PP-07-06]
      quote: slips her a tenner
  undetermined: [{norm_ids: [PP-07-02, PP-07-06], missing: whether it is in the book}]
  not_breached: [{norm_ids: PP-07-01, why: not a bribe}]
  acceptable: [{norm_ids: PP-00-30}]
- {id: A2, text: Nothing was wrong., policy: PP, breaches: []}
"""


def test_an_account_with_labels_is_a_sample_of_what_is_broken_or_open(tmp_path: Path) -> None:
    (tmp_path / "accounts.yaml").write_text(ACCOUNTS)

    samples, mistakes = read_samples(tmp_path)

    assert not mistakes
    assert samples == (
        Sample("PP", ("PP-07-06", "PP-07-02"), ("Every Friday he slips her a tenner.",)),
    )


def test_a_label_may_name_norms_of_any_policy(tmp_path: Path, ruleset: Ruleset) -> None:
    account = "- {id: A, text: Ah., policy: C4PC, acceptable: [{norm_ids: PP-00-30}]}"
    (tmp_path / "accounts.yaml").write_text(account)
    policies = [held.policy for held in ruleset.policies.values()]

    assert read_samples(tmp_path, policies) == ((), [])
    one = [policy for policy in policies if policy.id == "C4PC"]
    assert read_samples(tmp_path, one, whole=False) == ((), [])


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
        ("- {id: A, text: Ah., policy: PQ}", "unknown-policy", (1, 30), "`P"),
        ("- {id: A, text: Ah., policy: PP, breachs: []}", "unknown-key", (1, 34), "`breaches`"),
        (
            "- {id: A, text: Ah., policy: PP, acceptable: [{norm_ids: [PP-07-99]}]}",
            "unknown-norm",
            (1, 59),
            "`PP-07-",
        ),
        (
            "- {id: A, text: Ah., policy: PP, breaches: [{norm: Ah.}]}",
            "missing-key",
            (1, 45),
            "norm_ids",
        ),
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
