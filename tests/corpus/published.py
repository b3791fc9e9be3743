"""What publishers have out there, for the tests: addresses, the shapes of their answers, and sources that point to them."""

from __future__ import annotations

import json

from corpus.models import Edition, Source
from tests.corpus.server import Reply

LANDING = "https://www.gov.uk/government/publications/managing-public-money"
API = "https://www.gov.uk/api/content/government/publications/managing-public-money"
APRIL = "https://assets.publishing.service.gov.uk/media/69e0/Managing_Public_Money_-_April_2026.pdf"
JUNE = "https://assets.publishing.service.gov.uk/media/6848/Managing_Public_Money_-_June_2025.pdf"
REPORT = "https://www.nao.org.uk/reports/cross-government-working/"
REPORT_PDF = "https://www.nao.org.uk/wp-content/uploads/2023/07/HC-1659-cross-government-working.pdf"
ARTICLE = "https://www.publictechnology.net/2024/02/15/more-collaboration/"


def source(landing_page: str | None = LANDING, file_address: str | None = None, title: str = "Managing Public Money") -> Source:
    edition = Edition(
        source_id="guidance", edition_id="2025-06", title="June 2025", published="2025-06", file_address=file_address
    )
    return Source(
        source_id="guidance",
        title=title,
        short_title=title,
        publisher="A publisher",
        authority="rules",
        series="HC 1659",
        landing_page=landing_page,
        editions=(edition,),
    )


def one_file(address: str = APRIL) -> Source:
    """A source that is only an address."""
    return source(landing_page=None, file_address=address)


def publication(*attachments: dict, **more) -> Reply:
    return content_item(details={"body": "<p>This 2023 version …</p>", "attachments": list(attachments)}, **more)


def content_item(
    title: str = "Managing Public Money", *, path: str = "/government/publications/managing-public-money", **more
) -> Reply:
    """What the Content API answers for a publication, in its real shape, with parts that nobody reads."""
    item = {
        "base_path": path,
        "content_id": "5d3866dd-7631-11e4-a3cb-005056011aef",
        "title": title,
        "schema_name": "publication",
        "document_type": "guidance",
        "public_updated_at": "2026-04-16T10:00:00.000+01:00",
        "updated_at": "2026-11-21T03:12:44.887Z",
        "withdrawn_notice": {},
        "details": {"body": '<div class="govspeak"><p>This 2023 version …</p></div>', "attachments": [], "change_history": []},
        "links": {},
    } | more
    return Reply(body=json.dumps(item).encode(), media_type="application/json; charset=utf-8")


def file_attachment(address: str, title: str, **more) -> dict:
    return {
        "attachment_type": "file",
        "id": address.rsplit("/", 1)[-1],
        "title": title,
        "url": address,
        "content_type": "application/pdf",
        "file_size": 3_412_345,
        "number_of_pages": 298,
        "isbn": "978-1-918417-36-4",
        "unique_reference": "PU 3629",
    } | more


def html_attachment(path: str, title: str) -> dict:
    return {"attachment_type": "html", "id": "8891", "title": title, "url": path}


def pdf(words: str = "An edition in our own words.", size: int = 0) -> bytes:
    """Bytes that pass for a PDF."""
    return b"%PDF-1.7\n" + words.encode() + b"\n" + b"0" * max(0, size - 30 - len(words)) + b"\nstartxref\n0\n%%EOF\n"


def page(body: str, title: str = "A page") -> Reply:
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return Reply(body=html.encode(), media_type="text/html; charset=utf-8")


def moved(to: str, status: int = 301) -> Reply:
    return Reply(status, headers={"Location": to}, media_type="text/html")
