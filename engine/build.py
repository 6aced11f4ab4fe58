"""From a folder of policies to a ruleset: read, checked whole, made ready."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.check import check_policies
from engine.diagnostic import Diagnostic, in_order
from engine.errors import RulesetError
from engine.facts.catalogue import VOCABULARY
from engine.infer.ruleset import Ruleset
from engine.intake.cues import Cues, read_cues
from engine.intake.minilm import MiniLM
from engine.intake.samples import read_samples
from engine.intake.vectors import VectorError, Vectors
from engine.load.source import open_source, read_bytes
from engine.resolve.folder import read_policy
from engine.span import Span, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.facts.vocabulary import Vocabulary
    from engine.syntax.typed import Policy

SETTING = "CLAUSECHECK_RULES"
"""The environment variable that names the folder of policies."""

VECTORS = "CLAUSECHECK_VECTORS"
VECTORS_CACHE = "CLAUSECHECK_VECTORS_CACHE"
"""The variables that switch the extra `vectors` on, and name the folder where it keeps its own."""

_ON = frozenset({"1", "on", "true", "yes"})
_OFF = frozenset({"", "0", "off", "false", "no"})


def default_rules() -> Path:
    """Say where the policies are: as set, else in the checkout, else those that came with us."""
    setting = os.environ.get(SETTING)
    if setting:
        return Path(setting)
    engine = Path(__file__).resolve().parent
    beside = engine.parent / "rules"
    return beside if beside.is_dir() else engine / "_rules"


def policy_folders(root: Path) -> list[Path]:
    """Give the policy folders at or under a path, by name."""
    if (root / "policy.yaml").exists():
        return [root]
    return sorted(path.parent for path in root.glob("*/policy.yaml"))


def read_policies(
    root: Path, vocabulary: Vocabulary = VOCABULARY
) -> tuple[list[Policy], list[Diagnostic]]:
    """Read every policy under a path, and check them together.

    Returns:
        The policies as far as they can be read, and every mistake in reading order.
    """
    folders = policy_folders(root)
    if not folders:
        return [], [_nothing(root)]
    policies, mistakes = [], []
    for folder in folders:
        policy, found = read_policy(folder, vocabulary)
        mistakes += found
        if policy is not None:
            policies.append(policy)
    if not mistakes:
        mistakes += map(_with_excerpt, check_policies(policies, vocabulary))
    return policies, list(in_order(mistakes))


def build_ruleset(root: Path | None = None, vocabulary: Vocabulary = VOCABULARY) -> Ruleset:
    """Load the policies under a path and make them ready to judge.

    Args:
        root: A policy folder, or a folder of such; the default one if None.
        vocabulary: The kinds of acts that clauses may speak of.

    Raises:
        RulesetError: A policy has errors; all of them, of all files, are told.
    """
    policies, mistakes = read_policies(root if root is not None else default_rules(), vocabulary)
    errors: Sequence[Diagnostic] = [m for m in mistakes if m.severity == "error"]
    if errors:
        raise RulesetError(errors)
    return Ruleset.of(policies, vocabulary)


def own_folder(root: Path, name: str) -> Path:
    """Say where a policy folder, or a folder of such, may have `cues` or `samples` of its own."""
    return (root.parent if (root / "policy.yaml").exists() else root) / name


def _folder(root: Path, name: str) -> Path:
    """Say where `cues` or `samples` are: beside the policies, else those that came with us.

    Cue lists speak of kinds of acts, not of policies, so a policy elsewhere shares ours.
    """
    own = own_folder(root, name)
    return own if own.is_dir() else default_rules() / name


def build_cues(root: Path | None = None, vocabulary: Vocabulary = VOCABULARY) -> Cues:
    """Load the cue lists that go with the policies under a path, and the samples beside them.

    Raises:
        RulesetError: A list has errors; all of them, of all files, are told.
    """
    root = root if root is not None else default_rules()
    cues, mistakes = read_cues(_folder(root, "cues"), vocabulary)
    samples, found = read_samples(_folder(root, "samples"))
    if mistakes or found:
        raise RulesetError(list(in_order([*mistakes, *found])))
    return replace(cues, samples=samples)


def with_vectors(
    cues: Cues,
    told: Callable[[int, int], None],
    settings: Mapping[str, str] = os.environ,
    *,
    wanted: bool = False,
) -> Cues:
    """Let a sentence model tell likeness too, if it is wanted here or in the settings.

    Args:
        cues: The cue lists, with their samples.
        told: Hears how many passages are done, and of how many, while vectors are made.
        settings: Where `CLAUSECHECK_VECTORS` may switch it on.
        wanted: Whether it is on whatever the settings say.

    Raises:
        VectorError: It is on and not installed, or the setting is neither on nor off.
    """
    setting = settings.get(VECTORS, "").lower()
    if setting not in _ON | _OFF:
        message = f"{VECTORS} takes `on` or `off`"
        raise VectorError(message)
    if not wanted and setting in _OFF:
        return cues
    kept = settings.get(VECTORS_CACHE) or Path(
        settings.get("XDG_CACHE_HOME") or Path.home() / ".cache", "clausecheck"
    )
    return replace(cues, vectors=Vectors(MiniLM(), Path(kept), told))


def _with_excerpt(mistake: Diagnostic) -> Diagnostic:
    """Put the line at fault beside what a check found."""
    data, _ = read_bytes(mistake.span.file)
    line = open_source(data or b"", mistake.span.file).line(mistake.span.line)
    return mistake if line is None else replace(mistake, source_line=line)


def _nothing(root: Path) -> Diagnostic:
    found = "there is no such folder" if not root.is_dir() else "no folder here has a policy.yaml"
    return Diagnostic(
        "no-policy",
        Span.whole(shown_path(root)),
        "no policy found",
        found,
        "with nothing to judge by, every incident would look clear",
        "name a policy folder, or the folder that holds them",
    )
