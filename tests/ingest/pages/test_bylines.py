"""Bylines as papers write them: the people in them, and nobody else."""

from __future__ import annotations

import pytest

from searchapp.ingest.pages.bylines.names import all_people, people_in

MARA, BOTH = ("Mara Quist",), ("Mara Quist", "Ivo Brandt")
SITE = ("The Fen Post", "fenpost.example", "Lowland Post")


@pytest.mark.parametrize(
    "written",
    [
        "Mara Quist",
        "By Mara Quist",
        "by: Mara Quist",
        "Written by Mara Quist",
        "Posted by: Mara Quist",
        "Posted on May 3, 2019 by Mara Quist in News",
        "Published 3 May 2019 by Mara Quist",
        "Monday May 6, 2019 7:45 am PST by Mara Quist",
        "May 6, 2019 Mara Quist",
        "View all posts by Mara Quist",
        "Author: Mara Quist",
        "Von Mara Quist",
        "Par Mara Quist, à Paris",
        "Por Mara Quist",
        "Text und Fotos: Mara Quist",
        "By Mara Quist, Staff Writer",
        "By Mara Quist, AP Marine Writer",
        "Mara Quist, chief political correspondent",
        "Mara Quist Political Editor",
        "Mara Quist | Staff Writer | The Fen Post",
        "Mara Quist - Tarn Science Contributor",
        "Mara Quist. Tarn Press",
        "Mara Quist | Special to the Fen Post",
        "Mara Quist, Editor-in-Chief",
        "Mara Quist, PhD",
        "Dr. Mara Quist",
        "Mara Quist in London",
        "Mara Quist, New Delhi",
        "Mara Quist For Fenonline",
        "Mara Quist of The Morning Call",
        "Mara Quist reports from Oslo",
        "Mara Quist, Fen.example",
        "Mara Quist, TVX Business",
        "Mara Quist, FEN TODAY",
        "Mara Quist TVX News",
        "Mara Quist, Tarn Enquirer",
        "Mara Quist, The Fen Post",
        "Mara Quist and AP",
        "Mara Quist/AP",
        "Mara Quist (AP)",
        "Mara Quist, Reuters",
        "Mara Quist @maraq Nov 18, 2019 at 9:24 pm ET • 2 min read",
        "Mara Quist | mquist@fen.example",
        "Mara Quist 14 hours ago",
        "Mara Quist — 3 May 2019",
        "Mara Quist Follow",
        "Mara Quist; edited by Ivo Brandt",
        "Words: Mara Quist Photos: Ivo Brandt",
        "Quist, Mara",
        "Mara Quist, Mara Quist",
        "Mara Quist Associated Press",
        "Mara Quist AFP",
        "Staff Writer Mara Quist",
        "By Special Correspondent Mara Quist",
        "Guest Columnist Mara Quist, Oslo",
        "Von unserem Redakteur Mara Quist",
        "Von unserer Mitarbeiterin Mara Quist",
        "Par notre correspondante Mara Quist",
        "De nuestro corresponsal Mara Quist",
        "By our political correspondent Mara Quist",
        "By Mara Quist | OF THE TARN STAFF",
        "As told to Mara Quist",
        "Por: Mara Quist",
        "Von: Mara Quist",
        "Propos recueillis par Mara Quist",
        "Haber: Mara Quist",
        "Muhabir: Mara Quist",
        "Tekst: Mara Quist",
        "Por | Mara Quist",
        "Source: Fen Post | Author: Mara Quist | Editor: Ivo Brandt",
    ],
)
def test_one_writer(written: str) -> None:
    assert people_in(written, but=SITE) == MARA


@pytest.mark.parametrize(
    "written",
    [
        "By Mara Quist and Ivo Brandt",
        "Mara Quist & Ivo Brandt, Staff Writers",
        "Mara Quist, Ivo Brandt",
        "Mara Quist,Ivo Brandt",
        "Mara Quist; Ivo Brandt",
        "Quist, Mara; Brandt, Ivo",
        "Mara Quist with Ivo Brandt in Rome",
        "Mara Quist in Rome and Ivo Brandt in Oslo",
        "Von Mara Quist und Ivo Brandt",
        "Mara Quist y Ivo Brandt",
        "Mara Quist | and | Ivo Brandt",
    ],
)
def test_two_writers(written: str) -> None:
    assert people_in(written, but=SITE) == BOTH


@pytest.mark.parametrize(
    "written",
    [
        "Staff", "Staff Writer", "Staff report", "By admin - 2018-09-16", "administrator", "editor",
        "News Editor", "Fen Post Staff", "The Fen Post", "fenpost.example", "Web Desk",
        "Our Correspondent", "Special Correspondent", "The Editorial Board",
        "From staff and wire reports", "Agencies", "Reuters", "Reuters Staff", "AP", "AFP",
        "The Associated Press", "dpa", "Reuters, Oslo, Nov 20 2019, 11:06am", "Redaktion",
        "La Rédaction", "Guest Post", "rmb8090", "Lowland", "TideDesk", "Unknown", "null", "", "  ", "By",
        "3 May 2019", "May 3", "5 min read", "Updated", "Share", "Photo: Mara Quist",
        "Por", "Von", "Par", "di", "Door", "Written", "Por Redacción", "By Our Staff Correspondent",
        "Von unserem Korrespondenten",
        "Guest Columnist", "Staff Writer Staff", "Marrowgate | Saturday, March 4, 2017", "PTI | Marrowgate",
        "온라인뉴스팀", "社会部取材班", "泽地日报",
        "Edited by Mara Quist", "The ministers of three states", "Press Release", "Tarn Media Ltd",
    ],
)  # fmt: skip
def test_nobody_in_particular(written: str) -> None:
    assert people_in(written, but=SITE) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Mara", "Mara de la Quist", "Mara van der Quist", "Andrea di Quist", "José Ortega y Quist",
        "Mara O’Quist", "M.K. Quist", "Mara L. Quist", "Mara Quist-Brandt", "Kim Jong-quist",
        "Abd al-Rahman bin Quist", "Ivo Brandt III", "MARA QUIST", "mara quist", "Мара Квист", "정덕현",
        "王小明", "राम कुमार", "Nguyễn Văn A", "Petra Quist", "Von Quist",
        "Ada Efe", "Ines Pap", "Diana Ats", "Marie Di", "Mara Writer-Quist",
    ],
)  # fmt: skip
def test_names_as_people_have_them(name: str) -> None:
    assert people_in(f"By {name}") == people_in(name) == (name,)


def test_suffixes_and_roles_in_other_scripts() -> None:
    assert people_in("Ivo Brandt, Jr. and Mara Quist") == ("Ivo Brandt Jr.", "Mara Quist")
    assert people_in("정덕현 기자") == ("정덕현",)
    assert people_in("记者 王小明") == ("王小明",)
    assert people_in("Текст: Мара Квист") == ("Мара Квист",)
    assert people_in("كتب: مارا كويست") == people_in("كتبت - مارا كويست") == ("مارا كويست",)
    assert people_in("编辑委员 王小明") == people_in("編集委員・王小明") == people_in("王小明記者") == ("王小明",)
    assert people_in("来源：泽地晚报　作者：王小明　编辑：李大同") == ("王小明",)
    assert people_in("王小明 編集委員") == people_in("記者王小明／台北報導") == ("王小明",)
    assert people_in("लेखक: राम कुमार") == ("राम कुमार",)
    assert people_in("MARA QUIST Associated Press") == ("MARA QUIST",)


def test_several_bylines_name_each_once() -> None:
    assert all_people(["Mara Quist", "By Ivo Brandt", "MQ", "mara@fen.example", "Mara Quist"]) == BOTH


@pytest.mark.parametrize(
    "hostile", ["by " * 50_000, "(" * 50_000, "A. " * 50_000, ", and " * 50_000, "Mara-" * 50_000]
)
def test_a_byline_that_is_none_is_read_up_to_its_beginning(hostile: str) -> None:
    assert len(people_in(hostile)) < 100
