"""A question that is not answered ends with somebody to ask and, where known, a source to look into."""

from __future__ import annotations

import pytest

from assistant.whom import USUAL, Advice, Person, load_topics, whom_to_ask
from corpus.sources import load_sources
from tests.assistant.real_paragraphs import paragraphs_at


def people(question: str) -> str:
    return " | ".join(person.who for person in whom_to_ask(question).people)


def sources(question: str) -> list[str]:
    return [source.source_id for source in whom_to_ask(question).sources]


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Is our new grant to a firm a subsidy?", "Subsidy Control team"),
        ("do we need Treasury consents for novel spending", "Treasury spending team"),
        ("Who must we tell before appointing an accounting officer?", "Treasury Officer of Accounts"),
        ("May we sell land that is surplus?", "Office of Government Property"),
        ("how was the programme evaluated", "Evaluation Task Force"),
        ("Who can see our cabinet papers when the NAO asks?", "National Audit Office"),
        ("Is it lawful to share staff?", "Government Legal Department"),
        ("can we tender jointly with two suppliers", "Government Commercial Function"),
        ("What does the finance function want of finance directors?", "Government Finance Function"),
    ],
)
def test_a_topic_has_its_people(question, who):
    assert who in people(question)


@pytest.mark.parametrize(
    ("question", "source_id"),
    [
        ("Is there a template for an accounting officer assessment?", "hmt-ao-assessments"),
        ("Which discount rate applies?", "hmt-green-book"),
        ("How do we describe risk appetites?", "hmt-orange-book"),
        ("Did the government accept the recommendations of the PAC?", "treasury-minute-hc75"),
        ("What did the Public Accounts Committee conclude in HC 75?", "pac-hc75-2024"),
        ("Is there a good practice guide for cross-government work?", "nao-good-practice-guide-2023"),
        ("Where is the framework document template?", "hmt-framework-documents"),
        ("What does the Teal Book say on gates?", "hmt-teal-book"),
        ("Were Whole-Place Community Budgets a success?", "nao-hc1041-2013"),
    ],
)
def test_a_topic_has_the_source_that_is_not_held(question, source_id):
    assert source_id in sources(question)


@pytest.mark.parametrize("question", ["", "How long do I boil an egg?", "???"])
def test_the_usual_people_are_named_when_nothing_is_met(question):
    advice = whom_to_ask(question)
    assert (advice.people, advice.sources, advice.places) == ((Person(who=USUAL),), (), ())
    assert advice.in_words() == f"Ask {USUAL}."


def test_every_word_of_a_phrase_must_be_asked():
    assert "Subsidy" not in people("control of spending")
    assert sources("an assessment of staff") == []


def test_advice_is_never_longer_than_two_topics_and_names_nobody_twice():
    advice = whom_to_ask("subsidy, fraud, tax, gifts, insurance, procurement, grants and Treasury consent for joint working")
    assert len(advice.people) <= 5
    assert len({person.who for person in advice.people}) == len(advice.people)


def test_the_advice_in_words_cites_the_paragraph_and_names_the_source():
    words = whom_to_ask("Is there a template for an accounting officer assessment?").in_words()
    assert words.startswith("It may be in a source that is known but not held here: HM Treasury, Accounting officer assessments")
    assert "(Managing Public Money, 3.4.7)" in words
    assert isinstance(whom_to_ask("fraud"), Advice) and [place.paragraph for place in whom_to_ask("fraud").places] == ["A4.9.4"]


def test_every_source_on_the_list_is_known():
    known = {source.source_id for source in load_sources()}
    assert {name for topic in load_topics() for name in topic.sources} <= known
    assert all(topic.people or topic.sources for topic in load_topics())


def test_every_source_that_is_not_held_is_recommended_for_something():
    missing = {source.source_id for source in load_sources() if not source.held}
    assert missing <= {name for topic in load_topics() for name in topic.sources}


def test_every_paragraph_on_the_list_is_in_the_documents(documents):
    for place in {person.place for topic in load_topics() for person in topic.people if person.place}:
        assert len(paragraphs_at(documents, place)) == 1, place
