"""Writes what decisions change, where the records are not under them yet.

Beside the generations a document says which decisions the records are under, by layer. Whoever finds his own there
has nothing to write. Who wrote last and knows what, has only to write what is told otherwise now; else the signs
that the records bear are read, and tell the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from searchapp.curation.corrections import Corrections
from searchapp.curation.decisions import Decisions
from searchapp.engines.opensearch.address import Address
from searchapp.engines.opensearch.answer.labels import Labels
from searchapp.engines.opensearch.decided.corrected import Correcting, correcting
from searchapp.engines.opensearch.decided.given import Given
from searchapp.engines.opensearch.decided.laid import LaidLabels, ResolvedNames
from searchapp.engines.opensearch.decided.layer import Archive, Layer, Signs, in_chunks, sign_of, signs_there
from searchapp.engines.opensearch.decided.resolving import Keys, resolved_names
from searchapp.engines.opensearch.decided.settled import Head, Moves, Settled
from searchapp.engines.opensearch.write import beside
from searchapp.engines.opensearch.write.beside import DECIDED, DECIDING
from searchapp.errors import IndexLocked, SearchAppError
from searchapp.text.wording import number

_AT_HAND = 50_000
"""Stories of an archive whose names are resolved at once, from keys that are kept at hand."""
_WAIT, _PAUSE = 1.0, 0.1
"""Seconds that another process which applies decisions is waited for, and between two looks at it."""
_BUT_NAMES = "names as before"
"""What stands beside a digest while names are resolved as they were before."""
_NOT_THERE = 404
Told = Callable[[Decisions, str], bool]


@dataclass
class _Known:
    """What this process wrote last: by layer its digest and signs; what was resolved, and out of what."""

    signs: dict[str, tuple[str, Signs]] = field(default_factory=dict)
    moves: Moves = field(default_factory=dict)
    heads: dict[str, tuple[str, Head]] = field(default_factory=dict)
    keys: Keys | None = None


class _Work(NamedTuple):
    """What is to be applied, how many records may change, what hears how far it is."""

    decisions: Decisions
    most: int | None
    told: Told


class Applying:
    """Applies decisions to one generation of `stories` stories; one at a time."""

    def __init__(self, archive: Archive, address: Address, labels: Labels, stories: int, records: int) -> None:
        self._archive, self._address, self._labels = archive, address, labels
        self._small = stories <= _AT_HAND
        self._each = records / max(1, stories)
        self._known = _Known()
        self._correcting = Correcting()
        self.resolved = ResolvedNames()

    def correcting(self, corrections: Corrections) -> Correcting:
        """These corrections over this archive."""
        if self._correcting.corrections != corrections:
            self._correcting = correcting(self._archive.cluster, self._archive.index, corrections)
        return self._correcting

    def bring(self, decisions: Decisions, *, most: int | None, told: Told) -> bool:
        """Bring the records under decisions; False where that is not done, since it would change more than `most`.

        `told` hears how far it is, and says whether to go on. IndexLocked while another process is at it.
        """
        digests = {layer.field: sign_of(layer.told(decisions)) for layer in (Settled, Given)}
        if self._is_under(digests):
            return True
        with self._turn():
            if self._is_under(digests):
                return True
            work = _Work(decisions, most, told)
            settled = self._settled(digests[Settled.field], work)
            return self._applied(Given(self._archive, decisions), digests[Given.field], work) and settled

    def _is_under(self, digests: Mapping[str, str]) -> bool:
        """Whether the records are under what has these digests, whoever wrote it."""
        there = self._there()
        if any(there.get(layer) != digest for layer, digest in digests.items()):
            return False
        self.resolved = ResolvedNames.unpacked(there["resolved"])
        return True

    def _there(self) -> Mapping[str, str]:
        """What is said of this generation beside it."""
        index = self._archive.index
        there = beside.read(self._archive.cluster, self._address, DECIDED) or {}
        return there if there.get("generation") == index else {"generation": index}

    def _say(self, **fields: str) -> None:
        beside.keep(self._archive.cluster, self._address, DECIDED, {**self._there(), **fields})

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Be the only one who applies decisions to this archive."""
        until = time.monotonic() + _WAIT
        with ExitStack() as stack:
            while True:
                lock = beside.lock(self._archive.cluster, self._address, DECIDING, doing="applying decisions to")
                try:
                    stack.enter_context(lock)
                    break
                except IndexLocked:
                    if time.monotonic() > until:
                        raise
                time.sleep(_PAUSE)
            yield

    def _settled(self, digest: str, work: _Work) -> bool:
        """Apply what is settled; in a large archive at first with names as they were resolved before."""
        correcting, known = self.correcting(work.decisions.corrections), self._known
        resolved, moves, said = ResolvedNames(), known.moves, digest
        if not work.decisions.resolving:
            moves = {}
        elif self._small or work.most is None:
            resolved, moves = self._resolve(work.decisions, correcting)
        elif Settled.field in known.signs:
            resolved, said = self.resolved, f"{digest}, {_BUT_NAMES}"
        else:
            return False
        layer = Settled(self._archive, correcting, work.decisions, moves)
        if not self._applied(layer, said, work, resolved=resolved.packed()):
            return False
        self.resolved, known.moves = resolved, moves
        return said == digest

    def _resolve(self, decisions: Decisions, correcting: Correcting) -> tuple[ResolvedNames, Moves]:
        """What the archive resolves, of stories as they are settled apart from that."""
        known = self._known
        keys = known.keys or Keys(self._archive)
        if self._small:
            known.keys = keys
        bare = Settled(self._archive, correcting, decisions, {})
        signs = bare.signs()
        heads = {story: (sign, head) for story, (sign, head) in known.heads.items() if signs.get(story) == sign}
        fresh = bare.heads(story for story in signs if story not in heads)
        known.heads = heads | {story: (signs[story], head) for story, head in fresh.items()}
        labels = LaidLabels(self._labels, decisions, ResolvedNames())
        return resolved_names(keys, {s: head for s, (_, head) in known.heads.items()}, labels, decisions.authority)

    def _applied(self, layer: Layer, digest: str, work: _Work, **told: str) -> bool:
        """Write a layer where the records are not under it; False where it was not, or not wholly."""
        there, signs = self._there().get(layer.field), layer.signs()
        if there == digest:
            return True
        known, before = self._known.signs.get(layer.field, (None, {}))
        if known is None or known != there:
            before = signs_there(self._archive, layer.field)
        changed = sorted(story for story in {**before, **signs} if before.get(story) != signs.get(story))
        if work.most is not None and len(changed) * self._each > work.most:
            return False
        if changed:
            self._say(**{layer.field: ""})
            if not self._written(layer, changed, work):
                return False
            self._archive.cluster.ask(lambda c: c.indices.refresh(index=self._archive.index))
        self._known.signs[layer.field] = digest, signs
        self._say(**{layer.field: digest, **told})
        return True

    def _written(self, layer: Layer, stories: Sequence[str], work: _Work) -> bool:
        """Write what a layer makes of the records of stories; False where it broke off."""
        done = 0
        for chunk in in_chunks(stories):
            far = f"{layer.what} are being applied: {number(done)} of {number(len(stories))} stories."
            if not work.told(work.decisions, far):
                return False
            for taken, told in self._archive.cluster.write(layer.updates(chunk)):
                (outcome,) = told.values()
                if not taken and outcome.get("status") != _NOT_THERE:
                    raise SearchAppError(f"The cluster did not take {outcome['_id']}: {outcome.get('error')}.")
            done += len(chunk)
        return True
