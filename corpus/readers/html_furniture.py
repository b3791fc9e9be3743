"""What of a web page is not its text: menus, banners, buttons, and where the text itself is kept (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Where the hosts keep the body, best first. A GOV.UK page may have several of the first kind, each a part of it.
GOVSPEAK = frozenset(("govspeak", "gem-c-govspeak", "gem-c-govspeak-html-publication"))
ARTICLE_BODIES = frozenset(("entry-content", "post-content", "wp-block-post-content", "article-content", "article-body"))
LEADS = frozenset(("gem-c-lead-paragraph",))
MAIN_IDS = frozenset(("content", "main", "main-content", "maincontent"))

_TAGS = frozenset(
    "audio button canvas datalist dialog embed form head iframe input map nav noscript object script select style svg template "
    "textarea video".split()
)
_ROLES = frozenset(("alertdialog", "banner", "contentinfo", "dialog", "navigation", "search"))
_AROUND_THE_BODY = frozenset(("header", "footer", "aside"))
_UNSEEN = frozenset(("govuk-visually-hidden", "screen-reader-only", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"))
_PREFIX = re.compile(r"^(?:gem-c-|govuk-|wp-block-|app-c-)")
_NAMES = frozenset(
    "addtoany_share_save_container attachment author-box back-to-top back-to-top-link cat-links comments comments-area "
    "comment-respond contents-list contextual-footer contextual-sidebar devolved-nations emergency-banner entry-footer entry-meta "
    "feedback global-banner intervention jp-relatedposts metadata notice page-links pagination post-meta post-navigation posted-on "
    "print-link published-dates publisher-metadata respond sd-sharing sharedaddy sidebar single-page-notification-button "
    "site-footer site-header skip-link step-nav step-nav-related table-of-contents tags-links toc widget widget-area".split()
)
_NAME_STARTS = ("breadcrumb", "cookie", "newsletter", "related-", "share-", "sharing", "social-", "subscribe")


def is_furniture(tag: str, attributes: Mapping[str, str], around: bool) -> bool:
    """Whether an element is no text of the page. `around`: in a main part whose body is not told apart by its name."""
    role = attributes.get("role", "").lower()
    if tag in _TAGS or role in _ROLES or _is_unseen(attributes):
        return True
    if around and (tag in _AROUND_THE_BODY or role == "complementary"):
        return True
    names = [*attributes.get("class", "").lower().split(), attributes.get("id", "").lower()]
    return any(_is_furniture_name(_PREFIX.sub("", name)) for name in names)


def _is_furniture_name(name: str) -> bool:
    return name in _NAMES or name.startswith(_NAME_STARTS)


def _is_unseen(attributes: Mapping[str, str]) -> bool:
    style = attributes.get("style", "").lower().replace(" ", "")
    hidden = "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true"
    return hidden or "display:none" in style or not _UNSEEN.isdisjoint(attributes.get("class", "").lower().split())
