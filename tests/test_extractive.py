"""The extractive summary: the article's own sentences, scored openly."""

import pytest

from summarizer.document import Document, Sentence
from summarizer.tasks.extractive import run

TITLE = "Thành phố khởi công cầu mới qua sông"
BODY = [
    "Ảnh: phóng viên.",
    "Sáng 12/3, thành phố khởi công cây cầu mới qua sông với vốn 2.400 tỷ đồng.",
    "Cây cầu mới dài 1.250 mét, có sáu làn xe và nối hai quận đông dân của thành phố.",
    "Người dân nói họ rất vui.",
    "Thành phố khởi công cây cầu mới qua sông với vốn 2.400 tỷ đồng vào sáng 12/3.",
    "Theo kế hoạch, cầu hoàn thành sau ba năm và giảm ùn tắc cho phà cũ.",
]


def article(body=BODY, *, title=TITLE, captions=(0,)):
    texts = ([title] if title else []) + list(body)
    sentences, start = [], 0
    for number, text in enumerate(texts, start=1):
        paragraph = number - 1 if title else number
        candidate = paragraph > 0 and paragraph - 1 not in captions
        sentences.append(Sentence(number, paragraph, start, start + len(text), text, candidate))
        start += len(text) + 1
    return Document("bai.txt", "0", "\n".join(texts), title, "vi", "utf-8", tuple(sentences))


def test_the_sentences_are_the_articles_own_in_its_order():
    document = article()
    chosen = run(document, 3).sentences
    by_id = {sentence.id: sentence.text for sentence in document.sentences}
    assert [sentence.text for sentence in chosen] == [by_id[sentence.id] for sentence in chosen]
    assert [sentence.id for sentence in chosen] == sorted(sentence.id for sentence in chosen)
    assert {sentence.rank for sentence in chosen} == {1, 2, 3}


def test_title_and_captions_are_never_chosen():
    assert {sentence.id for sentence in run(article(), 10).sentences} == {3, 4, 5, 6, 7}


def test_captions_are_better_than_nothing():
    assert run(article(BODY[:1]), 3).sentences[0].id == 2


def test_components_sum_to_a_score_between_0_and_1():
    for sentence in run(article(), 5).sentences:
        assert sum(sentence.components.values()) == pytest.approx(sentence.score, abs=1e-5)
        assert all(part >= 0 for part in sentence.components.values())
        assert 0 <= sentence.score <= 1 + 1e-6


def test_no_sentence_is_said_twice():
    assert not {3, 6} <= {sentence.id for sentence in run(article(), 2).sentences}


def test_the_main_news_comes_first():
    best = next(sentence for sentence in run(article(), 3).sentences if sentence.rank == 1)
    assert best.id in {3, 6}


@pytest.mark.parametrize("body", [[], [""], ["Một câu."], ["!!!", "..."]])
def test_small_articles_give_what_they_have(body):
    assert len(run(article(body, title=None, captions=()), 3).sentences) == len(body)


def test_the_same_article_gives_the_same_summary():
    assert run(article(), 3) == run(article(), 3)


def test_captions_and_names_are_never_chosen_while_there_is_more():
    names = "Bí thư Thành uỷ Nguyễn Văn An và các đại biểu tại lễ khởi công cầu mới."
    caption = "Hàng chục công nhân của nhà thầu thi công cây cầu qua sông bên bờ bắc."
    chosen = {one.text for one in run(article([caption, *BODY[1:3], names]), 10).sentences}
    assert chosen == set(BODY[1:3])


def test_the_same_words_are_never_chosen_twice():
    assert len(run(article([*BODY[1:3], BODY[1]], captions=()), 10).sentences) == 2


def test_what_says_nearly_the_same_comes_last():
    ranks = {one.id: one.rank for one in run(article(), 5).sentences}
    assert max(ranks[3], ranks[6]) == 5
