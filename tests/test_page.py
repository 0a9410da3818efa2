"""The HTML page of one article: everything in the report is on it, and nothing of the article acts."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_report import HOSTILE, hostile_report, sample_report

from summarizer.render.page import render_page

VOID = {"meta", "img", "input", "br", "link", "base"}


class Page(HTMLParser):
    """Tags, the text of each element with an id, and whether every element was closed in order."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self.open: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self.open.append((tag, attributes.get("id")))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for _, name in self.open:
            if name:
                self.text[name] = self.text.get(name, "") + data


@pytest.fixture(scope="module")
def page():
    return Page(render_page(sample_report()))


def test_every_sentence_stands_beside_its_joined_translation(page):
    report = sample_report()
    for sentence in report.document.sentences:
        segments = [one.text for one in report.translation.segments if one.sentence == sentence.id]
        assert sentence.text in page.text[f"s{sentence.id}"]
        assert (" ".join(segments) or "No translation of this sentence.") in page.text[f"s{sentence.id}"]


def test_segments_are_joined_in_the_order_of_their_parts():
    report = sample_report()
    turned = report.translation.model_copy(update={"segments": report.translation.segments[::-1]})
    assert render_page(report.model_copy(update={"translation": turned})) == render_page(report)


def test_every_finding_is_in_the_list_with_what_was_expected_and_found(page):
    for finding in sample_report().findings:
        for part in (finding.kind, finding.message, finding.expected, finding.found):
            assert (part or "") in page.text["findings"]


def test_errors_and_warnings_are_marked_in_words_at_their_sentence(page):
    for finding in sample_report().findings:
        if finding.target == "translation":
            assert f"{finding.severity} {finding.kind}: {finding.message}" in " ".join(
                page.text[f"s{finding.sentence}"].split()
            )
    assert "warning unsupported" in " ".join(page.text["n3"].split())


def test_a_finding_at_an_unknown_sentence_is_still_shown():
    report = sample_report()
    lost = report.findings[5].model_copy(update={"sentence": 99, "message": "stands nowhere"})
    page = Page(render_page(report.model_copy(update={"findings": (lost,)})))
    assert "stands nowhere" in page.text["article"]
    assert "stands nowhere" in page.text["findings"]


def test_summary_sentences_link_to_their_evidence_and_back(page):
    links = [attributes.get("href") for tag, attributes in page.tags if tag == "a"]
    names = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert {"#s2", "#s3", "#s4", "#n1", "#n2"} <= set(links)
    assert {link.removeprefix("#") for link in links} <= names
    assert "supports summary 1" in page.text["s3"]
    assert "No sentence of the article was found to support this." in page.text["n3"]


def test_key_sentences_are_marked_with_rank_score_and_components(page):
    chosen = [attributes["id"] for _, attributes in page.tags if attributes.get("class") == "chosen"]
    assert chosen == ["s2", "s4", "s8"]
    assert "position 0.30 + centrality 0.61" in page.text["x2"]


def test_languages_are_declared(page):
    assert ("html", {"lang": "en"}) in page.tags
    cells = [attributes["lang"] for tag, attributes in page.tags if tag == "td"]
    assert cells == ["vi", "en"] * 9


def test_signature_models_and_timings_are_told():
    html = render_page(sample_report())
    for part in ("seed:0|version:0.1.0", "gemma-3-270m-vi, revision 1.0.0, adapter 3f9a11", "9.25 s"):
        assert part in html


@pytest.mark.parametrize("part", ["extractive", "abstractive", "translation"])
def test_a_task_that_was_not_asked_for_leaves_no_trace(part):
    traces = {
        "extractive": 'id="extractive"',
        "abstractive": 'id="abstractive"',
        "translation": ">English<",
    }
    html = render_page(sample_report().model_copy(update={part: None, "findings": ()}))
    Page(html)
    for name, trace in traces.items():
        assert (trace in html) is (name != part)


def test_report_without_sentences_and_findings_is_a_page():
    report = sample_report()
    document = report.document.model_copy(update={"sentences": (), "title": None, "text": ""})
    empty = {
        "document": document,
        "extractive": None,
        "abstractive": None,
        "translation": None,
        "findings": (),
    }
    html = render_page(report.model_copy(update=empty))
    Page(html)
    assert "<title>bai-bao/dien-mat-troi.txt</title>" in html
    assert "None: every check passed." in html


def test_hostile_article_stays_text():
    page = Page(render_page(hostile_report()))
    assert HOSTILE in page.text["s1"]
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object", "form", "b:"}
    assert all(not name.startswith("on") for _, attributes in page.tags for name in attributes)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")))
def test_any_text_comes_out_as_it_went_in(text):
    report = sample_report()
    first, *others = report.document.sentences
    sentences = (first.model_copy(update={"text": text}), *others)
    html = render_page(
        report.model_copy(update={"document": report.document.model_copy(update={"sentences": sentences})})
    )
    assert text in Page(html).text["s1"]


def test_policy_admits_this_style_and_nothing_else():
    html = render_page(sample_report())
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', html)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.replace("&#39;", "'").replace("&#43;", "+").split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "script-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not re.findall(r"""(?:src|href)=["'](?!#)|url\(|@import""", html)
