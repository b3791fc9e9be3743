"""The four real documents in Markdown: nothing missing, nothing twice, and the places where scans and conversions broke them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from corpus.models import Document, Reading, Source
from corpus.readers.markdown import read_markdown

READINGS = {
    "nao-cross-government-2023": (
        "Lessons learned: Cross-government working",
        {
            "body_from": "# Summary",
            "body_until": "This report has been printed on",
            "numbered_parts": {"Summary": "Summary", "Appendix One": "Appendix"},
        },
    ),
    "wiring-it-up-progress-2001": (
        "Wiring It Up: a progress report to the Prime Minister",
        {
            "body_from": "1. Introduction",
            "numbered_entries": {"Conclusion": "By when"},
            "named_entries": {"4. Annex: list of abbreviations": "Annex"},
        },
    ),
    "nao-joining-up-2001": (
        "Joining Up to Improve Public Services",
        {
            "body_from": "executive summary",
            "plain_numbers": True,
            "bare_figure_numbers": True,
            "numbered_parts": {"Recommendations": "Recommendation"},
            "named_entries": {"Annex": "Annex"},
        },
    ),
    "ifg-collaboration-2021": (
        "How to improve collaboration across government",
        {"body_until": "**The Institute for Government is the leading"},
    ),
}
NAO, WIRING, JOINING, IFG = READINGS

ANSWERS = [
    5,
    1,
    2,
    4,
    4,
    2,
    2,
    27,
    3,
    11,
    2,
    3,
    1,
    5,
    1,
    1,
    5,
    4,
    4,
    18,
    4,
    3,
    2,
    2,
    4,
    1,
    3,
    2,
    4,
    4,
    3,
    4,
    4,
    3,
    2,
    5,
    3,
    1,
    3,
    10,
    1,
    2,
]
ABBREVIATIONS = """ABIs AO C&E CJS CLS CMPS CO CORE CSCMG DAO DCMS DETR DfEE DfID DOH DSS DTI ESRC FCO GCSE GO HMT ICT IR ISB LCD LEA LSP
MAFF MOD MPS NAO NDPB NGOs NHS OGC PAC PATs PIU PSA PSBS PSD PSX QTF RCU SASC SCS SEU SPG TOA"""
QUESTIONS = """decide whether joined up working; design the most appropriate form; provide incentives for joint working
ensure that partner organisations share; establish appropriate performance measurement systems; provide funding in ways which
minimise the burden of administration; set realistic timescales; encourage good leadership; enable those implementing the initiative
provide appropriate guidance and advice; establish an appropriate time in; ensure that there are clear; ensure that there is a"""
BLOCKS = {
    "How to improve collaboration across": 5,
    "Lack of organisational support": 3,
    "Government can help civil servants": 6,
    "There are few incentives at": 5,
    "Government could further encourage civil": 8,
    "Working together, but why?": 2,
    "Proponents of joining up should": 4,
    "Conclusion": 3,
}


def brief(text: str) -> str:
    """The first five words of a heading, or of the heading or name in a reference: this repository holds no more of a source."""
    part, name, ordinal = re.fullmatch(r"(Annex, )?(.*?)( ¶\d+)?", text).groups(default="")
    return part + " ".join(name.split()[:5]) + ordinal


def numbered(form: str, last: int, first: int = 1) -> list[str]:
    return [form.format(n) for n in range(first, last + 1)]


EXPECTED = {
    NAO: numbered("Summary {}", 19)
    + numbered("1.{}", 17)
    + numbered("2.{}", 8)
    + numbered("3.{}", 11)
    + numbered("Appendix {}", 9)
    + numbered("Figure {}", 6)
    + numbered("footnote {}", 2),
    WIRING: numbered("1. Introduction ¶{}", 5)
    + numbered("Developments since the 2001 General ¶{}", 4)
    + numbered("2.{}", 14)
    + ["3.1", "3. Report of Progress ¶1", "Five Cross-Cutting Public Service Agreements ¶1"]
    + numbered("Conclusion {}", 42)
    + [reference for n, last in enumerate(ANSWERS, 1) for reference in numbered(f"3.{n}.{{}}", last)]
    + numbered("footnote {}", 3)
    + [f"Annex, {short}" for short in (*ABBREVIATIONS.split(), "SR 2000")],
    JOINING: numbered("{}", 28)
    + numbered("Recommendation {}", 7)
    + numbered("Figure {}", 5)
    + numbered("footnote {}", 6)
    + ["HOW JOINT WORKING INITIATIVES ASSESS ¶1"]
    + ["Key questions which departments need ¶1"]
    + [f"Annex, {name}" for name in re.split(r"; |\n", QUESTIONS)],
    IFG: [f"{heading} ¶{n}" for heading, last in BLOCKS.items() for n in range(1, last + 1)]
    + numbered("Figure {}", 2)
    + numbered("footnote {}", 20),
}


def source(source_id: str) -> Source:
    title, reading = READINGS[source_id]
    return Source(
        source_id=source_id, title=title, short_title=title, publisher="An office", authority="audit", reading=Reading(**reading)
    )


@pytest.fixture(scope="module")
def read_real(documents):
    """The real document of this id; each is read once."""
    held: dict[str, Document] = {}

    def read_real(source_id: str) -> Document:
        if source_id not in held:
            held[source_id] = read_markdown(documents / f"{source_id}.md", source(source_id))
        return held[source_id]

    return read_real


@pytest.mark.parametrize("source_id", READINGS)
def test_every_reference_is_there_once(read_real, source_id):
    found = Counter(brief(p.reference) for p in read_real(source_id).paragraphs)
    assert sorted(found) == sorted(EXPECTED[source_id])
    assert set(found.values()) == {1}


@pytest.mark.parametrize("source_id", READINGS)
def test_numbered_paragraphs_stand_in_their_order(read_real, source_id):
    numbers = [
        tuple(map(int, p.reference.split("."))) for p in read_real(source_id).paragraphs if re.fullmatch(r"[\d.]+", p.reference)
    ]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("source_id", READINGS)
def test_nearly_every_word_of_the_body_is_in_some_paragraph_or_heading(read_real, source_id):
    document = read_real(source_id)
    plain_headings = {heading for p in document.paragraphs for heading in p.headings if source_id in (WIRING, JOINING)}
    said = [*(p.text for p in document.paragraphs), *plain_headings]
    words = sum(re.search(r"[^\W\d_]", word) is not None for text in said for word in text.split())
    assert 0.99 <= words / document.body_words <= 1.01
    assert sum(len(p.text.split()) for p in document.paragraphs) >= 0.99 * document.body_words


@pytest.mark.parametrize("source_id", READINGS)
def test_no_marks_are_left(read_real, source_id):
    for paragraph in read_real(source_id).paragraphs:
        assert not re.search(r"\*\*|</?[a-z]|&[a-z]+;|\]\(|[⁰¹²³⁴-⁹■]|\s\s|\n\d+$", paragraph.text), paragraph.reference
        assert paragraph.page is None and paragraph.text == paragraph.text.strip()


@pytest.mark.parametrize(
    ("source_id", "reference", "there", "not_there"),
    [
        (NAO, "Summary 7", "barriers.", "Figure 1"),
        (NAO, "Summary 9", "There are many different models of", "9 There"),
        (NAO, "1.3", ":\n• cross-government working models;\n• roles", "1.3"),
        (NAO, "3.2", "work together. HM Treasury has", "Of 229"),
        (NAO, "Figure 1", "Our guide sets out three main areas", "There are many"),
        (NAO, "Figure 2", "\nNote\n1 In May 2023", "1.5"),
        (NAO, "Figure 3", "\nReduce crime.\n", "Functions"),
        (NAO, "Figure 3", "\nNotes\n• 1 We analysed", "In 2015"),
        (NAO, "Figure 6", "\nFuture evaluation\nThe Youth Endowment Fund", "spread evenly"),
        (NAO, "Appendix 6", "\n• Comptroller and Auditor General, Achieving net zero,", "frameworks"),
        (NAO, "Appendix 7", "frameworks:\n• National Audit Office, Improving", "Comptroller"),
        (NAO, "Appendix 9", "eight responses", "Pro Digital Silk"),
        (WIRING, "1. Introduction ¶2", 'that:\n"Many of the biggest', "Commenting"),
        (WIRING, "Developments since the 2001 General ¶2", ":\nThe Prime Minister's Delivery Unit\n", "Changes in"),
        (WIRING, "2.9", "\n• The Cabinet Office's Centre", "2.10"),
        (WIRING, "2.9", "(CMPS) has put in place", "\n has"),
        (WIRING, "2.13", "responsive to users and ensuring", "2.14"),
        (WIRING, "3. Report of Progress ¶1", "\n4) | Using budgets flexibly.", "Conclusion"),
        (WIRING, "Conclusion 10", "Ministers\nBy when: April 2000", "25"),
        (WIRING, "Conclusion 21", "communications, development).\nBy when: First", "38"),
        (WIRING, "Conclusion 24", "Reviews.\nBy when April 2000", "Page"),
        (WIRING, "Conclusion 28", "should:\n• Signal", "46"),
        (WIRING, "Conclusion 29", "\n• Establish cross-cutting committees", ". Establish"),
        (WIRING, "Conclusion 39", "key cross-cutting priorities", "crosscutting"),
        (WIRING, "3.4.1", "experience of service delivery and", "\n"),
        (WIRING, "3.8.3", "local authority areas.", "(ii)"),
        (WIRING, "3.10.3", "The guide will highlight examples", "\n"),
        (WIRING, "3.12.2", "\n• iv) Chris Exeter", "3.12.3"),
        (WIRING, "3.14.3", "\n• (b) Choosing the Right Fabric:", "3.14.4"),
        (WIRING, "3.17.2", "\n• vi. focusing on delivery", "3.17.3"),
        (WIRING, "3.18.2", "returns for 1999/2000 show", "\n"),
        (WIRING, "3.20.5", "(PATs), set up", "The 18 PATs were"),
        (WIRING, "3.20.17", "staff of the Legal Aid Board.", "\n"),
        (WIRING, "3.28.1", "\nThe Government trust that", "3.28.2"),
        (WIRING, "3.32.1", "\n• Government on The Web - for", "take place"),
        (WIRING, "3.33.1", "circulated on 28 June 2000 to all", "\n"),
        (WIRING, "footnote 1", "Information Technology; PAT 16", "About the PATs"),
        (WIRING, "footnote 2", "31-Jan-00)\nJohn Makinson, Group", "PART 4"),
        (WIRING, "Five Cross-Cutting Public Service Agreements ¶1", "\nWelfare to Work | DfEE", "\t"),
        (WIRING, "Annex, CORE", "Team at HM Treasury", "CSCMG"),
        (WIRING, "Annex, ESRC", "ESRC: Economic and Social Research Council", "FCO"),
        (WIRING, "Annex, NGOs", "NGOs: Non-Governmental Organisations", "NHS"),
        (JOINING, "3", "(Figure 2)", "common goal"),
        (JOINING, "7", "new childcare places", "safe environment"),
        (JOINING, "11", "Avoiding exclusion. All the five", "**"),
        (JOINING, "15", "profitability of small businesses.", "surveys"),
        (JOINING, "23", "\nLeadership - directing the team and the initiative towards the goal\njoined up", "Key stages"),
        (JOINING, "24", "deciding:\nWho needs to be involved\nThis requires", "Recommendations"),
        (JOINING, "24", "include:\n• Clear definition of roles", "Modernising"),
        (JOINING, "Recommendation 1", "\nThe Cabinet Office should also promote", "Assess the"),
        (JOINING, "Recommendation 4", "to:\n• address policy objectives", "Determining"),
        (JOINING, "28", "\n• Better Regulation:", "Annex"),
        (JOINING, "Figure 1", "Formal partnerships - working", "Four types"),
        (JOINING, "Figure 2", "\n• agencies\n", "Five initiatives"),
        (JOINING, "Figure 3", "Five initiatives\n• Rough Sleepers\n", "tangible"),
        (JOINING, "Figure 4", "Client group | Initiative | Expenditure", "<p>"),
        (JOINING, "Figure 5", "\nIt is too soon to measure", "Avoiding"),
        (JOINING, "HOW JOINT WORKING INITIATIVES ASSESS ¶1", "\n• National and local evaluations\nSure Start", "focus groups"),
        (JOINING, "Annex, set realistic timescales", "\nFor example, it may take time", "Joining up with other"),
        (JOINING, "Annex, encourage good leadership", "\nFor example, good leadership", "<p>"),
        (IFG, "How to improve collaboration across ¶1", "In summer 2020", "roundtable"),
        (IFG, "Lack of organisational support ¶2", "responsibility are clear”.", "”.6"),
        (IFG, "Government can help civil servants ¶1", "and more.", "7,8"),
        (IFG, "Government can help civil servants ¶4", "set up the EU Exit Strategy", "absence"),
        (IFG, "There are few incentives at ¶3", ":\n• Individuals or directorates can have competing", "68%"),
        (IFG, "Figure 1", "\nSource: Institute for Government analysis.", "frequently cited"),
        (IFG, "Figure 2", "\nScotland | 10% | 12% | 11%", "\t"),
        (IFG, "Conclusion ¶3", "people of the UK.", "References"),
        (IFG, "footnote 1", ", https://shapingourfuture.civilservice.gov.uk", "<"),
        (IFG, "footnote 2", "www.gov.uk/government/speeches", "]"),
    ],
)  # fmt: skip
def test_hard_places(read_real, source_id, reference, there, not_there):
    text = next(p.text for p in read_real(source_id).paragraphs if brief(p.reference) == reference)
    assert there in text and not_there not in text


@pytest.mark.parametrize(
    ("source_id", "words"),
    [
        (NAO, "Audit Office\nPress Office"), (NAO, "ISBN"), (NAO, "independent public spending watchdog"), (NAO, "FSC"),
        (WIRING, "ARRDEVIATIONS"), (WIRING, "ANNEX B"), (WIRING, "\nPage"),
        (JOINING, "HC 383 Session"), (IFG, "Carlton Gardens"), (IFG, "leading think tank"), (IFG, "13 October 2020"),
    ],
)  # fmt: skip
def test_front_and_back_matter_is_not_body(read_real, source_id, words):
    assert words not in "\n".join(p.text for p in read_real(source_id).paragraphs)


@pytest.mark.parametrize(
    ("source_id", "callers"),
    [
        (NAO, ["Summary 1", "3.2"]),
        (WIRING, ["3.20.5", "3.22.3", "Conclusion 32"]),
        (JOINING, ["2", "7", "10", "11", "16", "18"]),
    ],
)
def test_footnotes_hang_on_the_paragraph_that_calls_them(read_real, source_id, callers):
    assert [p.attached_to for p in read_real(source_id).paragraphs if p.kind == "footnote"] == callers


def test_every_endnote_of_the_institute_has_its_caller(read_real):
    callers = {p.reference: p.attached_to for p in read_real(IFG).paragraphs if p.kind == "footnote"}
    assert callers["footnote 6"] == "Lack of organisational support ¶2"
    assert brief(callers["footnote 7"]) == brief(callers["footnote 8"]) == "Government can help civil servants ¶1"
    assert None not in callers.values()


@pytest.mark.parametrize(
    ("source_id", "reference", "headings"),
    [
        (NAO, "Summary 1", ("Summary", "Introduction")),
        (NAO, "1.5", ("Part One: Setting-up cross-government working", "Roles and responsibilities")),
        (NAO, "2.5", ("Part Two: Delivering cross-government working", "Programme and risk management")),
        (NAO, "Appendix 2", ("Appendix One: Our evidence base", "Departmental interviews")),
        (WIRING, "2.9", ("2. Overview and executive summary",)),
        (WIRING, "Conclusion 37", ("3. Report of Progress", "PART 6: Getting the role")),
        (WIRING, "3.37.1", ("3. Report of Progress", "PART 6: Getting the role", "Conclusion 37")),
        (JOINING, "6", ("Achievements so far (Part 2)",)),
        (JOINING, "24", ("How joint working can be", "Key stages in designing joint")),
        (JOINING, "Recommendation 3", ("Recommendations", "For the Treasury")),
        (IFG, "Lack of organisational support ¶1", ("Having the right structures in", "Lack of organisational support")),
        (IFG, "How to improve collaboration across ¶1", ()),
    ],
)
def test_trails_of_headings(read_real, source_id, reference, headings):
    found = next(p.headings for p in read_real(source_id).paragraphs if brief(p.reference) == reference)
    assert tuple(map(brief, found)) == headings


def test_a_sub_heading_stands_under_its_conclusion_and_a_lettered_one_under_that(read_real):
    trails = {p.reference: p.headings for p in read_real(WIRING).paragraphs}
    assert trails["3.8.7"][2:] == ("Conclusion 8", "Local Public Service Agreements")
    assert trails["3.8.5"][2:] == ("Conclusion 8", "Regional Co-ordination Unit", "(iii) GO involvement in policy-making")
    assert trails["3.6.2"][2:] == ("Conclusion 6", "Targets emerging from Other Cross-Cutting reviews")


def test_recommendations_are_part_of_their_paragraph(read_real):
    parts = {p.reference: p.part_of for p in read_real(JOINING).paragraphs if p.reference.startswith("Recommendation")}
    assert list(parts.values()) == ["25"] * 3 + ["26"] * 4
