"""XML: items of agencies, feeds and exports of blogs, and files of it that were built to do harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from searchapp.ingest import Failure, Item, LeftOut
from searchapp.model import Story

Read = Callable[..., list[Item]]
One = Callable[..., Story]
Why = Callable[..., str]
FIRST = "The council of Aru said on Monday that the bridge would stay closed until the snow melts in spring."
SECOND = "“We can't send people over it,” said Ana Ruiz, who heads the council, at a meeting in the old hall."
LONG = " ".join([FIRST, SECOND] * 9)


def stories(items: list[Item]) -> list[Story]:
    assert not [item for item in items if isinstance(item, Failure)], items
    return [item for item in items if isinstance(item, Story)]


def doubts(story: Story) -> list[str]:
    return [doubt.kind for doubt in story.doubts]


# -- NITF -------------------------------------------------------------------------------------------------


def nitf(
    content: str = f"<p>{FIRST}</p><p>{SECOND}</p>", head: str = "", top: str = "", attributes: str = ""
) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><nitf {attributes}><head><title>Window title</title>{head}</head>'
        f"<body><body.head>{top}</body.head><body.content>{content}</body.content>"
        "<body.end><tagline>Ends.</tagline></body.end></body></nitf>"
    )


def test_a_story_in_nitf(story: One) -> None:
    head = (
        '<docdata><date.issue norm="20171014T093000Z"/></docdata>'
        '<pubdata name="Aru Post" position.section="World"/>'
    )
    top = (
        "<hedline><hl1>Bridge <em>closed</em></hl1><hl2>For the winter</hl2></hedline>"
        "<byline>By <person>Ana Ruiz</person>, <byttl>Staff writer</byttl></byline>"
    )
    found = story("a.xml", nitf(head=head, top=top, attributes='xml:lang="en-GB"'))
    assert (found.title, found.text, found.format) == ("Bridge closed", f"{FIRST}\n\n{SECOND}", "NITF")
    assert (found.outlet, found.byline, found.section) == ("Aru Post", "Ana Ruiz", "World")
    assert (found.published, found.language, found.source) == (date(2017, 10, 14), "en", "a.xml")


def test_a_wire_story_in_nitf_has_its_agency_and_its_dateline(story: One) -> None:
    top = (
        "<hedline><hl1>Ferry sails</hl1></hedline><byline>By Ida Holm</byline><distributor>Olm Wire</distributor>"
        "<dateline><location>OLM</location>, <story.date>Oct 14, 2017</story.date></dateline>"
    )
    found = story("a.nitf", nitf(top=top))
    assert (found.outlet, found.byline, found.published) == ("Olm Wire", "Ida Holm", date(2017, 10, 14))
    assert found.text == f"OLM, Oct 14, 2017\n\n{FIRST}\n\n{SECOND}"


def test_a_lead_that_is_repeated_stands_once_and_captions_are_no_text(story: One) -> None:
    content = (
        f'<block class="lead_paragraph"><p>{FIRST}</p></block><block'
        f' class="full_text"><p>{FIRST}</p><p>{SECOND}</p>'
        "<media><media-caption>The bridge.</media-caption></media></block>"
    )
    assert story("a.xml", nitf(content)).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("status", "kinds"),
    [("usable", []), ("canceled", ["withdrawn"]), ("withheld", ["withdrawn"]), ("embargoed", ["embargoed"])],
)
def test_what_an_agency_withdrew_is_said(story: One, status: str, kinds: list[str]) -> None:
    assert doubts(story("a.xml", nitf(head=f'<docdata management-status="{status}"/>'))) == kinds


def test_an_abstract_without_a_text_is_taken_as_a_summary(story: One) -> None:
    found = story("a.xml", nitf("", top=f"<abstract><p>{FIRST}</p></abstract>"))
    assert (found.text, doubts(found)) == (FIRST, ["only a summary"])


def test_an_item_without_text_is_a_failure(reason: Why) -> None:
    assert "no text" in reason("a.xml", nitf("", head='<docdata management-status="canceled"/>'))


def test_a_sidecar_outranks_an_item(read: Read, story: One) -> None:
    read("a.xml.meta.json", "{}")
    story_path = nitf(head='<pubdata name="Aru Post"/>')
    read("b.xml.meta.json", '{"outlet": "Aru Evening Post"}')
    assert story("b.xml", story_path).outlet == "Aru Evening Post"


# -- NewsML -----------------------------------------------------------------------------------------------

G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def g2(
    content: str = "",
    *,
    about: str = "",
    meta: str = "<headline>Bridge closed</headline>",
    kind: str = "text",
    space: str = G2,
) -> str:
    content = content or (
        '<inlineXML contenttype="application/xhtml+xml"><html'
        ' xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
        f"</head><body><p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML>"
    )
    return (
        f'<newsItem {space} guid="urn:x" version="1" xml:lang="en"><itemMeta><itemClass'
        f' qcode="ninat:{kind}"/>{about}'
        f"</itemMeta><contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def test_an_item_in_newsml_g2(story: One) -> None:
    about = (
        '<provider qcode="p:ow"><name>Olm'
        " Wire</name></provider><versionCreated>2017-10-15T08:00:00Z</versionCreated>"
        "<firstCreated>2017-10-14T23:30:00+02:00</firstCreated><pubStatus qcode='stat:usable'/>"
    )
    meta = (
        '<headline role="hld:sub">Snow</headline><headline role="hld:main">Bridge closed</headline>'
        "<by>By Ida Holm</by>"
    )
    found = story("a.xml", g2(about=about, meta=meta))
    assert (found.title, found.text, found.format) == ("Bridge closed", f"{FIRST}\n\n{SECOND}", "NewsML-G2")
    assert (found.outlet, found.byline, found.published) == ("Olm Wire", "Ida Holm", date(2017, 10, 14))
    assert (found.language, found.source, doubts(found)) == ("en", "a.xml", [])


def test_when_it_was_written_comes_before_when_it_was_sent_and_the_credit_stands_for_a_provider(
    story: One,
) -> None:
    meta = (
        "<contentCreated>2017-10-13</contentCreated><creator><name>Ida Holm</name></creator><headline>A</headline>"
        '<creditline>Olm Wire / Aru Post</creditline><language tag="de-CH"/>'
    )
    about = '<provider literal="OW"/><firstCreated>2017-10-14T08:00:00Z</firstCreated>'
    found = story("a.xml", g2(about=about, meta=meta))
    assert (found.published, found.byline) == (date(2017, 10, 13), "Ida Holm")
    assert (found.outlet, found.language) == ("Olm Wire / Aru Post", "de")


def test_a_message_of_many_items(read: Read) -> None:
    inner = nitf(top="<hedline><hl1>From within</hl1></hedline><byline>By Ana Ruiz</byline>").partition("?>")[2]
    items = [
        g2(space=""),
        g2(f'<inlineXML contenttype="application/nitf+xml">{inner}</inlineXML>', meta="", space=""),
        g2('<remoteContent href="a.jpg"/>', kind="picture", space=""),
        g2(f'<inlineData contenttype="text/plain">{FIRST}\n\n{SECOND}</inlineData>', space=""),
        g2('<inlineData contenttype="text/plain"> </inlineData>', space=""),
    ]
    message = f"<newsMessage {G2}><header/><itemSet><packageItem/>{''.join(items)}</itemSet></newsMessage>"
    one, two, three, four, five = read("m.xml", message)
    assert [s.source for s in stories([one, two, four])] == ["m.xml#1", "m.xml#2", "m.xml#4"]
    assert isinstance(two, Story)
    assert (two.title, two.byline) == ("From within", "Ana Ruiz")
    assert isinstance(four, Story)
    assert four.text == f"{FIRST}\n\n{SECOND}"
    assert three == LeftOut("m.xml#3", "kind", ".picture")
    assert isinstance(five, Failure)
    assert (five.name, "no text" in five.reason) == ("m.xml#5", True)


@pytest.mark.parametrize(
    ("about", "kinds"),
    [
        ("<pubStatus qcode='stat:usable'/>", []),
        ("<pubStatus qcode='stat:canceled'/>", ["withdrawn"]),
        ("<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/withheld'/>", ["withdrawn"]),
        ("<embargoed>2017-10-20T00:00:00Z</embargoed>", ["embargoed"]),
        ("<embargoed/>", []),
    ],
)
def test_the_status_of_an_item_is_said(story: One, about: str, kinds: list[str]) -> None:
    assert doubts(story("a.xml", g2(about=about))) == kinds


def test_newsml_before_g2(story: One) -> None:
    found = story(
        "old.xml",
        "<NewsML><NewsItem><NewsManagement><FirstCreated>20171014T093000Z</FirstCreated><Status"
        " FormalName='Usable'/>"
        "</NewsManagement><NewsComponent><NewsLines><HeadLine>Bridge closed</HeadLine><ByLine>Ida Holm</ByLine>"
        "<CreditLine>Olm Wire</CreditLine></NewsLines><ContentItem><DataContent>"
        f"<p>{FIRST}</p><p>{SECOND}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    )
    assert (found.title, found.outlet, found.byline) == ("Bridge closed", "Olm Wire", "Ida Holm")
    assert (found.published, found.text) == (date(2017, 10, 14), f"{FIRST}\n\n{SECOND}")


# -- feeds ------------------------------------------------------------------------------------------------

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
)


def rss(*items: str, channel: str = "<title>Aru Post</title><language>en-us</language>") -> str:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{channel}{entries}</channel></rss>'


def test_each_item_of_a_feed_is_a_story(read: Read) -> None:
    whole = f"<content:encoded><![CDATA[<p>{FIRST}</p>\n<p>{SECOND}</p>]]></content:encoded>"
    items = read(
        "feed.rss",
        rss(
            f"<title>Bridge &amp;amp; road"
            f" closed</title><link>https://post.example/bridge</link><atom:link href='x'/>"
            f"<media:title>Photo</media:title><dc:creator>Ana Ruiz</dc:creator><category>Roads</category>"
            f"<pubDate>Sat, 14 Oct 2017 23:30:00 -0700</pubDate><description>Short.</description>{whole}",
            f"<title>Ferry</title><guid>https://post.example/ferry</guid><author>desk@post.example (Ida"
            f" Holm)</author>"
            f"<pubDate>15 Oct 17 08:00 GMT</pubDate><description>{LONG}</description>",
        ),
    )
    one, two = stories(items)
    assert (one.title, one.text, doubts(one)) == ("Bridge & road closed", f"{FIRST}\n\n{SECOND}", [])
    assert (one.outlet, one.byline, one.section, one.language) == ("Aru Post", "Ana Ruiz", "Roads", "en")
    assert (one.url, one.published) == ("https://post.example/bridge", date(2017, 10, 14))
    assert (one.source, one.format) == ("feed.rss#1", "RSS")
    assert (two.url, two.byline, two.published) == ("https://post.example/ferry", "Ida Holm", date(2017, 10, 15))
    assert (two.text, doubts(two)) == (LONG, [])


@pytest.mark.parametrize(
    ("item", "kinds"),
    [
        ("<description>{}</description>", ["only a summary"]),
        ("<description>&lt;p&gt;{}&lt;/p&gt;</description>", ["only a summary"]),
        ("<content:encoded>{}</content:encoded>", []),
        ("<content:encoded>{} […]</content:encoded>", ["only a summary"]),
        ("<content:encoded>{} &lt;p&gt;Continue reading Bridge →&lt;/p&gt;</content:encoded>", ["only a summary"]),
        ("<content:encoded>{} They would like to see more.</content:encoded>", []),
        ("<content:encoded>{} He told them to read more of it.</content:encoded>", []),
    ],
)
def test_a_summary_is_said_to_be_one(read: Read, item: str, kinds: list[str]) -> None:
    (found,) = stories(read("feed.xml", rss("<title>A</title>" + item.format(SECOND))))
    assert found.text.startswith(SECOND)
    assert doubts(found) == kinds


def test_an_entry_of_nothing_but_a_title_is_listed(read: Read) -> None:
    (found,) = read("feed.xml", rss("<title>Bridge closed</title><link>https://post.example/a</link>"))
    assert found == Failure("feed.xml#1", "", "the entry has no text, only a title")


def test_what_an_aggregator_takes_from_others_is_theirs(read: Read) -> None:
    item = f'<source url="https://olm.example/rss">Olm Wire</source><description>{SECOND}</description>'
    (found,) = stories(read("feed.xml", rss(item)))
    assert found.outlet == "Olm Wire"


def test_prefixes_that_are_not_declared_are_understood(read: Read) -> None:
    item = (
        f"<title>A</title><dc:creator>Ana Ruiz</dc:creator><content:encoded><![CDATA[<p>{FIRST}</p>"
        f"<p>{SECOND}</p>]]></content:encoded><link>https://post.example/a?x=1&y=2</link>"
    )
    content = f"<rss version='2.0'><channel><title>Aru Post</title><item>{item}</item></channel></rss>"
    (found,) = stories(read("feed.rss", content))
    assert (found.text, found.byline) == (f"{FIRST}\n\n{SECOND}", "Ana Ruiz")
    assert found.url == "https://post.example/a?x=1&y=2"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        (
            "https://search.example/url?rct=j&amp;url=https://post.example/bridge&amp;ct=ga",
            "https://post.example/bridge",
        ),
        ("http://news.example/apiclick.aspx?u=https%3A%2F%2Fpost.example%2Fbridge", "https://post.example/bridge"),
        ("https://post.example/story?url=x", None),
        ("https://post.example/bridge?url=https://other.example/", None),
    ],
)
def test_an_entry_that_only_leads_on_is_the_other_sites(read: Read, link: str, url: str | None) -> None:
    (rss_story,) = stories(read("f.xml", rss(f"<link>{link}</link><description>{LONG}</description>")))
    (atom_story,) = stories(read("a.xml", atom(f"<link href='{link}'/><content>{LONG}</content>")))
    for found in (rss_story, atom_story):
        assert (found.url == url, found.outlet) == ((True, None) if url else (False, "Aru Post"))


def test_rss_one(read: Read) -> None:
    (found,) = stories(
        read(
            "feed.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Olm Wire</title></channel>'
            f'<item rdf:about="y"><title>Ferry</title><link>https://olm.example/ferry</link><description>{LONG}'
            "</description><dc:date>2017-10-14T09:00:00+01:00</dc:date><dc:creator>Ida"
            " Holm</dc:creator></item></rdf:RDF>",
        )
    )
    assert (found.title, found.outlet, found.byline) == ("Ferry", "Olm Wire", "Ida Holm")
    assert (found.published, found.url, doubts(found)) == (date(2017, 10, 14), "https://olm.example/ferry", [])


def atom(*entries: str, head: str = "<title>Aru Post</title>") -> str:
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    about = 'xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://post.example/"'
    return f"<feed {about}>{head}{inner}</feed>"


def test_atom(read: Read) -> None:
    one, two, three = stories(
        read(
            "feed.atom",
            atom(
                '<title type="html">Bridge &amp;amp; road</title><link rel="self" href="x"/><link'
                ' href="/bridge-7"/>'
                "<published>2017-10-14T23:30:00-07:00</published><updated>2017-10-16T00:00:00Z</updated>"
                "<author><name>Ana Ruiz</name><email>a@b.example</email></author><summary>Short.</summary>"
                f'<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content>',
                '<title>Ferry</title><updated>2017-10-16</updated><content type="xhtml"><div'
                f""
                f""
                f""
                f""
                f""
                f""
                f' xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p><ul><li>One</li><li>Two</li></ul></div>'
                "</content>",
                f'<title>Out</title><content src="https://x.example/a"'
                f' type="text/html"/><summary>{SECOND}</summary>'
                "<source><title>Olm Wire</title><author><name>Ida Holm</name></author></source>",
            ),
        )
    )
    assert (one.title, one.text) == ("Bridge & road", f"{FIRST}\n\n{SECOND}")
    assert (one.url, one.published) == ("https://post.example/bridge-7", date(2017, 10, 14))
    assert (one.byline, one.outlet, one.language, one.format) == ("Ana Ruiz", "Aru Post", "en", "Atom")
    assert (two.text, two.published) == (f"{FIRST}\n\n• One\n• Two", date(2017, 10, 16))
    assert (three.text, three.outlet, three.byline) == (SECOND, "Olm Wire", "Ida Holm")
    assert [doubts(s) for s in (one, two, three)] == [[], [], ["only a summary"]]


def test_a_blogs_export_has_its_posts_and_no_drafts(read: Read) -> None:
    def post(kind: str, status: str, text: str) -> str:
        return (
            "<title>Bridge</title><link>https://blog.example/?p=1</link><dc:creator>aruiz</dc:creator>"
            f"<content:encoded><![CDATA[{text}]]></content:encoded><excerpt:encoded>No.</excerpt:encoded>"
            f"<pubDate>Sat, 14 Oct 2017 09:00:00"
            f" +0000</pubDate><wp:status>{status}</wp:status><wp:post_type>{kind}"
            '</wp:post_type><category domain="post_tag">snow</category><category'
            ' domain="category">Roads</category>'
        )

    shown = "<wp:author_display_name>Ana Ruiz</wp:author_display_name>"
    author = f"<wp:author><wp:author_login>aruiz</wp:author_login>{shown}"
    body = f"{FIRST}\n\n[caption id='1']A bridge[/caption]\n\n<em>{SECOND}</em>"
    found = read(
        "blog.xml",
        rss(
            post("post", "publish", body),
            post("post", "draft", body),
            post("page", "publish", body),
            post("attachment", "inherit", ""),
            post("post", "private", body),
            channel=f"<title>Aru Notes</title>{author}</wp:author>",
        ),
    )
    (story,) = stories(found)
    assert story.text == f"{FIRST}\n\nA bridge\n\n{SECOND}"
    assert (story.outlet, story.byline, story.section) == ("Aru Notes", "Ana Ruiz", "Roads")
    assert (story.format, story.published) == ("WordPress export", date(2017, 10, 14))
    assert [(f.name, f.why) for f in found if isinstance(f, LeftOut)] == [
        ("blog.xml#2", "draft"), ("blog.xml#3", "no story"), ("blog.xml#4", "no story"), ("blog.xml#5", "draft"),
    ]  # fmt: skip


def test_the_sidecar_of_a_feed_stands_for_what_its_items_do_not_say(read: Read) -> None:
    read("feed.xml.meta.json", '{"byline": "Aru desk", "title": "no"}')
    items = rss(
        f"<description>{LONG}</description>", f"<dc:creator>Ana Ruiz</dc:creator><description>{LONG}</description>"
    )
    one, two = stories(read("feed.xml", items))
    assert (one.byline, two.byline, one.title) == ("Aru desk", "Ana Ruiz", None)


# -- other and broken files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>x</loc></url></urlset>',
            "sitemap",
        ),
        ("<sitemapindex/>", "list of sitemaps"),
        ("<config><a>b</a></config>", "its root is <config>"),
        ("no XML at all", "not XML"),
        ("", "not XML"),
        ("<rss><channel/></rss>", "no story"),
    ],
)
def test_other_xml_is_said_to_have_no_stories(reason: Why, content: str, words: str) -> None:
    assert words in reason("a.xml", content)


def test_a_page_that_is_xml_is_read_as_a_page(story: One) -> None:
    head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head>'
    assert (
        story("a.xml", f"{head}<body><p>{FIRST}</p><p>{SECOND}</p></body></html>").text == f"{FIRST}\n\n{SECOND}"
    )


def test_entities_of_html_and_bare_ampersands_are_mended(read: Read) -> None:
    (found,) = stories(
        read(
            "f.xml",
            "\n"
            + rss(f"<title>Caf&eacute; R&D &#8211; AT&T</title><description>{LONG}&nbsp;&copy;</description>"),
        )
    )
    assert found.title == "Café R&D – AT&T"
    assert found.text == f"{LONG} ©"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_are_declared_rightly_or_wrongly(read: Read, encoding: str) -> None:
    title, text = "Ærø “ferry”", LONG
    if encoding == "iso-8859-1":
        title, text = "Ærø ferry", LONG.replace("“", "").replace("”", "")
    declared = rss(f"<title>{title}</title><description>{text}</description>")
    content = declared.replace('version="1.0"?', f'version="1.0" encoding="{encoding.removesuffix("-sig")}"?', 1)
    (found,) = stories(read("f.xml", content.encode(encoding)))
    assert (found.title or "").startswith("Ærø")


def test_of_a_feed_cut_short_what_is_there_is_read_and_the_damage_said(read: Read) -> None:
    whole = rss(*(f"<title>{n}</title><description>{LONG}</description>" for n in range(3)))
    items = read("f.xml", whole[: whole.rindex("<title>2")])
    found = [item for item in items if isinstance(item, Story)]
    assert [s.title for s in found] == ["0", "1"]
    assert "damaged XML" in " ".join(item.reason for item in items if isinstance(item, Failure))


@pytest.mark.parametrize(
    "junk",
    [
        "\n\n  ",
        "<br />\n<b>Warning</b>:  Undefined index: lang in <b>/srv/quay/feed.php</b> on line <b>12</b><br />\n",
        "Notice: something is deprecated in feed.php on line 3\n",
        "<!-- served from the cache -->\n",
    ],
)
@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->'])
def test_what_a_sites_software_prints_before_a_feed_is_left_out(read: Read, junk: str, declaration: str) -> None:
    feed = rss(f"<title>Bridge</title><description>{LONG}</description>").partition("?>")[2]
    (found,) = stories(read("feed.xml", junk + declaration + feed))
    assert (found.title, found.outlet) == ("Bridge", "Aru Post")


@pytest.mark.parametrize(
    ("written", "title"),
    [("a < b", "a < b"), ("<![CDATA[a < b]]>", "a < b"), ("5 <6", "5 <6"), ("a && b &&amp; c", "a && b && c")],
)
def test_a_bare_mark_and_bare_values_of_the_root_are_mended(read: Read, written: str, title: str) -> None:
    feed = rss(f"<title>{written}</title><description>{LONG}</description>").replace(
        'version="2.0"', "version=2.0"
    )
    (found,) = stories(read("feed.xml", feed))
    assert (found.title, found.text) == (title, LONG)


def test_html_in_a_feed_that_is_not_escaped_keeps_its_paragraphs(read: Read) -> None:
    (found,) = stories(read("feed.xml", rss(f"<description><p>{LONG}</p><p>{SECOND}</p></description>")))
    assert found.text == f"{LONG}\n\n{SECOND}"


def test_addresses_are_relative_to_every_base_around_them(read: Read) -> None:
    entry = f"<link href='bridge'/><content>{LONG}</content>"
    (found,) = stories(read("a.atom", atom(entry).replace("<entry", "<entry xml:base='2017/'")))
    assert found.url == "https://post.example/2017/bridge"


def test_of_an_atom_entrys_pages_the_one_for_readers_is_its_address(read: Read) -> None:
    links = (
        "<link rel='self' href='https://post.example/a.atom'/>"
        "<link rel='alternate' type='application/json' href='https://post.example/a.json'/>"
        "<link rel='alternate' type='text/html' href='https://post.example/a'/>"
    )
    (found,) = stories(read("a.atom", atom(f"{links}<content>{LONG}</content>")))
    assert found.url == "https://post.example/a"


def test_an_author_without_end_is_read(read: Read) -> None:
    item = f"<author>{'a@a' * 100_000}</author><description>{LONG}</description>"
    (found,) = stories(read("feed.xml", rss(item)))
    assert found.byline is None


def test_a_feed_within_other_xml_is_no_feed(reason: Why) -> None:
    content = f"<backup><note>x</note>{rss('<title>A</title>').partition('?>')[2]}</backup>"
    assert reason("a.xml", content) == "XML of a kind that is not read: its root is <backup>"


def test_a_bomb_of_entities_expands_to_nothing(read: Read) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    content = rss(f"<title>T &l9;</title><description>{LONG}&l9;</description>").partition("?>")[2]
    items = read("f.xml", f'<!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}]>{content}')
    assert all(len(item.text) < 2 * len(LONG) for item in items if isinstance(item, Story))


@pytest.mark.parametrize("outside", ["file:///etc/passwd", "http://127.0.0.1:9/x"])
def test_nothing_is_read_from_outside(read: Read, outside: str) -> None:
    content = rss(f"<title>T</title><description>{LONG} &x;</description>").partition("?>")[2]
    items = read("f.xml", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{outside}">]>{content}')
    assert all("root:" not in item.text for item in items if isinstance(item, Story))
    items = read("n.xml", f'<!DOCTYPE nitf SYSTEM "{outside}">{nitf().partition("?>")[2]}')
    assert [item.text for item in items if isinstance(item, Story)] == [f"{FIRST}\n\n{SECOND}"]


@pytest.mark.parametrize(
    "content",
    [
        "<rss><channel>" + "<item>" * 100_000,
        "<feed>" + "<a>" * 300_000,
        "<nitf><body>" + "<![CDATA[" * 200_000,
        "<rss " + " ".join(f"a{n}='x'" for n in range(50_000)) + "><channel/></rss>",
        "<rss><channel><item><description>" + "&" * 500_000,
        "<rss><channel><item><description>" + "&lt;a " * 100_000 + "</description></item></channel></rss>",
    ],
)
def test_files_built_to_do_harm_end(read: Read, content: str) -> None:
    assert all(isinstance(item, Story | Failure) for item in read("h.xml", content))
