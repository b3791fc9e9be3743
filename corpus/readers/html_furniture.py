"""What of a web page is not its text: menus, banners, buttons, and where the text itself is kept (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Where the hosts keep the body, best first. A GOV.UK page may have several of the first kind, each a part of it.
GOVSPEAK = frozenset(("govspeak", "gem-c-govspeak", "gem-c-govspeak-html-publication"))
ARTICLE_BODIES = frozenset(("entry-content", "post-content", "wp-block-post-content", "article-content", "article-body"))
LEADS = frozenset(("gem-c-lead-paragraph",))
MAIN_IDS = frozenset(("content", "main", "main-content", "maincontent"))

_TAG = re.compile(
    "audio|button|canvas|datalist|dialog|embed|form|head|iframe|input|map|nav|noscript|object|script|select|style|svg|template|"
    "textarea|video"
)
_ROLES = frozenset(("alertdialog", "banner", "contentinfo", "dialog", "navigation", "search"))
_AROUND_THE_BODY = frozenset(("header", "footer", "aside"))
_UNSEEN = frozenset(
    ("govuk-visually-hidden", "screen-reader-only", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden")
)
# Classes of elements on GOV.UK, on sites made with WordPress, and anywhere. Never ids: GOV.UK makes those of its headings' words,
# and "social-care" or "feedback" may head a chapter.
_CLASS = re.compile(
    "gem-c-notice|"
    "(gem-c-|govuk-|wp-block-|app-c-)?("
    "attachment|back-to-top(-link)?|contents-list|contextual-(footer|sidebar)|devolved-nations|emergency-banner|feedback|"
    "global-banner|intervention|metadata|print-link|published-dates|publisher-metadata|single-page-notification-button|"
    "step-nav(-related)?|"
    "addtoany_share_save_container|author-box|cat-links|comments-area|comment-(list|respond)|entry-(footer|meta)|"
    "jp-relatedposts|page-links|post-(meta|navigation)|posted-on|sd-sharing|sharedaddy|site-(footer|header)|tags-links|"
    "widget(-area)?|"
    "pagination|sidebar|skip-link|table-of-contents|toc|(breadcrumb|cookie|newsletter|share-|sharing|subscribe).*|"
    "(related|social)-(articles|content|icons|items|links|media|navigation|posts|shar).*)"
)


def is_furniture(tag: str, attributes: Mapping[str, str], around: bool) -> bool:
    """Whether an element is no text of the page. `around`: in a main part whose body is not told apart by its name."""
    role = attributes.get("role", "").lower()
    if _TAG.fullmatch(tag) or role in _ROLES or _is_unseen(attributes):
        return True
    if around and (tag in _AROUND_THE_BODY or role == "complementary"):
        return True
    return any(_CLASS.fullmatch(name) for name in attributes.get("class", "").lower().split())


def _is_unseen(attributes: Mapping[str, str]) -> bool:
    style = attributes.get("style", "").lower().replace(" ", "")
    hidden = "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true"
    return hidden or "display:none" in style or not _UNSEEN.isdisjoint(attributes.get("class", "").lower().split())
