"""The plan of a summary: the news first, then what else the length allows."""

from dataclasses import replace

from summarizer.document import Document
from summarizer.tasks.plan import DEFAULT, Group, plan
from summarizer.text.reading import read_text

TITLE = "Thành phố khởi công cầu mới qua sông"
BODY = [
    "Sáng 12/3, thành phố khởi công cây cầu mới qua sông với vốn 2.400 tỷ đồng.",
    "Cây cầu mới dài 1.250 mét, có sáu làn xe và nối hai quận đông dân của thành phố.",
    "Phát biểu tại lễ khởi công, Chủ tịch thành phố Nguyễn Văn An yêu cầu nhà thầu bảo đảm tiến độ.",
    "Ông cũng đề nghị các quận bàn giao mặt bằng trước tháng 6.",
    "Trước đó, người dân hai bờ đã gửi 300 ý kiến về hướng tuyến của cây cầu.",
    "Các ý kiến được nêu như sau:",
    "Theo kế hoạch, cầu hoàn thành sau ba năm và giảm ùn tắc cho phà cũ.",
    "Sáng 12/3, thành phố khởi công cây cầu mới qua sông với vốn 2.400 tỷ đồng.",
]


def article(*body: str) -> Document:
    return read_text("\n".join([TITLE, *body]), source="bai.txt")


def planned(document: Document, number: int, most: int = 60) -> tuple[Group, ...]:
    return plan(document, number, lambda text: len(text.split()) <= most)


def test_there_are_as_many_groups_as_sentences_are_asked_for() -> None:
    document = article(*BODY)
    for number in (1, 2, 3):
        assert len(planned(document, number)) == number


def test_the_news_comes_first_and_the_rest_in_article_order() -> None:
    groups = planned(article(*BODY), 3)
    assert groups[0].sentences[0].text == BODY[0]
    starts = [group.sentences[0].id for group in groups[1:]]
    assert starts == sorted(starts)


def test_no_sentence_serves_twice_and_none_that_says_the_same() -> None:
    groups = planned(article(*BODY), 4)
    texts = [one.text for group in groups for one in group.sentences]
    assert len(texts) == len(set(texts))
    assert all(group.core in group.sentences for group in groups)


def test_what_only_leads_to_the_next_sentence_is_never_taken() -> None:
    taken = {one.text for group in planned(article(*BODY), 8) for one in group.sentences}
    assert "Các ý kiến được nêu như sau:" not in taken


def test_captions_are_never_taken_while_there_is_more() -> None:
    taken = {one.text for group in planned(article("Ảnh: Phóng viên.", *BODY), 8) for one in group.sentences}
    assert "Ảnh: Phóng viên." not in taken
    assert planned(article("Ảnh: Phóng viên."), 2)[0].core.text == "Ảnh: Phóng viên."


def test_a_sentence_about_him_comes_with_the_one_that_names_him() -> None:
    body = [BODY[0], "Nhiều người dân đã đến xem lễ.", *BODY[2:4], BODY[6]]
    [*_, group] = planned(article(*body), 2)
    texts = [one.text for one in group.sentences]
    assert (BODY[3] in texts) <= (BODY[2] in texts)
    alone = planned(article(BODY[0], BODY[3], "Người dân rất vui vì có cầu mới qua sông."), 2)
    assert alone[1].core.text != BODY[3]


def test_a_group_is_no_longer_than_it_may_be() -> None:
    for group in planned(article(*BODY), 4, most=20):
        assert len(group.sentences) == 1


def test_a_short_article_has_fewer_groups() -> None:
    assert len(planned(article(*BODY[:2]), 4)) <= 2


def test_the_caption_of_a_picture_at_the_head_is_passed_over() -> None:
    taken = {
        one.text
        for group in planned(article("Xe phóng đạn của Mỹ đặt tại Đức.", *BODY), 8)
        for one in group.sentences
    }
    assert "Xe phóng đạn của Mỹ đặt tại Đức." not in taken


def test_a_caption_with_a_verb_is_passed_over_for_the_news_behind_it() -> None:
    caption = "Hàng chục công nhân của nhà thầu thi công cây cầu qua sông bên bờ bắc."
    taken = {one.text for group in planned(article(caption, *BODY), 8) for one in group.sentences}
    assert caption not in taken


def test_what_has_no_predicate_is_never_taken() -> None:
    names = "Bí thư Thành uỷ Nguyễn Văn An và các đại biểu tại buổi lễ khởi công cầu mới."
    taken = {
        one.text for group in planned(article(*BODY[:2], names, *BODY[2:]), 8) for one in group.sentences
    }
    assert names not in taken


def test_the_first_sentence_is_the_news_where_it_tells_of_its_day() -> None:
    texts = [
        "Sáng 12/3, uỷ ban đã làm lễ khởi công tại bờ bắc.",
        BODY[1].replace(" mới", " mới qua sông"),
        *BODY[2:7],
    ]
    for news, best in ((0.0, 1), (0.3, 0)):
        [group] = plan(article(*texts), 1, lambda text: True, replace(DEFAULT, news=news))
        assert group.core.text == texts[best]


def test_nothing_that_points_back_stands_before_the_news() -> None:
    back = "Đó là cầu mới qua sông mà thành phố khởi công với vốn 2.400 tỷ đồng."
    first, *_ = planned(article(back, *BODY[1:7]), 4)
    assert first.core.text != back
