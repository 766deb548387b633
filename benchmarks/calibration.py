"""How often what a rule finds is right, and the confidences that follow: fitted on annotated stories, and checked.

    python -m benchmarks.calibration FILE ... [--write] [--model NAME]

FILE is JSON Lines with "attributions". Prints the confidence of each rule and the log-odds of each sort of
evidence, as they stand and as they are fitted, and how far confidences are from the share that is right: as they
stand, fitted on the same stories, and by fits that did not see the story. `--write` puts the fitted ones into the
program. A rule that is not met keeps its own; one met seldom stays near what all rules have. What a pronoun is
worth is not fitted: the sets have the pronoun for the source, and don't tell whom it means.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np

from benchmarks.annotated import read_attributions
from benchmarks.scores import bins_of, judged
from searchapp.enrich import DEFAULT_MODEL, Enricher, open_enricher
from searchapp.enrich.attribution import EVIDENCE, RULES, Evidence, confidence_of, evidence_of
from searchapp.enrich.lexicon import lexicon_of
from searchapp.model import CERTAIN_FROM, Story

HERE = Path(__file__).resolve().parent.parent / "searchapp" / "enrich" / "attribution" / "__init__.py"
FOLDS = 5
TO_MEAN = 2.0
"""How strongly a rule is drawn to the mean of all rules, in statements of evenly split opinion."""
TO_NOTHING = 2.0
"""How strongly the log-odds of a sort of evidence are drawn to 0."""
KEPT: tuple[Evidence, ...] = ("pronoun",)
"""Evidence that such sets say too little of."""
LEAST, MOST = 0.05, 0.98
"""No confidence is less or more than this."""
_STEPS = 30
_RULE = re.compile(r'(Rule\("([\w-]+)", "\w+", [\w.]+, )([\d.]+)')
_ODDS = re.compile(r'^(    "(\w+)": )(-?[\d.]+)(?=,)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """A statement found in a story, with what its confidence is made of."""

    story: int
    rule: str
    evidence: tuple[Evidence, ...]
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The confidence of each rule by its name, and the log-odds of each sort of evidence."""

    rules: Mapping[str, float]
    evidence: Mapping[Evidence, float]

    def confidence(self, sample: Sample) -> float:
        """What this table makes of a statement."""
        return confidence_of(self.rules[sample.rule], sample.evidence, self.evidence)


AS_IT_STANDS = Table({rule.name: rule.confidence for rule in RULES}, EVIDENCE)


def samples_of(files: Sequence[Path], enricher: Enricher) -> list[Sample]:
    """All statements that are found by a rule of the table and are not doubted for whom their source means."""
    documents = [document for path in files for document in read_attributions(path)]
    stories = enricher.pipe(Story(id=str(n), text=d.text) for n, d in enumerate(documents))
    lexicon = lexicon_of("en")
    found: list[Sample] = []
    for n, (document, story) in enumerate(zip(documents, stories, strict=True)):
        for one, right in judged(document, story):
            source = document.text[slice(*one.speaker_span)] if one.speaker_span else one.speaker
            evidence = evidence_of(source, one.cue, kind=one.speaker_kind, mode=one.mode, lexicon=lexicon)
            if one.rule in AS_IT_STANDS.rules and one.confidence >= CERTAIN_FROM:
                found.append(Sample(n, one.rule, tuple(evidence), one.confidence, right))
    return found


def fitted(samples: Sequence[Sample]) -> Table:
    """The table that makes what was right likeliest, each rule drawn to the mean and each evidence to nothing."""
    met = Counter(sample.rule for sample in samples)
    rules, evidence = sorted(met), [one for one in get_args(Evidence) if one not in KEPT]
    # The first column is the mean of all rules; the others say how far a rule or a sort of evidence is from it.
    columns = [*rules, *evidence]
    features = np.array([[1.0, *(c == s.rule or c in s.evidence for c in columns)] for s in samples])
    known = np.array([sum(EVIDENCE[one] for one in s.evidence if one in KEPT) for s in samples])
    right = np.array([float(sample.right) for sample in samples])
    pulls = np.array([1e-6, *(TO_MEAN / 4 for _ in rules), *(TO_NOTHING / 4 for _ in evidence)])
    weights = np.zeros(len(columns) + 1)
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-features @ weights - known))
        slope = features.T @ (right - share) - pulls * weights
        bend = (features.T * (share * (1 - share))) @ features + np.diag(pulls)
        weights = weights + np.linalg.solve(bend, slope)
    by_column = dict(zip(columns, weights[1:], strict=True))
    confidences = {rule: float(1 / (1 + np.exp(-weights[0] - by_column[rule]))) for rule in rules}
    return Table(
        {**AS_IT_STANDS.rules, **{rule: min(MOST, max(LEAST, c)) for rule, c in confidences.items()}},
        {one: float(by_column[one]) if one in evidence else EVIDENCE[one] for one in EVIDENCE},
    )


def unseen(samples: Sequence[Sample]) -> list[tuple[float, bool]]:
    """Each statement's confidence by a table fitted on the stories of the other folds, and whether it is right."""
    found: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        table = fitted([s for s in samples if s.story % FOLDS != fold])
        found += [(table.confidence(s), s.right) for s in samples if s.story % FOLDS == fold]
    return found


def error_of(pairs: Iterable[tuple[float, bool]]) -> float:
    """How far confidences are from the share that is right, by bins of ten, each as it has statements."""
    bins = bins_of(pairs)
    return sum(one.number * abs(one.confidence - one.right) for one in bins) / sum(one.number for one in bins)


def _by_name(table: Table) -> dict[str, float]:
    return dict(table.rules) | {str(name): value for name, value in table.evidence.items()}


def report(samples: Sequence[Sample], table: Table) -> str:
    """Both tables and their errors as text."""
    met = Counter(s.rule for s in samples) + Counter(one for s in samples for one in s.evidence)
    right = Counter(s.rule for s in samples if s.right) + Counter(
        o for s in samples if s.right for o in s.evidence
    )
    rows = [f"{'':<16}{'number':>7}{'right':>7}{'now':>7}{'fitted':>7}"]
    then = _by_name(table)
    for name, value in _by_name(AS_IT_STANDS).items():
        share = f"{right[name] / met[name]:>7.2f}" if met[name] else " " * 7
        rows.append(f"{name:<16}{met[name]:>7}{share}{value:>7.2f}{then[name]:>7.2f}")
    same = [(table.confidence(s), s.right) for s in samples]
    for what, found in (("as it stands", [(s.confidence, s.right) for s in samples]), ("fitted", same), (
        f"unseen, {FOLDS} folds", unseen(samples)
    )):  # fmt: skip
        rows.append(f"\n{what}: {error_of(found):.3f} from the share that is right")
        rows += [f"  {one.confidence:>7.3f}{one.right:>7.3f}{one.number:>7}" for one in bins_of(found)]
    return "\n".join(rows)


def written(text: str, table: Table) -> str:
    """The module of the rules with the numbers of a table in their places."""
    text = _RULE.sub(lambda m: f"{m[1]}{table.rules[m[2]]:.2f}", text)
    return _ODDS.sub(lambda m: f"{m[1]}{_by_name(table)[m[2]]:.2f}", text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is measured, and write it if asked to."""
    parser = argparse.ArgumentParser(description="Measure how often what each rule finds is right.")
    parser.add_argument("files", type=Path, nargs="+", help="annotated sets of statements")
    parser.add_argument("--write", action="store_true", help=f"put the fitted numbers into {HERE.name}")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    chosen = parser.parse_args(arguments)
    samples = samples_of(chosen.files, open_enricher(chosen.model))
    table = fitted(samples)
    print(report(samples, table))
    if chosen.write:
        HERE.write_text(written(HERE.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
