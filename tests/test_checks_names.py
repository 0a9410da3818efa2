"""Names come through a translation, and neither it nor a summary names anybody else."""

import pytest

from summarizer.checks import abbreviations, terms
from summarizer.checks.analysed import Output, Source
from summarizer.checks.names import summary, translation
from summarizer.checks.names.lost import Losses
from summarizer.checks.names.new import UnexplainedName
from summarizer.checks.names.pairing import pair
from summarizer.checks.names.words import similarity
from summarizer.config import GlossarySettings
from summarizer.evaluation.data import document_of
from summarizer.text.chinese import readings, readings_within
from summarizer.text.glossary import Glossary
from summarizer.text.names import bare, find, is_person
from summarizer.text.reading import read_text


@pytest.fixture(scope="module")
def glossary():
    return Glossary.load(GlossarySettings())


@pytest.fixture(scope="module")
def names(glossary):
    return lambda source, output: list(
        translation.check(Source(source, tuple(glossary.find(source))), Output(output))
    )


@pytest.fixture(scope="module")
def errors(names):
    return lambda source, output: [
        finding for finding in names(source, output) if finding.severity == "error"
    ]


@pytest.fixture(scope="module")
def term_findings(glossary):
    return lambda source, output: list(
        terms.check(Source(source, tuple(glossary.find(source))), Output(output))
    )


def in_summary(article, sentence):
    return list(summary.check(Source.of(article), Output(sentence, "vi")))


def abbreviations_of(article, sentence):
    return list(abbreviations.check(Source.of(article), Output(sentence, "vi")))


KEPT = [
    ("Ông Nguyễn Thanh Trang phát biểu tại Hà Nội.", "Nguyen Thanh Trang spoke in Hanoi."),
    ("Ông Nguyễn Thanh Trang phát biểu.", "Nguyễn Thanh Trang spoke."),
    ("Ông Nguyễn Thanh Trang phát biểu.", "Mr Trang spoke."),
    ("Ông Nguyễn Thanh Trang phát biểu.", "Trang Nguyen Thanh spoke."),
    ("Bà Đặng Thị Hoà đến Đà Nẵng.", "Dang Thi Hoa came to Da Nang."),
    ("Bà Đặng Thị Hòa đến Đà Nẵng.", "Dang Thi Hoa came to Danang."),
    ("Việt Nam ký thỏa thuận.", "Viet Nam signed the deal."),
    ("Doanh nghiệp Việt Nam ký thỏa thuận.", "Vietnamese companies signed the deal."),
    ("Dân ở TP.HCM phản đối.", "Residents of Ho Chi Minh City protested."),
    ("Dân ở thành phố Hồ Chí Minh phản đối.", "Residents of Saigon protested."),
    ("Dân ở thành phố Hồ Chí Minh phản đối.", "HCMC residents protested."),
    ("Ông đến Bắc Kinh hôm qua.", "He arrived in Beijing yesterday."),
    ("Nga và Mỹ đàm phán.", "Russian and American officials talked."),
    ("Ông Putin gặp ông Trump.", "Putin met Trump."),
    ("Ông Kamof bị bắt.", "Kamov was arrested."),
    ("Vụ việc ở Los Angeles.", "It happened in LA."),
    ("Chính phủ Philippin lên tiếng.", "The Philippine government spoke up."),
    ("Ở Mát-xcơ-va tuyết rơi.", "Snow fell in Moscow."),
    ("Cảnh sát ở Lâm Châu, Trung Quốc, điều tra.", "Police in Linzhou, China, are investigating."),
    ("Thiếu tướng Trần Văn Bình, Bộ Công an.", "Major General Tran Van Binh, Ministry of Public Security."),
    ("Tỉnh Lào Cai đồng ý.", "Lao Cai Province agreed."),
    ("Tương tự, sân bay đóng cửa.", "Likewise, the airport closed."),
    ("Tổng thống đến thăm.", "The President is visiting on Monday."),
    ("Ông Tiêu mua lại nhà máy của Alibaba.", "Xiao bought Alibaba's plant."),
    ("Ông Lưu Vĩnh Khang phát biểu tại Bắc Kinh.", "Liu Yongkang spoke in Beijing."),
    ("Siêu bão Hải Quỳ đổ bộ.", "Super typhoon Haikui made landfall."),
    ("Lũ lớn ở Triết Giang và Hồ Nam.", "Heavy floods hit Zhejiang and Hunan."),
    ("Hoa Kỳ và Vương quốc Anh ký, cùng ông Trump.", "The U.S. and the UK signed, with Trump."),
    ("Các Tiểu vương quốc Ả Rập Thống nhất mua 20 tàu.", "The UAE bought 20 ships."),
    ("Cuộc họp ngày 9 tháng 6 kết thúc.", "The meeting on June9th ended."),
    ("Ngày 2/3, chợ mở lại.", "On 2 MarchOn that day the market reopened."),
    ("Chợ hoa Tết Đinh Dậu 2017 đông khách.", "The 2017 Tet flower market was crowded."),
    ("Miền Tây thiếu nước ngọt.", "Western Vietnam is short of fresh water."),
    ("Vua Xê-út đến dự.", "The Saudi king attended."),
    ("Người Do Thái ở Ba Tư.", "Jewish people in Persia."),
    ("Thành Long đóng phim mới.", "Jackie Chan is making a new film."),
    ("Sao Thổ và chòm Bọ Cạp hiện rõ.", "Saturn and Scorpius were in plain view."),
    ("Động đất mạnh 6 độ Richter.", "The earthquake had a magnitude of 6."),
    ("Họ bán hàng qua Internet.", "They sell their goods online."),
    ("Vở kịch “Kẻ lang thang” mở màn.", "The play “The Vagabond” opens."),
    ("Các công ty công nghệ họp.", "Industrial Technologies met with Families First."),
]


@pytest.mark.parametrize(("source", "output"), KEPT)
def test_a_name_in_any_of_its_forms_is_right(errors, source, output):
    assert not errors(source, output)


CHANGED = [
    ("Ông Nguyễn Thanh Trang phát biểu.", "Nguyen Thanh Trong spoke.", "Trong"),
    ("Ông Nguyễn Thanh Trang phát biểu trong hội nghị.", "Nguyen Thanh Trong spoke there.", "Trong"),
    ("Thiếu tướng Nguyễn Thanh Trang đến.", "Major General Nguyen Than Trang came.", "Than"),
    ("Ông Nguyễn Thanh Trang phát biểu.", "Pham Minh Duc spoke.", "Pham Minh Duc"),
    ("Ông Putin gặp ông Trump.", "Putin met Biden.", "Biden"),
    ("Tỉnh Lào Cai đồng ý.", "The people of Masan Province agreed.", "Masan"),
    ("Các trường ở thành phố Hồ Chí Minh đóng cửa.", "Schools across Moscow closed.", "Moscow"),
    ("Ông Evans sống ở thành phố Hồ Chí Minh.", "Evans lives in Moscow.", "Moscow"),
    ("Quần đảo Phi-líp-pin có bão.", "A storm hit the Chandy archipelago.", "Chandy"),
    ("Nhà máy Samsung cháy.", "The Nokia plant burnt.", "Nokia"),
    ("Hoa Kỳ ký thỏa thuận.", "Sweden signed the deal.", "Sweden"),
    ("Ông nói rằng chợ đã đóng cửa.", "Pepsi said the market had closed.", "Pepsi"),
    ("Ông ấy trả lời.", "Jeff Kolson answered.", "Jeff Kolson"),
]


@pytest.mark.parametrize(("source", "output", "found"), CHANGED)
def test_a_changed_name_is_an_error_that_shows_it(errors, source, output, found):
    assert found in [finding.found for finding in errors(source, output)]


def test_an_invented_name_is_an_error(errors):
    (finding,) = errors("Nhà máy đã đóng cửa.", "The plant has closed, said Ronaldo.")
    assert (finding.kind, finding.found, finding.expected) == ("name", "Ronaldo", None)


def test_a_lost_name_is_an_error_and_a_pronoun_makes_it_a_warning(errors, names):
    source = "Ông Evans đã từ chức."
    assert errors(source, "A resignation followed.")
    found = names(source, "He resigned.")
    assert [finding.severity for finding in found] == ["warning"]


def test_only_where_another_country_is_named_is_a_vietnamese_person_read_as_chinese(errors):
    assert errors("Bà Phạm Thu Minh trúng cử.", "Fan Qiuming was elected.")
    assert not errors("Bà Phạm Thu Minh trúng cử ở Trung Quốc.", "Fan Qiuming was elected in China.")


def test_what_a_term_says_is_no_stranger(errors):
    assert not errors("Cục Công nghiệp An ninh thông báo.", "The Security Industry Department announced it.")
    assert not errors("Lực lượng CAND ra quân.", "The People's Public Security force set out.")


def test_terms_have_an_accepted_form(term_findings):
    source = "Thiếu tướng Trang nói về CAND."
    found = term_findings(source, "The missing General spoke about CAND.")
    assert {finding.expected for finding in found} == {"Major General", "People's Public Security"}
    right = "Major General Trang spoke about the People’s Public Security."
    assert not term_findings(source, right)


def test_bodies_in_pieces_are_no_more_than_a_warning(term_findings):
    source = "Bộ Y tế và Bộ Tài chính họp."
    found = term_findings(source, "The ministries of Health and Finance met.")
    assert {finding.severity for finding in found} <= {"warning"}


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Bộ Công Thương bác tin đồn.", "The ministry denied the rumour."),
        ("TP.HCM sẽ mở thêm bếp ăn.", "More kitchens will open in the city."),
        ("TP.HCM - Trời nắng nóng kéo dài.", "Hot weather drags on."),
        ("Tổng cục Du lịch Thái Lan lên tiếng.", "The Tourism Authority of Thailand spoke up."),
        ("Bộ Nội vụ Kazakhstan lên tiếng.", "The internal affairs ministry of Kazakhstan spoke up."),
        ("Công ty cổ phần Sữa Mai lãi lớn.", "Mai Dairy made a large profit."),
        ("Một sĩ quan bị thương.", "A policeman was hurt."),
    ],
)
def test_what_right_translations_say_shortly_is_no_more_than_a_warning(source, output, term_findings):
    found = term_findings(source, output)
    assert {finding.severity for finding in found} <= {"warning"}


@pytest.mark.parametrize("place", ["tỉnh Yên Bái", "Nghệ An", "Hà Nội", "huyện Bình Chánh"])
def test_a_place_of_vietnam_that_is_lost_is_an_error_or_a_warning_where_a_word_stands_for_it(place, names):
    source = f"Công an {place} bắt 5 người."
    for output, severity in (
        ("The provincial police arrested five people.", "error"),
        ("The police of the northern province arrested five people.", "warning"),
        ("Five people were arrested there by its police.", "warning"),
    ):
        [finding] = names(source, output)
        assert finding.severity == severity
        assert place.lower().endswith(finding.expected.lower())
    kept = "Police in Yen Bai, Nghe An, Hanoi and Binh Chanh arrested five people."
    assert not [one for one in names(source, kept) if one.expected]
    [finding] = names("Tỉnh Yên Bái có 5 người chết.", "Five people died in the province.")
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Bộ Công Thương bác tin đồn.", "The police denied the rumour."),
        ("Bộ Y tế bác tin đồn.", "The Ministry of Defence denied the rumour."),
        ("TP.HCM sẽ mở thêm bếp ăn.", "More kitchens will open."),
        ("Lực lượng CAND - niềm tự hào.", "The force is a source of pride."),
        ("Bộ Nội vụ Kazakhstan lên tiếng.", "The Navy of Kazakhstan spoke up."),
    ],
)
def test_a_body_or_an_abbreviation_that_is_lost_is_an_error(source, output, term_findings):
    found = term_findings(source, output)
    assert "error" in {finding.severity for finding in found}


def test_sino_vietnamese_syllables_read_as_pinyin():
    assert "xijinping" in readings(["Tập", "Cận", "Bình"])
    assert readings(["Hoà"]) == readings(["Hòa"]) == {"he"}
    assert not readings(["Nguyễn", "Gấm"])
    assert {"sun", "chunlan"} <= readings_within(["Tôn", "Xuân", "Lan"])


# Summaries

ARTICLE = document_of(
    "Khai mạc hội nghị",
    [
        "Sáng 12/3, tại Hà Nội, Đại tá Nguyễn Thanh Trang, lãnh đạo Cục Công nghiệp An ninh, khai mạc.",
        "Bộ trưởng Lương Tam Quang dự cùng đại diện tập đoàn Samsung và UBND tỉnh Thanh Hóa.",
        "Lực lượng CAND sẽ làm tốt hơn trong năm nay, theo ông Trang.",
    ],
    "a",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Đại tá Nguyễn Thanh Trang khai mạc hội nghị tại Hà Nội.",
        "Tại Hà Nội, ông Trang nói về lực lượng CAND.",
        "Ông Lương Tam Quang và tập đoàn Samsung dự hội nghị.",
        "Tỉnh Thanh Hoá dự hội nghị.",
        "Hội nghị diễn ra sáng 12/3.",
        "Cục Công nghiệp An ninh khai mạc hội nghị.",
        "UBND tỉnh Thanh Hóa dự.",
    ],
)
def test_the_articles_own_names_are_right_in_a_summary(sentence):
    assert not in_summary(ARTICLE, sentence)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Ông Phạm Tuấn khai mạc hội nghị.", "Phạm Tuấn"),
        ("Hội nghị do Phạm Minh Đức khai mạc.", "Phạm Minh Đức"),
        ("Đại tá Nguyễn Thanh Trong khai mạc hội nghị.", "Nguyễn Thanh Trong"),
        ("Đại tá Nguyễn Thanh Quang khai mạc hội nghị.", "Nguyễn Thanh Quang"),
        ("Hội nghị diễn ra tại Hải Phòng.", "Hải Phòng"),
        ("Tập đoàn Nokia dự hội nghị.", "Nokia"),
        ("Ông Quang Trang dự hội nghị.", "Quang Trang"),
        ("Thiếu tướng Nguyễn Thanh Trang khai mạc.", "thiếu tướng"),
    ],
)
def test_a_name_or_rank_that_the_article_has_not_is_an_error(sentence, found):
    findings = in_summary(ARTICLE, sentence)
    assert [(finding.kind, finding.severity) for finding in findings] == [("name", "error")]
    assert findings[0].found in found


def test_abbreviations_are_the_articles_own():
    assert not abbreviations_of(ARTICLE, "Lực lượng CAND và UBND tỉnh.")
    (finding,) = abbreviations_of(ARTICLE, "Lực lượng CSGT ra quân.")
    assert (finding.kind, finding.found) == ("term", "CSGT")
    (finding,) = abbreviations_of(ARTICLE, "Lực lượng CA ra quân.")  # CAND is another word
    assert finding.found == "CA"
    article = document_of(None, ["Tàu SE5 về TPHCM theo lệnh 03/CT-BCA."], "b")
    assert not abbreviations_of(article, "Tàu SE 5 của BCA về TP.HCM.")


@pytest.mark.parametrize("written", ["TP.HCM", "TP HCM", "TPHCM", "Tp.HCM", "TP. Hồ Chí Minh"])
def test_the_largest_city_is_the_same_however_it_is_written(written):
    for there, here in ((written, "thành phố Hồ Chí Minh"), ("Thành phố Hồ Chí Minh", written)):
        article = document_of(None, [f"Dân ở {there} phản đối việc tăng giá."], "c")
        for sentence in (f"Dân ở {here} phản đối.", f"{here} tăng giá."):
            assert not in_summary(article, sentence)
            assert not abbreviations_of(article, sentence)
    elsewhere = document_of(None, ["Dân ở Hà Nội phản đối việc tăng giá."], "d")
    sentence = f"Dân ở {written} phản đối."
    assert [*in_summary(elsewhere, sentence), *abbreviations_of(elsewhere, sentence)]


# What names are


def test_marks_do_not_count_when_words_are_bared():
    assert bare("Đặng") == bare("Ðặng") == bare("dang") == "dang"


def test_similarity_is_one_for_the_same_and_falls_with_edits():
    assert similarity("kamof", "kamof") == 1
    assert 0.6 < similarity("kamof", "kamov") < 1
    assert similarity("abc", "xyz") == similarity("", "abc") == 0


def test_a_person_is_a_family_name_with_given_names():
    assert is_person(find("Nguyễn Thanh Trang"))
    assert not is_person(find("Công Nghiệp"))
    assert not is_person(find("Hà Nội"))


def test_a_name_made_of_syllables_that_the_article_has_apart_is_found_out(errors):
    source = "Ngày 14/3, thành phố Đà Nẵng sửa cầu quay sông Hàn với 12,5 tỷ đồng."
    made_up = "On March 14, Da Nang repaired the Dong Da swing bridge for VND12.5 billion."
    right = "On March 14, Da Nang repaired the Han River swing bridge for VND12.5 billion."
    assert [finding.found for finding in errors(source, made_up)] == ["Dong Da"]
    assert not errors(source, right)


def test_a_vietnamese_abbreviation_is_not_left_in_the_english(term_findings):
    source = "Lực lượng CAND bảo vệ ANQG."
    left = "The People's Public Security (CAND) protects national security."
    found = term_findings(source, left)
    assert [(finding.severity, finding.found) for finding in found] == [("error", "CAND")]
    right = "The People's Public Security protects national security."
    assert not term_findings(source, right)


def test_what_stands_in_brackets_behind_a_name_must_stand_there_in_the_article():
    article = read_text(
        "Chất vấn\nĐại biểu Nguyễn Văn Bình (Bạc Liêu) hỏi. Đại biểu Trần Thị Lan (Thừa Thiên Huế) đáp.\n"
        "Liên minh châu Âu chưa trả lời.",
        source="a.txt",
    )
    right = "Đại biểu Nguyễn Văn Bình (Bạc Liêu) hỏi đại biểu Trần Thị Lan (Thừa Thiên Huế)."
    assert not in_summary(article, right)
    assert not in_summary(article, "Liên minh châu Âu (EU) chưa trả lời.")
    assert not in_summary(article, "Đại biểu Nguyễn Văn Bình (người hỏi) chờ.")
    for place in ("Hà Nội", "Đồng Nai", "Ưng Hòa", "Ấn Độ"):
        found = in_summary(article, f"Liên minh châu Âu ({place}) chưa trả lời.")
        assert f"“({place})” behind “Âu”" in " ".join(finding.message for finding in found)
    wrong = "Đại biểu Nguyễn Văn Bình (Thừa Thiên Huế) hỏi."
    (finding,) = in_summary(article, wrong)
    assert (finding.kind, finding.severity, finding.found) == ("name", "error", "Thừa Thiên Huế")


def test_a_new_name_stands_for_one_lost_name_and_the_surest_comes_first():
    beside = UnexplainedName("Trong", sure=True, beside=frozenset(("nguyen", "thanh")), before="")
    free = UnexplainedName("Biden", sure=True, beside=frozenset(), before="")
    kept = frozenset(("nguyen", "thanh"))
    pairs = pair(
        Losses(whole=["Trump"], part=[("Nguyễn Thanh Trang", kept)], uncertain=["Hà", "Bắc"]),
        [free, beside],
    )
    assert pairs.whole == (("Trump", free),)
    assert pairs.part == (("Nguyễn Thanh Trang", kept, beside),)
    assert pairs.uncertain == (("Hà", None), ("Bắc", None))
    assert not pairs.added
    assert pair(Losses(excuses=["Lâm Châu"]), [free, beside]).added
    assert pair(Losses(), [free]).added == (free,)
