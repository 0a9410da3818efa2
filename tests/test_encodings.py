"""Old Vietnamese encodings are read, found out or refused, and a guess is always told."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError, UsageError
from summarizer.text.encodings import ENCODINGS, decode
from summarizer.text.vietnamese import is_marked_syllable, language_of

TEXT = (
    "Tổng cục Thống kê cho biết, chỉ số giá tiêu dùng của cả nước tăng nhẹ. Các chuyên gia nói những kỳ vọng"
    " ấy được xem là hợp lý, và người dân không phải lo lắng về giá xăng dầu."
)
TONES = "\u0300\u0301\u0303\u0309\u0323"

# As the two vendors' own keyboards wrote it: https://vietunicode.sourceforge.net/charset
TCVN3 = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
        strict=True,
    )
)
_VNI_LETTERS = re.findall(
    r"\S+",
    "aù aø aû aõ aï aâ aê aá aà aå aã aä aé aè aú aü aë eù eø eû eõ eï eâ eá eà eå eã eä í ì æ ó ò"
    " où oø oû oõ oï oâ ô oá oà oå oã oä ôù ôø ôû ôõ ôï uù uø uû uõ uï ö öù öø öû öõ öï yù yø yû yõ î ñ",
)
VNI = dict(
    zip(
        "áàảãạâăấầẩẫậắằẳẵặéèẻẽẹêếềểễệíìỉĩịóòỏõọôơốồổỗộớờởỡợúùủũụưứừửữựýỳỷỹỵđ",
        _VNI_LETTERS,
        strict=True,
    )
)
VNI |= {old.upper(): new.upper() for old, new in VNI.items()}


def tcvn3(text):
    return "".join(TCVN3.get(letter, letter) for letter in text).encode("latin-1")


def vni(text):
    return "".join(VNI.get(letter, letter) for letter in text).encode("latin-1")


def windows_1258(text):
    """As Windows types it: circumflex, breve and horn within the letter, the tone after it."""
    typed = ""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        base = "".join(mark for mark in apart if mark not in TONES)
        typed += unicodedata.normalize("NFC", base) + "".join(mark for mark in apart if mark in TONES)
    return typed.encode("cp1258")


OLD = {"tcvn3": tcvn3, "vni": vni, "windows-1258": windows_1258}


@pytest.mark.parametrize("name", OLD)
def test_an_old_encoding_is_found_out_and_the_guess_is_told(name):
    decoded = decode(OLD[name](TEXT), source="a.txt")
    assert (decoded.text, decoded.encoding) == (TEXT, name)
    (finding,) = decoded.findings
    assert (finding.kind, finding.severity) == ("encoding", "warning")
    assert name in finding.message
    assert "set input.encoding" in finding.message


@pytest.mark.parametrize("name", OLD)
def test_an_encoding_that_was_named_is_no_guess(name):
    decoded = decode(OLD[name](TEXT), source="a.txt", encoding=name)
    assert (decoded.text, decoded.encoding, decoded.findings) == (TEXT, name, ())


@pytest.mark.parametrize("name", OLD)
def test_every_letter_of_an_old_encoding_is_known(name):
    letters = "".join(TCVN3) if name == "tcvn3" else "".join(VNI)
    text = " ".join(letter + "n" for letter in letters)
    assert decode(OLD[name](text), source="a.txt", encoding=name).text == text


def test_the_capitals_that_tcvn3_left_to_a_font_come_back_where_that_can_be_known():
    data = tcvn3("HộI NGHị TổNG KếT\nNộI dung ở Hà Nội, Thủ đô và TP. Huế")
    assert decode(data, source="a", encoding="tcvn3").text == (
        "HỘI NGHỊ TỔNG KẾT\nNỘI dung ở Hà Nội, Thủ đô và TP. Huế"
    )


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_windows_punctuation_survives(name):
    data = b"\x93" + OLD[name]("Tổng cục") + b"\x94 \x96 " + OLD[name]("nói") + b"\x85"
    assert decode(data, source="a", encoding=name).text == "“Tổng cục” – nói…"


@pytest.mark.parametrize("name", OLD)
def test_what_was_once_saved_as_western_letters_is_undone(name):
    garbled = OLD[name](TEXT).decode("latin-1")
    decoded = decode(garbled.encode("utf-8"), source="a.txt")
    assert (decoded.text, decoded.encoding) == (TEXT, name)
    assert "Western" in decoded.findings[0].message


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_utf8_that_was_encoded_twice_is_undone(wrong):
    text = "Bộ Công an họp tại Hà Nội"
    data = text.encode("utf-8")
    garbled = "".join(
        bytes((byte,)).decode(wrong)
        if wrong == "latin-1" or byte not in b"\x81\x8d\x8f\x90\x9d"
        else chr(byte)
        for byte in data
    )
    assert decode(garbled.encode("utf-8"), source="a.txt").text == text


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Plain English without any mark.",
        "Élodie a déjà mangé à l'hôtel près du château, où l'été fut très agréable et l'âme légère.",
        "Größere Mühe lohnt sich für schöne Gärten, wo Bäume über Zäune wachsen und Vögel zwitschern.",
        "El niño comió más jamón y después durmió según su mamá; así pasó el último día del año.",
        "A solução não é fácil, mas há opções à disposição das nações e dos cidadãos irmãos até amanhã.",
        "Á, có gì?",
        "«Có», ông nói; 30°C, 5 km².",
    ],
)
def test_good_utf8_is_left_alone_without_a_word(text):
    decoded = decode(text.encode("utf-8"), source="a.txt")
    assert (decoded.text, decoded.encoding, decoded.findings) == (text, "utf-8", ())


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(codec):
    decoded = decode(TEXT.encode(codec), source="a.txt")
    assert (decoded.text, decoded.findings) == (TEXT, ())
    assert decoded.encoding == codec.removesuffix("-sig")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_a_guess(codec):
    decoded = decode(TEXT.encode(codec), source="a.txt")
    assert (decoded.text, decoded.encoding) == (TEXT, "utf-16")
    assert decoded.findings[0].kind == "encoding"
    assert decode(TEXT.encode(codec), source="a.txt", encoding="utf-16").text == TEXT


@pytest.mark.parametrize(
    "data",
    ["Ceci est déjà l'été à l'hôtel".encode("latin-1"), bytes(range(0xA0, 0x100)) * 3, b"Tin m\xff\xfe\xfd"],
)
def test_what_no_encoding_fits_clearly_is_refused_with_the_option(data):
    with pytest.raises(InputError, match=r"^a\.txt: not UTF-8 \(byte \d+\).*give input\.encoding") as caught:
        decode(data, source="a.txt")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "name"), [(b"\xff\xff\xff", "utf-8"), (b"abc", "utf-16"), (b"\xd9\xda \x8a", "windows-1258")]
)
def test_bytes_that_are_not_in_the_named_encoding_are_refused(data, name):
    with pytest.raises(InputError, match=rf"^a\.txt: not {name} \(byte \d+\); .*with input\.encoding"):
        decode(data, source="a.txt", encoding=name)


def test_a_named_encoding_that_makes_no_vietnamese_is_told():
    (finding,) = decode(tcvn3(TEXT), source="a.txt", encoding="vni").findings
    assert "hardly a word is Vietnamese" in finding.message


@pytest.mark.parametrize("text", [TEXT, "Le ministre a dit.", "The minister said so."])
def test_utf8_that_was_named_utf16_is_told(text):
    data = text.encode()
    decoded = decode(data + b" " * (len(data) % 2), source="a.txt", encoding="utf-16")
    (finding,) = decoded.findings
    assert (finding.kind, finding.severity) == ("encoding", "warning")
    assert finding.message == "read as utf-16, as told, but it looks like utf-8; leave input.encoding out"


def test_an_old_encoding_that_was_named_utf16_is_told():
    data = tcvn3(TEXT)
    (finding,) = decode(data + b" " * (len(data) % 2), source="a.txt", encoding="utf-16").findings
    assert "looks like tcvn3" in finding.message


def test_letters_that_utf8_only_carries_are_told_where_it_was_named():
    (finding,) = decode(tcvn3(TEXT).decode("cp1252").encode(), source="a.txt", encoding="utf-8").findings
    assert "looks like tcvn3" in finding.message


CHINESE = "北京今天下雨。市政府说,明天 雨会停。\n居民很高兴,孩子们 也很高兴。"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("text", [TEXT, CHINESE, "你好", "The minister said so.", "Le ministre a déclaré."])
def test_a_unicode_that_was_named_rightly_is_not_doubted_in_any_language(text, codec):
    decoded = decode(text.encode(codec), source="a.txt", encoding=codec[:6].removesuffix("-"))
    assert (decoded.text, decoded.findings) == (text, ())


def test_letters_lost_before_are_told():
    (finding,) = decode("Tin m\ufffdi c\ufffd".encode(), source="a.txt").findings
    assert finding.message.startswith("2 characters lost")


def test_an_unknown_encoding_is_a_usage_error_that_lists_the_known():
    with pytest.raises(UsageError) as caught:
        decode(b"a", source="a.txt", encoding="viscii")
    assert all(name in str(caught.value) for name in ENCODINGS)


@given(st.binary(max_size=300), st.sampled_from(ENCODINGS))
def test_any_bytes_are_decoded_or_refused(data, encoding):
    try:
        assert isinstance(decode(data, source="a.txt", encoding=encoding).text, str)
    except InputError:
        return


@pytest.mark.parametrize(
    "word", ["nghiêng", "Người", "khuỷu", "Đà", "được", "quốc", "giữa", "yêu", "TỔNG", "Ý"]
)
def test_syllables(word):
    assert is_marked_syllable(word)


@pytest.mark.parametrize("word", ["ban", "côc", "tæng", "déjà", "cắp̀", "für", "ção", "bảc", "năo", "xyź"])
def test_no_syllables(word):
    assert not is_marked_syllable(word)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXT, "vi"),
        ("Có 5 người.", "vi"),
        ("Samsung Galaxy S24 Ultra có giá 30 triệu đồng", "vi"),
        ("The minister said that the plan was approved by the council.", "en"),
        ("Le ministre a déclaré que le plan était approuvé.", "und"),
        ("Hom nay troi mua rat to o Ha Noi", "und"),
        ("北京今天下雨", "und"),
        ("123 456", "und"),
    ],
)
def test_language(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize("encoding", ["auto", "utf-8"])
def test_a_broken_byte_among_good_utf8_is_read_and_told(encoding):
    data = TEXT.encode()
    decoded = decode(data.replace(b" ", b" \xff", 1), source="a.txt", encoding=encoding)
    assert decoded.encoding == "utf-8"
    assert decoded.text.replace("\ufffd", "") == TEXT
    (finding,) = decoded.findings
    assert finding.message == "1 broken byte of UTF-8 read as U+FFFD; use the original"
