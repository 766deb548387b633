"""How other programs search this archive, as a browser takes it up: an OpenSearch description."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from flask import Blueprint, Response

from searchapp.text.wording import shorten
from searchapp.web.files.feeds import MEDIA_TYPE, xml_safe
from searchapp.web.route_marks import for_anybody, kept_by_address
from searchapp.web.security import origin
from searchapp.web.services import services
from searchapp.web.site import site
from searchapp.web.urls import AT

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
DESCRIPTION_TYPE = "application/opensearchdescription+xml"
_PAGED = "q={searchTerms}&page={startPage?}"
_WAYS: tuple[tuple[str, str, str, str], ...] = (
    ("text/html", "results", AT.search, _PAGED),
    (MEDIA_TYPE, "results", AT.search_feed, _PAGED),
    ("application/json", "results", AT.api_search, _PAGED),
)
"""The media type of each kind of answer, what it is to the one who asks, its address and its parameters."""
_SHORT, _LONG = 16, 48
"""Characters that names may have."""
blueprint = Blueprint("description", __name__)


@blueprint.get("/opensearch.xml")
@for_anybody
@kept_by_address
def opensearch() -> Response:
    """What a browser has to know to ask this archive from its own search box."""
    name = xml_safe(services().settings.title)
    root = ET.Element("OpenSearchDescription", {"xmlns": OPENSEARCH})
    for tag, text in (
        ("ShortName", name[:_SHORT].strip()),
        ("Description", f"Search {shorten(name, 200)}: news stories, and who said what in them."),
        ("LongName", name[:_LONG].strip()),
    ):
        ET.SubElement(root, tag).text = text
    own = origin()
    for media_type, relation, path, parameters in _WAYS:
        ET.SubElement(root, "Url", type=media_type, rel=relation, template=f"{own}{path}?{parameters}")
    ET.SubElement(root, "Url", type=DESCRIPTION_TYPE, rel="self", template=f"{own}{AT.opensearch}")
    ET.SubElement(root, "Image", type="image/svg+xml").text = own + site().icon
    ET.SubElement(root, "Query", role="example", searchTerms="agreement")
    for tag in ("InputEncoding", "OutputEncoding"):
        ET.SubElement(root, tag).text = "UTF-8"
    ET.indent(root)
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="utf-8")
    return Response(body, content_type=f"{DESCRIPTION_TYPE}; charset=utf-8")
