"""All checks together: no text breaks them, right ones pass, faults are told apart, and all is quick."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summarizer
from summarizer.checks import analysed, suite
from summarizer.checks.analysed import Output, Source, Summary
from summarizer.config import GlossarySettings
from summarizer.evaluation.data import document_of
from summarizer.resources import folder
from summarizer.text.glossary import Glossary
from summarizer.text.reading import read_text

GLOSSARY = Glossary.load(GlossarySettings())
SOURCE = "Thiếu tướng Nguyễn Thanh Trang cho biết lực lượng CAND có 1.250 cán bộ tại Hà Nội."
RIGHT = (
    "Major General Nguyen Thanh Trang said the People's Public Security force has 1,250 officers in Hanoi."
)


def check_translation(source, output, *, terms=(), title=False, **more):
    return suite.check_translation(Source(source, tuple(terms), title=title), Output(output, **more))


def check_summary(document, sentences, **more):
    return suite.check_summary(Source.of(document), Summary(tuple(sentences), **more))


def errors(source, output, **more):
    found = check_translation(source, output, terms=GLOSSARY.find(source), **more)
    return {finding.kind for finding in found if finding.severity == "error"}


def test_a_right_translation_has_no_finding():
    assert check_translation(SOURCE, RIGHT, terms=GLOSSARY.find(SOURCE), mean_logprob=-0.3) == ()


@pytest.mark.parametrize(
    ("output", "kind"),
    [
        (RIGHT.replace("1,250", "1,520"), "number"),
        (RIGHT.replace("1,250", "1.250"), "number"),
        (RIGHT.replace("Trang", "Trong"), "name"),
        (RIGHT.replace("Major General", "The missing General"), "term"),
        (RIGHT.replace("People's Public Security", "CAND"), "term"),
        ("Major General Nguyen Thanh Trang cho biết lực lượng CAND có 1.250 cán bộ.", "language"),
        (f"{RIGHT} {RIGHT}", "repetition"),
        (f"Here is the translation: {RIGHT}", "preamble"),
        (RIGHT[:-10], "cut"),
        ("Major General Nguyen Thanh Trang spoke.", "omission"),
        ("", "omission"),
    ],
)
def test_each_fault_is_told_by_its_kind(output, kind):
    assert kind in errors(SOURCE, output)


def test_the_engines_reason_to_stop_counts():
    assert errors(SOURCE, RIGHT, finish_reason="length") == {"cut"}


def test_an_unsure_model_and_a_title():
    (finding,) = check_translation("Khánh thành cầu", "Bridge inaugurated", mean_logprob=-3.0, title=True)
    assert (finding.kind, finding.severity) == ("confidence", "warning")


def test_where_it_is_not_english_nothing_follows_from_that():
    assert not errors(SOURCE, SOURCE) & {"number", "name", "term"}


def test_a_foreign_word_or_half_hides_no_other_error():
    source = (
        "Sáng nay, 12 cán bộ và 45 công nhân kiểm tra công trường, yêu cầu nhà thầu làm xong trước tháng sau."
    )
    wrong = "This morning, 13 officials and 46 workers inspected the site"
    letter = check_translation(source, f"{wrong} and 检查 the contractor to finish before next month.")
    half = check_translation(source, f"{wrong} và yêu cầu nhà thầu làm xong trước tháng sau.")
    for found in (letter, half):
        kinds = [finding.kind for finding in found if finding.severity == "error"]
        assert kinds.count("number") == 2
        assert "language" in kinds


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "Thủ tướng Phạm Minh Chính tiếp Chủ tịch Tập đoàn Samsung Lee Jae-yong",
            "Prime Minister Pham Minh Chinh receives Samsung Group Chairman Lee Jae-yong",
        ),
        (
            "Giá vàng hôm nay tăng mạnh, vượt 90 triệu đồng một lượng",
            "Gold price rises sharply today, surpassing VND90 million per tael",
        ),
    ],
)
def test_a_headline_without_small_words_is_english_and_its_faults_are_told(source, output):
    assert not errors(source, output, title=True)
    wrong = output.replace("Lee Jae-yong", "Tim Cook").replace("90", "80")
    assert errors(source, wrong, title=True) & {"name", "number"}


@pytest.mark.parametrize(
    "output",
    [
        "Prix grimpe fortement aujourd'hui, atteignant quatre millions dongs selon plusieurs sources locales",
        "Goldpreis steigt heute stark und erreicht neunzig Millionen Dong pro Unze laut Angaben",
        "Harga emas hari ini naik tajam, melampaui sembilan puluh juta per ons menurut sumber",
        "Gia vang hom nay tang manh, vuot chin muoi trieu dong mot luong vang mieng",
    ],
)
def test_a_headline_of_another_language_is_not_english(output):
    found = errors("Giá vàng hôm nay tăng mạnh, vượt 90 triệu đồng một lượng", output, title=True)
    assert "language" in found
    assert not found & {"number", "name", "term"}


def test_findings_are_not_yet_placed():
    for finding in check_translation(SOURCE, "", terms=GLOSSARY.find(SOURCE)):
        assert (finding.target, finding.task, finding.sentence) == ("document", None, None)


# Summaries

ARTICLE = document_of(
    "Khai mạc hội nghị",
    [
        "Sáng 12/3, tại Hà Nội, Đại tá Nguyễn Thanh Trang khai mạc hội nghị với 1.250 đại biểu.",
        "Hội nghị bàn về công nghiệp an ninh và đào tạo cán bộ.",
        "Năm sau, hội nghị sẽ diễn ra ở Đà Nẵng.",
    ],
    "a",
)


def summary(*sentences, **more):
    settings = {"maximum": 2, "finish_reason": "stop", "mean_logprob": -0.5, **more}
    return [(f.kind, f.severity, f.sentence) for f in check_summary(ARTICLE, sentences, **settings)]


def test_a_right_summary_has_no_finding():
    assert not summary(
        "Đại tá Nguyễn Thanh Trang mở hội nghị với 1.250 đại biểu.", "Năm sau hội nghị ở Đà Nẵng."
    )


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Hội nghị có 1.520 đại biểu.", "number"),
        ("Đại tá Nguyễn Thanh Trung khai mạc hội nghị.", "name"),
        ("Ông Phạm Tuấn khai mạc hội nghị.", "name"),
        ("Hội nghị bàn về ANQG.", "term"),
        ("The conference was about the security industry.", "language"),
        ("Dưới đây là bản tóm tắt: hội nghị đã khai mạc.", "preamble"),
        ("Hội nghị hội nghị hội nghị hội nghị đã khai mạc.", "repetition"),
        ("Hội nghị bàn về công nghiệp an ninh và", "cut"),
        ("Năm sau hội nghị ở Đà Nẵng.", "repetition"),
    ],
)
def test_each_fault_of_a_summary_stands_at_its_sentence(sentence, kind):
    assert (kind, "error", 2) in summary("Năm sau hội nghị ở Đà Nẵng.", sentence)


def test_too_many_sentences_concern_the_whole():
    assert ("length", "warning", None) in summary(
        "Hội nghị bàn về đào tạo.", "Nó đông.", "Năm sau ở Đà Nẵng."
    )


def test_an_empty_summary_is_an_error():
    assert ("length", "error", None) in summary()


def test_the_articles_own_sentences_are_no_error():
    for sentence in ARTICLE.body:
        assert not [found for found in summary(sentence.text) if found[1] == "error"]


def test_a_summary_of_the_seed_that_loops_is_told():
    (path,) = folder("configs").parent.glob("seeds/000_*.txt")
    document = read_text(path.read_text("utf-8"), source=path.name)
    right = document.sentences[2].text.rstrip(".")
    more = {"maximum": 2, "finish_reason": "stop", "mean_logprob": None}
    looped = check_summary(document, [f"{right}{', phát triển công nghiệp' * 4}."], **more)
    assert [(finding.kind, finding.sentence) for finding in looped] == [("repetition", 1)]
    for sentence in document.sentences:  # the second repeats itself, as it may
        assert "repetition" not in {f.kind for f in check_summary(document, [sentence.text], **more)}


def test_six_words_in_each_of_three_sentences_are_a_loop_unless_the_article_says_them_so_often():
    body = "Ủy ban nhân dân thành phố Hồ Chí Minh"
    sentences = [f"{body} họp.", f"{body} bàn về cầu mới trên sông.", f"Sau đó {body} đã nghỉ trưa ở quận 1."]
    for text, kinds in ((f"{body} họp.", {"repetition"}), ("\n".join(sentences), set())):
        document = document_of(None, [text, "Cầu mới trên sông, nghỉ trưa ở quận 1."], "a")
        found = check_summary(document, sentences, maximum=3, finish_reason="stop", mean_logprob=None)
        assert {finding.kind for finding in found if finding.kind == "repetition"} == kinds


def test_a_foreign_letter_hides_no_number_of_a_summary():
    kinds = [kind for kind, *_ in summary("Hội nghị 检查 với 1.520 đại biểu khai mạc.")]
    assert {"language", "number"} <= set(kinds)


# Any text

PIECES = st.sampled_from(
    (
        *("1.250", "21/4", "năm", "tỷ", "một", "mười", "IV", "XIX", "Hà", "Nguyễn", "the", "and", "half"),
        *("million", "-", "(", ")", '"', "“", "\n", "\u0301", "Đ", "ß", "İ", "٣", "½", "²", "𝟙", "Ⅷ", "\x00"),
        *("0", "1,2,3.4", "COVID-19"),
    )
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES).map("".join)
)


@settings(max_examples=300, deadline=None)
@given(source=TEXTS, output=TEXTS, reason=st.sampled_from(["stop", "length", "loop"]), title=st.booleans())
def test_no_text_breaks_a_check(source, output, reason, title):
    terms = GLOSSARY.find(source)
    check_translation(source, output, terms=terms, finish_reason=reason, mean_logprob=-1.0, title=title)
    document = document_of(None, [source], "any")
    check_summary(document, [output, source], maximum=1, finish_reason=reason, mean_logprob=None)


@settings(max_examples=100, deadline=None)
@given(source=TEXTS, output=TEXTS)
def test_the_same_texts_give_the_same_findings(source, output):
    assert check_translation(source, output) == check_translation(source, output)


def test_a_source_is_analysed_once_for_all_its_candidates(monkeypatch):
    read, find = [], analysed.find_quantities
    monkeypatch.setattr(analysed, "find_quantities", lambda *text: read.append(text) or find(*text))
    source = Source(SOURCE)
    outputs = (RIGHT, RIGHT.replace("1,250", "1,520"), "They have 7 officers.")
    found = [suite.check_translation(source, Output(output)) for output in outputs]
    assert read.count((SOURCE, "vi")) == 1
    assert found == [suite.check_translation(Source(SOURCE), Output(output)) for output in outputs]


def test_a_sentence_takes_milliseconds():
    """A run spends 100 ms or more on a sentence; checks must stay a small part of that."""
    path = folder("configs").parent / "tests" / "data" / "alt.dev"
    pairs = list(
        zip(
            *((path.with_suffix(f".dev.{end}").read_text("utf-8").splitlines()) for end in ("vi", "en")),
            strict=True,
        )
    )
    terms = [GLOSSARY.find(source) for source, _ in pairs]
    start = process_time()
    for (source, output), found in zip(pairs, terms, strict=True):
        check_translation(source, output, terms=found)
    assert (process_time() - start) / len(pairs) < 0.01


def test_a_long_loop_takes_no_time():
    start = process_time()
    assert "repetition" in errors(SOURCE, "the city and " * 2000)
    assert process_time() - start < 5


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Tuần qua", "the 0th week"),
        ("Ngày 5/3 ông đến.", "He came on March 5, {row}."),
        ("Tuần thứ 2", "the {row}th week"),
        ("tuần thứ {row}", "the 2nd week"),
        ("Ngày 5/3, hạm đội đến.", "On March 5, the {row}th Fleet came."),
        ("Chương {row} của luật", "Chapter 5 of the law"),
        ("Chương 5 của luật", "Chapter {row} of the law"),
        ("Khóa {row}, {row} giờ, {row} phần {row}, quý {row}", "{row} of {row}, {row}:{row}, Q{row}, ${row}"),
    ],
)
def test_a_row_of_digits_without_end_breaks_no_check(source, output):
    row = "1" * 5_000
    summarizer.check(source.format(row=row), output.format(row=row))
