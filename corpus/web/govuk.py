"""GOV.UK's Content API: what a page on www.gov.uk holds, without its furniture.

https://content-api.publishing.service.gov.uk; shapes in alphagov/publishing-api, content_schemas. The prose of a landing page is
not kept up to date with its attachments, so nothing is read from it.
"""

from __future__ import annotations

import html
from urllib.parse import quote, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.web.endings import Setback, gone, not_found, refused
from corpus.web.listed import ListedFile, joined, plain_text
from corpus.web.media import HTML
from corpus.web.visitor import Visitor

SITE = "https://www.gov.uk"
API = f"{SITE}/api/content"
MOVES = 3  # a page that moved more often than that moves in a circle


class Given(BaseModel):
    """Somebody else's value: what we do not know of in it is no mistake."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Attachment(Given):
    """`url` is a path for an HTML attachment, which is an item of its own."""

    attachment_type: str | None = None
    url: str
    title: str = ""
    content_type: str | None = None
    file_size: int | None = None
    locale: str | None = None


class Details(Given):
    body: str | None = None
    attachments: tuple[Attachment, ...] = ()
    explanation: str | None = None


class Notice(Given):
    explanation: str | None = None
    withdrawn_at: str | None = None


class Redirect(Given):
    destination: str | None = None


class ContentItem(Given):
    """`updated_at` is not here: it moves without any change to the content. An item that is gone or moved has next to nothing."""

    base_path: str = ""
    title: str | None = None
    schema_name: str = ""
    public_updated_at: str | None = None
    withdrawn_notice: Notice | None = None
    details: Details | None = None
    redirects: tuple[Redirect, ...] = ()

    @property
    def address(self) -> str:
        return SITE + self.base_path

    @property
    def body(self) -> str:
        return (self.details and self.details.body) or ""

    @property
    def withdrawn(self) -> str | None:
        """The notice as plain text with its date; None while the page stands, for which GOV.UK also sends an empty notice."""
        notice = self.withdrawn_notice
        if notice is None or not (notice.explanation or notice.withdrawn_at):
            return None
        when = f"Withdrawn on {notice.withdrawn_at[:10]}" if notice.withdrawn_at else "Withdrawn"
        return f"{when}: {plain_text(notice.explanation)}" if notice.explanation else f"{when}."

    @property
    def files(self) -> tuple[ListedFile, ...]:
        """The attachments in English, in the page's order."""
        attachments = self.details.attachments if self.details else ()
        return tuple(_listed(attachment) for attachment in attachments if attachment.locale in (None, "", "en"))

    def as_page(self) -> str:
        """The body as a page of its own, which changes only when the words do: the live page is often wrapped anew."""
        title = html.escape(self.title or "")
        head = f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
        return f"{head}<body><main>\n<h1>{title}</h1>\n{self.body}\n</main></body>\n</html>\n"


def is_govuk_page(address: str | None) -> bool:
    return address is not None and address.startswith(f"{SITE}/")


def read_item(address: str, visitor: Visitor) -> ContentItem | Setback:
    """The item behind a page on www.gov.uk, wherever it has moved to."""
    path = urlsplit(address).path
    for _ in range(MOVES + 1):
        page = visitor.read_page(f"{API}{quote(unquote(path))}")
        if isinstance(page, Setback):
            return _said_of_the_page(page)
        try:
            item = ContentItem.model_validate_json(page.content)
        except ValidationError:
            return refused(page.address, "wrong type", "it is no content item of GOV.UK")
        if item.schema_name == "gone":
            return gone(address, plain_text((item.details and item.details.explanation) or ""))
        if item.schema_name != "redirect":
            return item
        path = next((urlsplit(redirect.destination).path for redirect in item.redirects if redirect.destination), "")
        if not path:
            return not_found(address, "says that the page moved, and not where to")
    return refused(address, "redirected too often", f"GOV.UK moved it more than {MOVES} times")


def _said_of_the_page(setback: Setback) -> Setback:
    """People know the page, not the API behind it."""
    return setback.model_copy(update={name: getattr(setback, name).replace(API, SITE) for name in ("address", "line")})


def _listed(attachment: Attachment) -> ListedFile:
    media_type = HTML if attachment.attachment_type == "html" else attachment.content_type
    address = joined(SITE, attachment.url)
    return ListedFile(address=address, title=attachment.title, media_type=media_type, size=attachment.file_size)
