"""Places by their Vietnamese names: those with another name in English, and those at home, which keep it."""

# What Vietnamese calls places and peoples whose name in English is another, where a glossary of whole terms
# cannot: of one syllable, which might be a person's, or spelt in many ways.
PLACES = {
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
    "Gruzia": "Georgia Georgian",
    "HCM": "Ho Chi Minh Saigon",
    "TPHCM": "Ho Chi Minh Saigon",
    "Hàn": "Korea Korean",
    "Hoa": "China Chinese American United States US",
    "Irac": "Iraq Iraqi",
    "Ireland": "Irish",
    "Kavkaz": "Caucasus Caucasian Transcaucasian",
    "Koran": "Qur'an Quran",
    "Krym": "Crimea Crimean",
    "Lào": "Laos Lao Laotian",
    "Litva": "Lithuania Lithuanian",
    "Matxcova": "Moscow Muscovite",
    "Moskva": "Moscow Muscovite",
    "Mỹ": "America American United States US",
    "Myanmar": "Burma Burmese",
    "Nauy": "Norway Norwegian",
    "Ngà": "Ivory Côte",
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
    "Việt": "Vietnam Vietnamese",
    "Wales": "Welsh",
    "Xiri": "Syria Syrian",
    "Ý": "Italy Italian",
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
