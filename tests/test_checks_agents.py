"""Who acts acts in the English too, Anh is Britain where its article says so, quoted words are English."""

import pytest

from summarizer.checks import agents
from summarizer.checks.analysed import Output, Source
from summarizer.checks.language import quoted
from summarizer.checks.names import britain

ARTICLE = "Anh điều tàu.\nGiới chức Anh lo ngại.\nTàu của Anh bị chặn."


def errors(check, source, output):
    return [one.found for one in check(Source(source), Output(output)) if one.severity == "error"]


@pytest.mark.parametrize(
    ("source", "output", "found"),
    [
        ("Công ty A do ông Lê Luyện làm chủ tịch.", "Company A because Le Luyen is chairman.", "because"),
        ("Đường dây do Bình cầm đầu bị triệt phá.", "The ring was busted due to Binh's lead.", "due to"),
        ("Bộ Du lịch dự báo có 50 triệu khách.", "The Ministry of Tourism is forecast to have", None),
        ("Công an tỉnh đã bắt giữ ba người.", "Provincial police were arrested with three people.", None),
    ],
)
def test_who_acts_and_became_a_cause_or_who_suffers_is_an_error(source, output, found):
    (said,) = errors(agents.check, source, output)
    assert found in {None, said}


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Công ty A do ông Lê Luyện làm chủ tịch.", "Company A, chaired by Le Luyen."),
        ("Xe chậm do Bình đứng đầu hàng nên tắc.", "The car was slow because Binh stood first."),
        ("Bộ Du lịch dự báo có 50 triệu khách.", "The Ministry of Tourism forecasts 50 million visitors."),
        ("Ngân hàng bị cáo buộc gian lận.", "The bank was accused of fraud."),
        ("Bộ Y tế yêu cầu báo cáo.", "The Ministry of Health was asked by nobody; it asked for a report."),
    ],
)
def test_who_acts_as_he_does_raises_nothing(source, output):
    assert not errors(agents.check, source, output)


@pytest.mark.parametrize(
    ("sentence", "output"),
    [
        ("Anh điều tàu tới Vùng Vịnh", "He sends ships to the Gulf"),
        ('"Anh sẵn sàng bảo vệ", ông nói.', '"He is ready to protect," he said.'),
        ("Anh khiến Iran tức giận.", "Mr Anh angered Iran."),
    ],
)
def test_britain_as_a_man_is_an_error_and_is_asked_again_without_doubt(sentence, output):
    source = Source(sentence, article=ARTICLE)
    assert [one.expected for one in britain.check(source, Output(output))] == ["Anh (Britain)"]
    assert britain.told(source) == sentence.replace("Anh", "Nước Anh", 1)
    assert not list(britain.check(source, Output("Britain does so.")))


@pytest.mark.parametrize(
    ("sentence", "article"),
    [
        ("Anh cho biết sẽ về.", "Công nhân Lê Minh ngã. Khi đó anh đang làm việc ở nước Anh."),
        ("Anh cho biết sẽ về.", "Công nhân Lê Minh ngã."),
        ("Anh ấy sẽ về.", ARTICLE),
        ("Anh em cùng về.", ARTICLE),
        ("Anh cho biết sẽ về.", "Chị Anh kể với em Anh."),
    ],
)
def test_a_man_is_none(sentence, article):
    source = Source(sentence, article=article)
    assert not list(britain.check(source, Output("He will return.")))
    assert britain.told(source) == sentence


def test_a_quoted_word_left_in_vietnamese_is_an_error():
    assert errors(quoted.check, "Các dự án “ma” bị phạt.", 'The "ma" projects were fined.') == ['"ma"']
    assert not errors(quoted.check, "Các dự án “ma” bị phạt.", 'The "ghost" projects were fined.')
    assert not errors(quoted.check, "Chơi “hui” mất tiền.", 'They lost money in "hui" (a savings pool).')
    assert not errors(quoted.check, "Mua “online” cho nhanh.", 'Buy "online" to be quick.')
