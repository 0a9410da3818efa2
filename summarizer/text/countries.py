"""Countries by their names and peoples in English, to tell one from another that is spelt nearly so."""

from summarizer.text.names import bare

_COUNTRIES = (
    "Afghanistan Afghan|Albania Albanian|Algeria Algerian|America American US USA UnitedStates|"
    "Angola Angolan|Argentina Argentine Argentinian|Armenia Armenian|Australia Australian Aussie|"
    "Austria Austrian|Azerbaijan Azerbaijani|Bahrain Bahraini|Bangladesh Bangladeshi|"
    "Belarus Belarusian Belarussian|Belgium Belgian|Bolivia Bolivian|Bosnia Bosnian|Brazil Brazilian|"
    "Britain British Briton England English UK UnitedKingdom|Bulgaria Bulgarian|Cambodia Cambodian|"
    "Cameroon Cameroonian|Canada Canadian|Chile Chilean|China Chinese|Colombia Colombian|"
    "Congo Congolese|Croatia Croatian Croat|Cuba Cuban|Cyprus Cypriot|Czechia Czech|Denmark Danish Dane|"
    "Egypt Egyptian|Estonia Estonian|Ethiopia Ethiopian|Finland Finnish Finn|"
    "France French Frenchman Frenchmen|Georgia Georgian|Germany German|Ghana Ghanaian|Greece Greek|"
    "Guinea Guinean|Hungary Hungarian|Iceland Icelandic|India Indian|Indonesia Indonesian|Iran Iranian|"
    "Iraq Iraqi|Ireland Irish|Israel Israeli|Italy Italian|Japan Japanese|Jordan Jordanian|"
    "Kazakhstan Kazakh|Kenya Kenyan|Korea Korean|Kuwait Kuwaiti|Kyrgyzstan Kyrgyz|Lao Laotian|"
    "Latvia Latvian|Lebanon Lebanese|Liberia Liberian|Libya Libyan|Lithuania Lithuanian|Malawi Malawian|"
    "Malaysia Malaysian|Mali Malian|Malta Maltese|Mexico Mexican|Moldova Moldovan|Mongolia Mongolian|"
    "Morocco Moroccan|Mozambique Mozambican|Myanmar Burma Burmese|Nepal Nepalese Nepali|"
    "Netherlands Dutch Holland|Niger Nigerien|Nigeria Nigerian|Norway Norwegian|Oman Omani|"
    "Pakistan Pakistani|Palestine Palestinian|Panama Panamanian|Paraguay Paraguayan|Peru Peruvian|"
    "Philippine Filipino|Poland Polish Poles|Portugal Portuguese|Qatar Qatari|Romania Romanian|"
    "Russia Russian|Rwanda Rwandan|Scotland Scottish Scot|Serbia Serbian Serb|Singapore Singaporean|"
    "Slovakia Slovak Slovakian|Slovenia Slovene Slovenian|Somalia Somali|Spain Spanish Spaniard|"
    "Sudan Sudanese|Sweden Swedish Swede|Switzerland Swiss|Syria Syrian|Taiwan Taiwanese|"
    "Tajikistan Tajik|Tanzania Tanzanian|Thailand Thai|Tunisia Tunisian|Turkey Turkish Turk|"
    "Turkmenistan Turkmen|Uganda Ugandan|Ukraine Ukrainian|Uruguay Uruguayan|Uzbekistan Uzbek|"
    "Venezuela Venezuelan|Vietnam Vietnamese|Wales Welsh|Yemen Yemeni|Zambia Zambian|"
    "Zimbabwe Zimbabwean"
)
_BY_NAME = {bare(name): place for place, names in enumerate(_COUNTRIES.split("|")) for name in names.split()}


def country_of(name: str) -> int | None:
    """The number of the country that a bare English name is of, the same for `iraq` and `iraqi`."""
    found = _BY_NAME.get(name)
    return _BY_NAME.get(name.removesuffix("s")) if found is None else found
