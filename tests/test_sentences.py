"""Sentence ends as Vietnamese newspapers write them, and cuts of what is too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.sentences import clauses, split

WHOLE = [
    "Sáng nay, TP. Hồ Chí Minh khởi công tuyến metro mới.",
    "UBND TP.HCM vừa phê duyệt quy hoạch khu đô thị.",
    "Lễ công bố diễn ra tại TP. Bà Rịa và TX. Phú Mỹ.",
    "PGS.TS. Nguyễn Văn Bình và PGS. TS. Trần Thị Lan cùng dự.",
    "ThS. Lê Minh, Th.S. Phạm Hoa, BS. Trần Nam và GS. Hoàng Tụy phát biểu.",
    "Ông ở Q.1, còn bà ở Q. 3 và P. Bến Nghé.",
    "Xem Tr. 15 và tr. 20 của báo cáo.",
    "Gặp Ô. Nguyễn Văn Bình ở cơ quan.",
    "Họ mua cam, táo, v.v. và nhiều thứ khác.",
    "Nguyễn V. A. khai nhận hành vi.",
    "Bà Đ. T. K. trú tại xã Xuân Khang.",
    "Tòa tuyên bị cáo L. Trần mười năm tù.",
    "Bác sĩ cứu nạn nhân G. Lê qua cơn nguy kịch.",
    "Công an bắt đối tượng M. Phan tại nhà riêng.",
    "Cháu N. (sinh năm 2005) đi dự tiệc.",
    "Công an bắt anh N.V.T. (32 tuổi, trú Hà Nội).",
    "Nạn nhân là Nguyễn Văn Th. (35 tuổi) và bà P.T.L. (67 tuổi).",
    "Thủ tướng N. Modi thăm Việt Nam.",
    "Bà N.T. Hương khai nhận hành vi.",
    "Cầu dài 1.250 mét, vốn 2,5 tỷ đồng, tăng 8,5% so với 21/4.",
    "Theo vnexpress.net và www.chinhphu.vn, việc này đã xong.",
    "Liên hệ email toasoan.Hanoi@bao.Vn để biết thêm.",
    "Bài No. 5 và mục St. Louis ở trên.",
    "Anh ấy nói... rồi lại thôi.",
    "Chợ bán cá, thịt… và rau.",
    "1. Nội dung cuộc họp được thông qua.",
    "a. Nội dung thứ nhất được thông qua.",
    "Điều 5. Nội dung quản lý nhà nước.",
    "Các việc gồm: họp dân; lấy ý kiến; công bố.",
    '"Anh đi đâu đấy?" ông Nam hỏi.',
    '"Đi thôi!" - ông Nam nói.',
    '"Tôi đã về.", bà Lan cho biết.',
    "Công ty (gọi tắt là X. Có trụ sở ở Hà Nội) bị phạt.",
    "Ông ghi rõ: (...) Việt Nam sẽ tham gia.",
    "Một câu không có dấu chấm ở cuối",
    "Số tiền là… 3 tỷ đồng.",
    "Thông tin trên gplx.gov.vn và Booking.Com là chính xác.",
    # Lists within a sentence.
    "Học sinh cần mang: (1). Bút, (2). Vở và (3). Thước kẻ.",
    "Theo đó: 1. Ông Nam làm trưởng ban, 2. Bà Hoa làm phó ban.",
    "Khuyến cáo ba việc: 1. Báo cháy qua số 114, 2. Cắt cầu dao điện, 3. Dùng bình chữa cháy.",
    "Ưu tiên gồm: 1. Kết nối khu vực; 2. Phát triển bền vững; và 3. Đẩy mạnh cải cách.",
    "Nhiệm vụ gồm: a. Tuần tra, b. Kiểm soát và c. Xử lý vi phạm.",
    "Các phần: I. Mở đầu, II. Nội dung, III. Kết luận.",
    "Khuyến cáo gồm 1. Khóa van gas, 2. Gọi số 114.",
    # Quotations that belong to the sentence around them, or to their speaker.
    'Cuốn sách "Đi đâu? Về đâu?" của nhà văn trẻ bán chạy.',
    "Vở kịch “Ai chết? Ai sống?” công diễn tối nay.",
    '"Cứu tôi với!" Lan hét lên.',
    "“Ai đấy?” Bà Hoa hỏi.",
    '"Đi đâu? Về đâu?", ông Nam hỏi.',
    # Initials and titles.
    "Nhà văn J. R. R. Tolkien và George R.R. Martin đều nổi tiếng.",
    "Nghi can là chị P. T.H. N. (29 tuổi, ngụ Ninh Thuận).",
    "LS. Trần Ngọc, KTS. Lê Hải, NSND. Trà Giang và Bs. CKII. Vũ Nam cùng dự.",
    "HLV. Park Hang Seo và DS. Lê Mai cùng dự.",
    # Glued points that end nothing.
    "Gặp PGS.TS.Nguyễn Văn Bình và ThS.BS.Lê Hoa ở TP.Hồ Chí Minh.",
    "Nhà ở Q.Hai Bà Trưng, P.Bến Nghé, H.Bình Chánh.",
    "Giá 1.250.000 đồng, phiên bản 2.0, ngày 12.3.2024.",
    "Xem Vnexpress.Net, Booking.Com hay Node.Js để biết.",
    "1.Nội dung cuộc họp được thông qua.",
    "Bà N.T.Hương và ông Lê V.Nam khai nhận.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_no_end_where_a_point_means_something_else(text):
    assert split(text) == [(0, len(text))]


PARTED = [
    # Works cited, notes and dates with spaces
    ["Theo Trần et al. [2004], mực nước biển tăng.", "Theo Lê et al. (2010) thì không.", "Ai đúng?"],
    ["Nghiên cứu đăng năm 2020.[1]", "Kết quả được xác nhận.[2][3]", "Không ai phản đối."],
    ["Ông sinh ngày 1. 5. 1975 tại Huế.", "Bà sinh ngày 12.10. 1980.", "Họ gặp nhau năm 2000."],
    ["Mt. Everest cao nhất.", "Xem Vol. 2, tr. 5.", "BS.CKII. Lê Hoa ký tên."],
    # Marks that stop no sentence, or another one than usual
    ["Ông chờ . . . rồi bỏ đi.", "Trời mưa . . .", "Không ai về."],
    ["a) Không dừng xe; b) Không nhường đường.", "c) Vượt đèn đỏ."],
    ["ii. Đây là mục hai.", "Nó dài hơn."],
    # Quotations in other marks, and one in another
    ["Ông nói 'Tôi không biết. Thật đấy.' rồi đi.", "Trời tối."],
    ["Ông nói ‘Tôi không biết. Thật đấy.’ rồi đi.", "Trời tối."],
    ["Anh hỏi: „Đi đâu?“", "Chị đáp: ‚Ra chợ.‘", "»Trời mưa to quá.«", "Ông dừng xe."],
    ["Ông kể: “Mẹ bảo ‘Con về đi!’ rồi khóc.”", "Cả nhà im lặng."],
    ["Ông kể: “Mẹ bảo “Con về đi!” rồi khóc.”", "Cả nhà im lặng."],
    ['Khẩu hiệu “"Không! Không!" là câu trả lời” gây chú ý.', "Mọi người cười."],
    # A dialogue in dashes, whose speaker is told
    ["– Anh đi đâu đấy? – Chị hỏi.", "– Tôi về quê. – Đức đáp.", "– Bao giờ lên?"],
    ["— Mấy giờ rồi? — Cô bé hỏi khẽ.", "— Gần trưa rồi cháu.", "— Tôi hỏi anh ấy từ sáng rồi."],
    # Apostrophes and minutes, which are no quotation marks
    ["Bàn thắng: Quang Hải (5'), Công Phượng (67').", "H'Hen Niê cổ vũ.", "Trận đấu khép lại."],
    ["Victoria ' s Secret mới đủ lớn.", "Victoria ' s Secret bán hàng nhanh."],
    ["Trời mưa to.", "Nước dâng cao."],
    ["Ông nói: “Tôi đồng ý.”", "Mọi người vỗ tay."],
    ['"Chúng tôi phải đi.', 'Không ai ở lại."', "Ông Nam nói vậy."],
    ["(Việc này đã xong.)", "Mọi người ra về."],
    ["Thật vậy sao?!", "Không ai tin."],
    ["Cháy nhà...", "Mọi người bỏ chạy."],
    ["Cháy nhà…", "Mọi người bỏ chạy."],
    ["Họ mua cam, táo, v.v.", "Sau đó họ về."],
    # One syllable of a person's title is none: tố cáo, bị, phản đối.
    ["Họ viết đơn tố cáo C.", "Trao đổi với báo, bà nói vậy."],
    ["Nhà máy này bị C.", "Lê Lợi là tên đường."],
    ["Cả xã đều phản đối G.", "Phan Rang thì không."],
    ["Bị bắt là Nguyễn Văn A.", "Công an cho biết vụ việc đang điều tra."],
    ["Xe va chạm với anh Trần Văn T.", "Nguyên nhân đang được điều tra."],
    ["Nạn nhân là N.T.L.", "Bệnh viện đang cấp cứu."],
    ["Bị hại là cháu T.", "Do vậy, công an vào cuộc."],
    ["Bà có thẻ của TP.", "Ông cũng có."],
    ["Họ đến TP.HCM.", "Trời đang mưa."],
    ["Hội nghị các nước Đông Nam Á.", "Mỹ cũng tham gia."],
    ["Việc này xong năm 2020.", "15 người đã về."],
    ["Cây cầu dài 500 m.", "Các xe đi qua."],
    ["Điều đó thật lạ (!?)", "Khi được hỏi, ông im lặng."],
    ["Đảng Cộng sản Việt Nam./.", "Hội nghị kết thúc."],
    ["Giá 5.000 đồng.", "iPhone tăng giá."],
    ["Ông về Việt Nam.", "“Tôi rất vui”, ông nói."],
    ["Anh ta im lặng!", "- Đi thôi."],
    ["Cháy lan ra các quận 1, 3, 5.", "Đây là vụ cháy lớn."],
    ["Ông nói: “Cứu tôi với!”", "Lan nói không nghe thấy."],
    ["Có ba việc: 1. Báo cháy.", "2. Cắt điện."],
    ["Cô ấy được NSND. Trà Giang dìu.", "A. B. Yehoshua thì không."],
]


@pytest.mark.parametrize("sentences", PARTED, ids=lambda sentences: sentences[0])
def test_ends_and_what_belongs_to_them(sentences):
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split(text)] == sentences


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Việc diễn ra hôm nay.Tại buổi lễ, ông phát biểu.", "Việc diễn ra hôm nay."),
        ("Việc xong năm 2020.Sau đó họ về.", "Việc xong năm 2020."),
        ("Đại diện Bộ (Bộ Quốc phòng).Phát biểu tại đây, ông nói.", "Đại diện Bộ (Bộ Quốc phòng)."),
        ('Ông bắt đầu nói."Chúng tôi rất vui", ông kể.', "Ông bắt đầu nói."),
        ("Thật không?Không ai tin.", "Thật không?"),
    ],
)
def test_a_missing_space_hides_no_end(text, first):
    spans = split(text)
    assert len(spans) == 2
    assert text[slice(*spans[0])] == first


ENDS = [
    "Trẻ nghi ngộ độc.",
    "Trường đóng cửa lúc 13h30.",
    "Anh bị bắt lúc 9h.",
    "Tỷ lệ đạt 35%.",
    "Cầu dài 500 m.",
    "Rộng 30 m2.",
    "Xe chạy 80 km/h.",
    "Nặng 5kg.",
    "Giá 30.000 đồng/kg.",
    "Ông ở TP.HCM.",
    "Vụ việc do UBND.",
    "Họ họp ngày 30/4/2025.",
    "Lương là 2.500.000.",
    "Bệnh viện Nhi đồng 1.",
    "Bệnh nhân mắc COVID-19.",
    "Đó là vitamin C.",
    "Theo khoản 2.",
    "Nghi can là Nguyễn Văn A.",
    "Anh không đồng ý.",
    "Vui quá!",
    "Có thật không?",
    "Đi thôi…",
    "Mai đi nhé.",
    "Giá 5$.",
    "Trời 35°C.",
]
STARTS = [
    "Ông Nam khai nhận.",
    "Sau đó đoàn ra về.",
    "Đến 18h, trẻ xuất viện.",
    "Bệnh viện đã đóng cửa.",
    "Nguyên nhân là điện.",
    "Đây là mức thấp.",
    "Công an đang điều tra.",
    "Ở đây mưa to.",
    "Bốn trẻ đã về.",
]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("between", ["", " "])
def test_whatever_ends_a_sentence_ends_it_with_and_without_a_space(end, start, between):
    text = f"{end}{between}{start}"
    assert [text[slice(*span)] for span in split(text)] == [end, start]


@pytest.mark.parametrize("next_", ["TP HCM có mưa.", "FBI vào cuộc.", "Sputnik đưa tin.", "28 trẻ đã về."])
def test_after_a_vietnamese_word_whatever_begins_a_sentence_begins_one(next_):
    text = f"Trẻ nghi ngộ độc.{next_}"
    assert text[slice(*split(text)[1])] == next_


def test_pictures_after_a_stop_belong_to_its_sentence():
    text = "Vui quá!😍Mai đi tiếp nhé.❤️Ai đi giơ tay🙋"
    parts = [text[slice(*span)] for span in split(text)]
    assert parts == ["Vui quá!😍", "Mai đi tiếp nhé.❤️", "Ai đi giơ tay🙋"]


def test_the_stops_of_chinese_and_japanese_are_stops():
    text = "Ông viết chữ 「福」。Mọi người vỗ tay！他走了。ở lại"
    parts = [text[slice(*span)] for span in split(text)]
    assert parts == ["Ông viết chữ 「福」。", "Mọi người vỗ tay！", "他走了。", "ở lại"]


@given(st.lists(st.sampled_from(["Báo cháy", "Ông Nam", "Cắt điện", "Đi ra ngoài"]), min_size=2, max_size=9))
def test_the_numbers_of_a_list_in_a_sentence_end_none(items):
    for mark in ("{}. ", "({}). ", "({}) "):
        listed = ", ".join(mark.format(number) + item for number, item in enumerate(items, 1))
        text = f"Các việc gồm: {listed}. Người dân cần nhớ."
        assert len(split(text)) == 2


def test_text_without_any_capital_is_split_all_the_same():
    assert len(split("hôm nay trời mưa. mai trời nắng. kia có gió.")) == 3


VIETNAMESE = (
    st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyÁẠTPQHN0159 .…!?\"“”'’«»()[],;:/-@\n\t\u00a0"))
    | st.text()
)


@given(VIETNAMESE)
def test_sentences_and_the_space_between_them_are_the_whole_text(text):
    place = 0
    for start, end in split(text):
        assert text[place:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        place = end
    assert text[place:].strip() == ""


LONG = [
    "từ " * 70_000,
    "a" * 200_000,
    "." * 200_000,
    "a." * 100_000,
    "A. " * 70_000,
    "(" * 200_000,
    "(A. " * 50_000,
    '." ' * 70_000,
    ". )" * 70_000,
    "hôm nay.Tại " * 20_000,
    "…\u3000" * 100_000,
    "tp.hcm." * 30_000,
    "1." * 100_000,
    "." + " " * 200_000 + "”",
    '"a!" Lan ' * 20_000,
    "1. A, 2. B, " * 16_000,
    "độc.Trẻ" * 28_000,
    "!😍" * 60_000,
    "。" * 200_000,
    "“a? B” c " * 20_000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:8]))
def test_two_hundred_thousand_characters_of_anything_end(text):
    assert split(text)[-1][1] == len(text.rstrip())


def test_a_sentence_of_five_thousand_words_is_one_sentence():
    assert len(split("Từ " + "từ " * 4_998 + "từ.")) == 1


# Clauses


def words(most):
    return lambda part: len(part.split()) <= most


def parts(text, most):
    return [text[start:end] for start, end in clauses(text, words(most))]


def test_what_fits_stays_whole():
    assert parts(" Một câu ngắn; vừa đủ. ", 10) == ["Một câu ngắn; vừa đủ."]
    assert parts("  ", 10) == []


def test_semicolons_come_before_commas_and_conjunctions():
    text = "Hội nghị bàn về kinh tế, văn hóa; đồng thời bàn về an ninh, và quốc phòng"
    assert parts(text, 12) == [
        "Hội nghị bàn về kinh tế, văn hóa;",
        "đồng thời bàn về an ninh, và quốc phòng",
    ]


def test_a_comma_before_a_conjunction_comes_before_other_commas():
    text = "Ông đến Hà Nội, gặp gỡ người dân, nhưng không gặp được chủ tịch, cán bộ"
    assert parts(text, 10)[0] == "Ông đến Hà Nội, gặp gỡ người dân,"


def test_the_dash_of_a_compound_is_a_place_to_cut_only_where_there_is_no_other():
    text = "Phát huy năng lực khoa học - công nghệ nội sinh và mục tiêu xây dựng lực lượng đến năm 2030"
    assert parts(text, 13)[0].endswith("khoa học - công nghệ nội sinh")


def test_numbers_are_never_cut():
    text = "giá 1.250,5 và 2,5 rồi 21/4 " * 20
    for part in parts(text, 5):
        assert set(part.split()) <= set(text.split())


def test_quotes_and_brackets_stay_whole_if_that_can_be():
    text = "Ông nói về việc này rằng “chúng ta, tất cả, cùng làm việc” và mọi người đồng ý như thế"
    assert any("“chúng ta, tất cả, cùng làm việc”" in part for part in parts(text, 14))


def test_parts_are_balanced():
    sizes = [len(part.split()) for part in parts("từ " * 1_000, 60)]
    assert max(sizes) <= 60
    assert min(sizes) >= 25


def test_a_single_word_is_not_cut_whatever_the_limit():
    assert clauses("nghiêng nghiêng", lambda _: False) == [(0, 7), (8, 15)]


@given(VIETNAMESE, st.integers(1, 9))
def test_clauses_and_the_space_between_them_are_the_whole_text(text, most):
    place = 0
    for start, end in clauses(text, words(most)):
        assert text[place:start].strip() == ""
        assert start < end
        assert len(text[start:end].split()) <= most
        place = end
    assert text[place:].strip() == ""


@pytest.mark.parametrize("text", LONG[:8], ids=lambda text: repr(text[:8]))
def test_clauses_of_two_hundred_thousand_characters_end(text):
    assert clauses(text, lambda part: len(part) <= 500)[-1][1] == len(text.rstrip())
