"""What every engine promises of names that the archive itself shows to be one person's."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.model import Mention, Statement, Story
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from tests.engines.decisions_contract import facet
from tests.engines.on_engine import Make, OnEngine, ids, needs
from tests.stories import said, story

FORMS = {
    "Hugo Falk": ("Hugo Falk", "Hugo Falk", "Hugo T. Falk", "President Hugo Falk", "Falk"),
    "John A. Webb": ("John A. Webb", "Webb"),
    "John B. Webb": ("John B. Webb",),
    "Mrs Hugo Falk": ("Mrs Hugo Falk",),
}


def named_archive(seed: int) -> list[tuple[Story, dict[str, str]]]:
    """Stories that name people by one form each, half of them with a statement, and what each form means there."""
    rng = random.Random(seed)
    out = []
    for n in range(80):
        persons = rng.sample(list(FORMS)[:3], rng.choice((1, 1, 1, 2)), counts=(60, 8, 8))
        persons += ["Mrs Hugo Falk"] if n == 40 else []
        forms = {person: rng.choice(FORMS[person]) for person in dict.fromkeys(persons)}
        falks = [p for p in forms if "Falk" in p]
        meant = {f: p for p, f in forms.items() if f not in ("Webb", "Falk") or (f == "Falk" and len(falks) == 1)}
        text = " ".join(f"{form} said the buses came." for form in forms.values())
        statements, mentions = [], []
        for form in forms.values():
            start = text.index(form + " said")
            mentions.append(Mention("person", form, form, start, start + len(form)))
            if rng.random() < 0.5:
                words = text.index("the buses", start), text.index(".", text.index("the buses", start))
                statements.append(Statement(form, "person", "indirect", (words,), (start, words[1])))
        day = rng.choice([None, date(2030, 1, 1) + timedelta(days=rng.randrange(100))])
        made = story(f"n{n:02d}", text, published=day, statements=tuple(statements), mentions=tuple(mentions))
        out.append((made, meant))
    return out


def as_meant(given: Story, meant: dict[str, str]) -> Story:
    """A story in which everybody stands under the name that is meant."""
    return replace(
        given,
        mentions=tuple(replace(m, name=meant.get(m.name, m.name)) for m in given.mentions),
        statements=tuple(replace(s, speaker=meant.get(s.speaker, s.speaker)) for s in given.statements),
    )


class ResolvingContract(OnEngine):
    """Titles, initials and surnames, laid upon an open index below the names file."""

    @needs("decisions")
    @pytest.mark.parametrize("seed", range(4))
    def test_what_the_archive_resolves_counts_as_if_it_stood_there(self, make_index: Make, seed: int) -> None:
        told = named_archive(seed)
        raw, right = make_index(*(s for s, _ in told)), make_index(*(as_meant(s, meant) for s, meant in told))
        resolved = raw.with_decisions(Decisions(resolving=True))
        assert {m.form for m in resolved.resolutions} == {"Falk", "Hugo T. Falk", "President Hugo Falk"}
        assert list(raw.resolutions) == []
        known = Authority((Entry("n", "person", "Nobody Here"), Entry("o", "organization", "Falk Works")))
        again = resolved.with_decisions(Decisions(known, resolving=True))
        for kind in ("story", "statement"):
            for node in (parse(""), parse("buses"), parse("webb"), parse("-falk")):
                request = SearchRequest(node, kind=kind, limit=1000, facet_size=0)
                one, other = resolved.search(request), right.search(request)
                assert (one.total, one.facets) == (other.total, other.facets)
                assert again.search(request).facets == one.facets
                for counts in one.facets:
                    for value in counts.values:
                        only = replace(request, filters=(Filter(counts.key, value.value),))
                        assert resolved.count(only) == value.count

    @needs("decisions")
    def test_a_name_that_was_resolved_leads_to_its_person(self, make_index: Make) -> None:
        days = [date(2030, 1, 1) + timedelta(days=n) for n in range(12)]
        told = [story(f"f{n}", "x", published=d, entities={"person": ("Hugo Falk",)}) for n, d in enumerate(days)]
        bare = story("g", "x", published=days[0], entities={"person": ("Falk",)})
        late = story("h", "x", published=date(2034, 1, 1), entities={"person": ("Falk",)})
        index = make_index(*told, bare).with_decisions(Decisions(resolving=True))
        assert facet(index, "person") == {"Hugo Falk": 13}
        assert index.count(SearchRequest(filters=(Filter("person", "Falk"),))) == 13
        both = make_index(*told, bare, late).with_decisions(Decisions(resolving=True))
        assert facet(both, "person") == {"Hugo Falk": 13, "Falk": 1}
        assert ids(both, "", filters=(Filter("person", "Falk"),)) == ["h"]
        with_initial = make_index(*told, story("i", "x", entities={"person": ("Hugo T. Falk",)}))
        merged = with_initial.with_decisions(Decisions(resolving=True))
        assert set(ids(merged, 'person:"hugo t. falk"')) == set(ids(merged, 'person:"hugo falk"'))
        assert merged.count(SearchRequest(parse('person:"hugo t. falk"'))) == 13

    @needs("decisions")
    def test_a_statement_is_by_the_person_and_the_story_as_it_stands(self, make_index: Make) -> None:
        told = [story(f"f{n}", "x", entities={"person": ("Hugo Falk",)}) for n in range(12)]
        text = "Falk said the mill would close. Quist said it would not."
        spoken = said(text, "the mill would close", "Falk"), said(text, "it would not", "Quist")
        named = (Mention("person", "Falk", "Falk", 0, 4),)
        index = make_index(*told, story("g", text, statements=spoken, mentions=named))
        request = SearchRequest(kind="statement", sort="oldest")

        def speakers(index: Index) -> list[str]:
            return [hit.statement.speaker for hit in index.search(request).hits if hit.statement]

        resolved = index.with_decisions(Decisions(resolving=True))
        assert (speakers(index), speakers(resolved)) == (["Falk", "Quist"], ["Hugo Falk", "Quist"])
        assert resolved.story("g") == index.story("g")

    @needs("decisions")
    def test_each_of_several_who_share_a_statement_is_the_person(self, make_index: Make) -> None:
        told = [
            story(f"f{n}", "x", entities={"person": ("Hugo Falk", "Ida Quist", "Piet Maas")}) for n in range(12)
        ]
        text = "Falk, Quist and the Harbour Board said the mill would close."
        index = make_index(
            *told,
            *(
                story(
                    f"g{n}", text, entities={"person": tuple(p for p in shared if p in ("Falk", "Quist"))},
                    statements=(said(text, "the mill would close", shared[0], speakers=shared),),
                )
                for n, shared in enumerate([
                    ("Falk", "Harbour Board", "Quist"), ("Harbour Board", "Falk"), ("Piet Maas", "Harbour Board"),
                    ("Falk", "Hugo Falk"),
                ])
            ),
        )  # fmt: skip
        resolved = index.with_decisions(Decisions(resolving=True))
        hits = resolved.search(SearchRequest(kind="statement", sort="oldest")).hits
        assert {hit.story_id: hit.statement.everyone for hit in hits if hit.statement} == {
            "g0": ("Hugo Falk", "Harbour Board", "Ida Quist"),
            "g1": ("Harbour Board", "Hugo Falk"),
            "g2": ("Piet Maas", "Harbour Board"),
            "g3": ("Hugo Falk",),
        }
        assert {hit.story_id: hit.statement.speakers for hit in hits if hit.statement}["g3"] == ()

    @needs("decisions")
    def test_a_speaker_who_is_nowhere_named_is_a_person_but_no_organization(self, make_index: Make) -> None:
        told = [story(f"f{n}", "x", entities={"person": ("Hugo Falk",)}) for n in range(12)]
        text = "FALK SAYS THE MILL WILL CLOSE. Falk rose in Leeds."
        spoken = (said(text, "THE MILL WILL CLOSE", "FALK"),)
        told += [story("g", text, statements=spoken), story("i", "x", entities={"person": ("Falk",)})]
        told += [story("h", text, statements=spoken, entities={"organization": ("Falk",)})]
        silent = story("j", "x", entities={"organization": ("Falk",)})
        index = make_index(*told, silent).with_decisions(Decisions(resolving=True))
        assert facet(index, "person") == {"Hugo Falk": 14}
        assert facet(index, "speaker") == facet(index, "speaker", "statement") == {"Hugo Falk": 1, "FALK": 1}
        assert ids(index, "", filters=(Filter("speaker", "Falk"),)) == ["h"]

    @needs("decisions")
    @pytest.mark.parametrize("kind", ["organization", "place"])
    def test_what_only_ever_speaks_is_no_organization(self, make_index: Make, kind: str) -> None:
        told = [story(f"f{n}", "x", entities={"person": ("Hugo Falk",)}) for n in range(12)]
        text = "Falk said the mill would close."
        spoken = (said(text, "the mill would close", "Falk"),)
        told += [story(f"g{n}", text, statements=spoken, entities={kind: ("Falk",)}) for n in range(2)]
        told += [story("e", "x", entities={kind: ("Hugo Falk",)})]
        index = make_index(*told).with_decisions(Decisions(resolving=True))
        assert facet(index, "person") == {"Hugo Falk": 14}
        assert facet(index, "speaker") == facet(index, "speaker", "statement") == {"Hugo Falk": 2}
        longer = story("h", "x", entities={kind: ("Falk Holdings",)})
        index = make_index(*told, longer).with_decisions(Decisions(resolving=True))
        assert facet(index, "person") == {"Hugo Falk": 12}
        assert facet(index, "speaker") == {"Falk": 2}

    @needs("decisions")
    def test_the_names_file_is_above_what_the_archive_shows(self, make_index: Make) -> None:
        told = [story(f"f{n}", "x", entities={"person": ("Hugo Falk",)}) for n in range(12)]
        told += [story("g", "x", entities={"person": ("Falk",)})]
        told += [story("h", "x", entities={"person": ("Hugo T. Falk",)})]
        index = make_index(*told)

        def under(*entries: Entry) -> dict[str, int]:
            return facet(index.with_decisions(Decisions(Authority(entries), resolving=True)), "person")

        assert under() == {"Hugo Falk": 14}
        assert under(Entry("a", "person", "Hugo Falk", not_aliases=("Falk",))) == {"Hugo Falk": 13, "Falk": 1}
        assert under(Entry("a", "person", "Ada Falk", ("Falk",))) == {"Hugo Falk": 13, "Ada Falk": 1}
        merged = under(Entry("a", "person", "Ada Falk", ("Hugo Falk",)))
        assert merged == {"Ada Falk": 12, "Hugo T. Falk": 1, "Falk": 1}
        split = Entry("a", "person", "Falk (a dog)", ("Falk",), stories=("g",))
        assert under(split) == {"Hugo Falk": 13, "Falk (a dog)": 1}
        apart = Entry("a", "person", "Hugo Falk", not_aliases=("Hugo T. Falk",))
        assert under(apart) == {"Hugo Falk": 12, "Hugo T. Falk": 1, "Falk": 1}
