"""Names that are others in English, of places above all, and places at home, which keep theirs."""

import re

_WORD = re.compile(r"[^\W_]+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")

# What Vietnamese calls places and peoples whose name in English is another, where a glossary of whole terms
# cannot: of one syllable, which might be a person's, or spelt in many ways.
PLACES = {
    "Anpơ": "Alps Alpine",
    "Afganistan": "Afghanistan Afghan",
    "Ailen": "Ireland Irish",
    "Anh": "Britain British England English UK Briton",
    "Áo": "Austria Austrian",
    "Á": "Asia Asian",
    "Âu": "Europe European Eurasia",
    "Ấn": "India Indian",
    "Bỉ": "Belgium Belgian",
    "Bretagne": "Brittany",
    "Campuchia": "Cambodia Cambodian",
    "Cửu": "Mekong",
    "Dubai": "Emirates Emirati Emiratis",
    "Đức": "Germany German",
    "Guyane": "French Guiana",
    "Gruzia": "Georgia Georgian",
    "HCM": "Ho Chi Minh Saigon",
    "TPHCM": "Ho Chi Minh Saigon",
    "Hàn": "Korea Korean",
    "Hoa": "China Chinese American United States US",
    "Irac": "Iraq Iraqi",
    "Irắc": "Iraq Iraqi",
    "Ireland": "Irish",
    "Kavkaz": "Caucasus Caucasian Transcaucasian",
    "Koran": "Qur'an Quran",
    "Krym": "Crimea Crimean",
    "Lào": "Laos Lao Laotian",
    "Liban": "Lebanon Lebanese",
    "Litva": "Lithuania Lithuanian",
    "Matxcova": "Moscow Muscovite",
    "Mátxcơva": "Moscow Muscovite",
    "Moskva": "Moscow Muscovite",
    "Mỹ": "America American United States US",
    "Myanmar": "Burma Burmese",
    "Maroc": "Morocco Moroccan",
    "Nauy": "Norway Norwegian",
    "Ngà": "Ivory Côte",
    "Nin": "Nile",
    "Nga": "Russia Russian",
    "Nhật": "Japan Japanese",
    "Noel": "Christmas Santa Claus",
    "Pháp": "France French Frenchman",
    "Phi": "Africa African Philippines Filipino",
    "phi": "Africa African",
    "âu": "Europe European",
    "á": "Asia Asian",
    "Philippin": "Philippines Filipino",
    "Philippines": "Filipino",
    "Praha": "Prague",
    "Thái": "Thailand Thai",
    "Triều": "Korea Korean",
    "Úc": "Australia Australian Aussie",
    "Sachsen": "Saxony Saxon",
    "Séc": "Czech",
    "Síp": "Cyprus Cypriot",
    "Venezia": "Venice Venetian",
    "VN": "Vietnam Vietnamese",
    "Việt": "Vietnam Vietnamese",
    "Wales": "Welsh",
    "Xê": "Saudi",
    "Xêút": "Saudi",
    "Xiri": "Syria Syrian",
    "Ý": "Italy Italian",
}

# The same for names of several syllables, which are looked for as they stand: places, peoples and faiths,
# stars, and people whom English knows by a spelling that is not pinyin.
FAMED = {
    "Ba Lê": "Paris",
    "Ba Tư": "Persia Persian Iran Iranian",
    "Bảo Bình": "Aquarius",
    "Bạch Dương": "Aries",
    "Bắc Âu": "Nordic Scandinavia Scandinavian",
    "Bờ Biển Ngà": "Ivory Coast Côte Ivoire Ivorian",
    "Bọ Cạp": "Scorpio Scorpius",
    "Cao Hùng": "Kaohsiung",
    "Châu Nhuận Phát": "Chow Yun-fat",
    "Cơ Đốc": "Christ Christian Christianity",
    "Cự Giải": "Cancer",
    "Do Thái": "Jew Jewry Jewish Judaism Israel Israeli Hebrew Zionist",
    "Diêm Vương": "Pluto",
    "Đạt Lai": "Dalai Lama",
    "Đền Thánh": "Temple Mount",
    "Điếu Ngư": "Diaoyu Senkaku",
    "Đông Dương": "Indochina Indochinese",
    "Đức Bà": "Notre Dame Lady",
    "Đức Phật": "Buddha Buddhist",
    "Giáng sinh": "Christmas Xmas",
    "Giê-su": "Jesus Christ",
    "Giêsu": "Jesus Christ",
    "Hải Vương": "Neptune",
    "Hồi giáo": "Islam Islamic Islamist Muslim Jihad Jihadi Jihadist mosque",
    "Kim Ngưu": "Taurus",
    "Khổng Tử": "Confucius Confucian",
    "Ki-tô": "Christ Christian Christianity",
    "Kitô": "Christ Christian Christianity",
    "La Mã": "Rome Roman",
    "Lạt Ma": "Lama",
    "Lại Thanh Đức": "Lai Ching-te",
    "Lâm Trịnh Nguyệt Nga": "Carrie Lam",
    "Lý Hiển Long": "Lee Hsien Loong",
    "Lý Liên Kiệt": "Jet Li",
    "Lý Quang Diệu": "Lee Kuan Yew",
    "Lý Tiểu Long": "Bruce Lee",
    "Ma Kết": "Capricorn Capricornus",
    "Mã Anh Cửu": "Ma Ying-jeou",
    "Mã Lai": "Malay Malaysia Malaysian Malaya",
    "Mạc Tư Khoa": "Moscow",
    "Miến Điện": "Myanmar Burma Burmese",
    "Nam Tư": "Yugoslavia Yugoslav",
    "Nhân Mã": "Sagittarius centaur",
    "Phác Cận Huệ": "Park Geun-hye",
    "Phục Sinh": "Easter",
    "Sao Hỏa": "Mars Martian",
    "Sao Kim": "Venus",
    "Sao Mộc": "Jupiter Jovian",
    "Sao Thổ": "Saturn",
    "Sao Thủy": "Mercury",
    "Song Ngư": "Pisces",
    "Song Tử": "Gemini",
    "Sư Tử": "Leo Lion",
    "Tân Gia Ba": "Singapore",
    "Tân Trúc": "Hsinchu",
    "Tây Tạng": "Tibet Tibetan Lama",
    "Thái Anh Văn": "Tsai Ing-wen",
    "Thành Cát Tư Hãn": "Genghis Khan",
    "Thành Long": "Jackie Chan",
    "Thiên Bình": "Libra",
    "Thiên Vương": "Uranus",
    "Tiệp Khắc": "Czechoslovakia Czechoslovak Czech",
    "Tin Lành": "Protestant Evangelical",
    "Tôn Dật Tiên": "Sun Yat-sen",
    "Tôn Trung Sơn": "Sun Yat-sen",
    "Trân Châu Cảng": "Pearl Harbor Harbour",
    "Tưởng Giới Thạch": "Chiang Kai-shek",
    "Xử Nữ": "Virgo",
}

# Provinces before and after the mergers of 2025, and the towns that the news name most; without Hà Nam, which
# is Henan as well.
_HOME = (
    "An Giang|Bà Rịa|Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|"
    "Bình Phước|Bình Thuận|Cà Mau|Cao Bằng|Cần Thơ|Đà Lạt|Đà Nẵng|Đắk Lắk|Đắk Nông|Đắc Lắc|Điện Biên|"
    "Điện Biên Phủ|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nội|Hà Tĩnh|Hạ Long|Hải Dương|Hải Phòng|"
    "Hậu Giang|Hòa Bình|Hoà Bình|Hồ Chí Minh|Hội An|Huế|Hưng Yên|Khánh Hòa|Khánh Hoà|Kiên Giang|Kon Tum|"
    "Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|Long An|Nam Định|Nghệ An|Nha Trang|Ninh Bình|Ninh Thuận|"
    "Phan Thiết|Phú Quốc|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sa Pa|"
    "Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thanh Hoá|Thủ Đức|Thừa Thiên|Tiền Giang|"
    "Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái"
)
HOME = frozenset(_HOME.split("|"))

_CITY = re.compile(
    r"\b(?:(?:TP|Tp|tp|[Tt]hành phố)(?:\. ?| )?)?HCM\b|\b(?:TP|Tp|tp)(?:\. ?| )?(?=Hồ Chí Minh\b)"
)


def with_whole_city(text: str) -> str:
    """A text where `TP.HCM`, however it is written, is `thành phố Hồ Chí Minh`."""
    return _CITY.sub(lambda match: "thành phố " + "Hồ Chí Minh" * match[0].endswith("HCM"), text)


def english_of(text: str) -> list[str]:
    """The English words for the names of a Vietnamese text that are others in English."""
    hyphened = (word.replace("-", "") for word in _HYPHENED.findall(text))
    found = [PLACES[word] for word in (*_WORD.findall(text), *hyphened) if word in PLACES]
    return found + [english for name, english in FAMED.items() if name in text]
