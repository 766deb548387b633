"""The table of rules: by which kind of thing accounts are compared, and how alike the rest must be. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from searchapp.compare.cues import amounts, days, predicates, saying
from searchapp.compare.cues.cue import CueKind
from searchapp.compare.cues.finding import Finding
from searchapp.compare.cues.read import Sentence


class Rule(NamedTuple):
    """One rule: what is looked for in a sentence, and when two such things differ.

    Both have at least the share `alike` of what the shorter sentence is about, and `longer` of the longer one, by
    the weight of words, and `theme` of the thing itself; and `shared` words or more.
    """

    kind: CueKind
    find: Callable[[Sentence], Iterator[Finding]]
    differ: Callable[[Finding, Finding], bool]
    alike: float
    longer: float = 0.0
    theme: float = 0.0
    shared: int = 1


RULES: tuple[Rule, ...] = (
    Rule("number", amounts.amounts, amounts.differ, alike=0.5),
    Rule("date", days.dates, days.differ, alike=0.5, shared=2),
    Rule("polarity", predicates.polarities, predicates.opposed, alike=0.5, theme=0.75),
    Rule("doer", predicates.doers, predicates.others, alike=0.5, theme=0.75),
    Rule("saying", saying.sayings, saying.differ, alike=0.8, longer=0.7, shared=3),
)
