"""Footnotes of a Word file, which python-docx 1.2 can carry but not make: the part that holds them, their styles, their marks."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

_TEXT, _REFERENCE, _LINK = "footnote text", "footnote reference", "Hyperlink"
# Word wants the two rules that part notes from the text to be there, under these numbers, and named in the settings.
_RULES = (("separator", -1), ("continuationSeparator", 0))
_AFTER_NOTES_IN_SETTINGS = ("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr")


class Footnotes:
    """The footnotes of one document; Word numbers them in the order of their marks, from 1."""

    def __init__(self, document: Document) -> None:
        _add_styles(document)
        self._style_ids = {name: document.styles[name].style_id for name in (_TEXT, _REFERENCE, _LINK)}
        rules = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, number in _RULES
        )
        root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{rules}</w:footnotes>")
        package = document.part.package
        self._part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        _name_rules_in_settings(document)
        self._count = 0

    def add(self, paragraph: Paragraph, text: str, address: str = "") -> int:
        """Puts the next mark at the end of the paragraph and its note at the foot; returns its number."""
        self._count += 1
        self._mark_at_the_end_of(paragraph)
        note = OxmlElement("w:footnote", {qn("w:id"): str(self._count)})
        set_here = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(OxmlElement("w:pStyle", {qn("w:val"): self._style_ids[_TEXT]}))
        set_here.append(properties)
        note.append(set_here)
        self._part.element.append(note)
        own = self._run(_REFERENCE)
        own.append(OxmlElement("w:footnoteRef"))
        set_here.append(own)
        set_here.append(_with_text(OxmlElement("w:r"), f" {text}{' ' if address else ''}"))
        if address:
            set_here.append(hyperlink(self._part, address, self._style_ids[_LINK]))
        return self._count

    def link(self, paragraph: Paragraph, address: str) -> None:
        """Adds an address to a paragraph of the document, to follow."""
        paragraph._p.append(hyperlink(paragraph.part, address, self._style_ids[_LINK]))

    def _mark_at_the_end_of(self, paragraph: Paragraph) -> None:
        last = paragraph._p[-1] if len(paragraph._p) else None
        if last is not None and last.find(qn("w:footnoteReference")) is not None:
            paragraph._p.append(_with_text(self._run(_REFERENCE), ", "))  # or "1" and "2" would read as "12"
        mark = self._run(_REFERENCE)
        mark.append(OxmlElement("w:footnoteReference", {qn("w:id"): str(self._count)}))
        paragraph._p.append(mark)

    def _run(self, style: str):
        return _styled_run(self._style_ids[style])


def hyperlink(part: XmlPart, address: str, style_id: str):
    """An address as a link in a text of `part`, which holds where it leads."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    element.append(_with_text(_styled_run(style_id), address))
    return element


def _styled_run(style_id: str):
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    properties.append(OxmlElement("w:rStyle", {qn("w:val"): style_id}))
    run.append(properties)
    return run


def _with_text(run, text: str):
    element = OxmlElement("w:t", {qn("xml:space"): "preserve"})
    element.text = text
    run.append(element)
    return run


def _add_styles(document: Document) -> None:
    text = document.styles.add_style(_TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(3)
    document.styles.add_style(_REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True).font.superscript = True
    link = document.styles.add_style(_LINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.underline = True
    link.font.color.rgb = RGBColor(0x0B, 0x4C, 0x8C)


def _name_rules_in_settings(document: Document) -> None:
    named = OxmlElement("w:footnotePr")
    for _, number in _RULES:
        named.append(OxmlElement("w:footnote", {qn("w:id"): str(number)}))
    document.settings.element.insert_element_before(named, *_AFTER_NOTES_IN_SETTINGS)
