"""English words that are written with a capital without being anybody's name."""

import re

_WORDS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mondays fridays saturdays
    sundays spring summer autumn winter christmas easter tet lunar new year eve day days week month century am pm
    celsius fahrenheit gmt utc
    i the a an and or of in on at to for with from by as but if it he she they we you his her its their our your
    this that these those there when while after before during under over since according however although both
    no not one two three four five six seven eight nine ten first second third fourth fifth sixth seventh eighth
    ninth tenth million billion what who why how all some many most more other another such then so also only
    mr mrs ms miss dr drs sir madam lord lady prof professor president vice premier prime minister ministers
    ministry ministries king queen prince princess duke duchess emperor pope bishop father sister brother saint
    general major lieutenant colonel captain sergeant admiral commander marshal corporal private officer chief
    deputy director head chair chairman chairwoman chairperson secretary treasurer senator senators congressman
    congressmen congresswoman representative representatives rep reps governor mayor ambassador envoy judge
    justice attorney chancellor speaker member members leader leaders commissioner superintendent inspector
    constable sheriff coach doctor doctors teacher teachers editor author actor manager master mister editor
    people peoples person persons man men woman women child children youth student students worker workers
    farmer farmers citizen citizens family families friend friends veteran veterans journalist journalists
    government governments parliament congress senate house assembly cabinet council councils committee
    subcommittee commission board bureau office offices agency agencies department departments division section
    unit branch directorate secretariat authority authorities administration service services force forces guard
    army navy air marine marines naval military militia police corps brigade battalion regiment command defence
    defense security intelligence interior foreign affairs home homeland internal external relations state states
    nation nations national international regional local provincial district districts province provinces county
    city cities town towns village villages ward commune communes municipality municipal metropolitan prefecture
    region country republic kingdom empire federation federal union united confederation commonwealth league
    alliance association associations society institute institution institutions institutes university universities
    college school schools academy faculty center centers centre centres hospital hospitals clinic laboratory
    laboratories library museum gallery theater theatre cinema hall park parks garden gardens zoo stadium arena
    court courts tribunal supreme high higher superior people's procuracy prosecutor prosecutors law laws code act
    acts bill decree resolution resolutions directive circular decision constitution constitutional amendment
    treaty agreement convention protocol charter pact declaration accord conference congress summit forum meeting
    session plenum seminar workshop festival fair exhibition expo games championship championships cup tournament
    league premier open final finals round stage grand prix super bowl world olympic olympics paralympic paralympics
    medal gold silver bronze prize award awards order
    party parties communist democratic democrat democrats republican republicans liberal liberals conservative
    conservatives labor labour socialist social green greens progressive independent libertarian nationalist front
    fatherland movement coalition opposition politburo central executive standing
    company companies corporation corp inc ltd co group groups holdings enterprise enterprises bank banks
    exchange stock market markets fund foundation trust trade trading commerce commercial industry industries
    industrial business economic economy economics finance financial investment insurance tax customs treasury
    revenue budget development planning policy programme program project projects initiative strategy plan
    campaign operation mission missions organization organizations organisation organisations
    airport airports airline airlines airways aviation port ports station railway railways rail road roads street
    avenue boulevard lane square bridge tunnel highway expressway motorway route line metro bus terminal tower
    building buildings palace castle temple pagoda church cathedral mosque monastery shrine hotel resort plaza mall
    river rivers lake lakes sea seas ocean gulf bay strait island islands isle peninsula delta coast cape mountain
    mountains mount hill hills valley plain forest desert canal falls beach volcano reef shoal archipelago
    north south east west northern southern eastern western northeast northwest southeast southwest northeastern
    northwestern southeastern southwestern upper lower middle central great greater big old
    earth moon sun space planet solar mars venus jupiter saturn mercury arctic antarctic pacific atlantic
    mediterranean equatorial tropical hemisphere
    war wars battle peace revolution uprising storm hurricane typhoon cyclone earthquake tsunami flood emergency
    disaster crisis rescue relief aid safety prevention control crime criminal drug drugs anti counter terrorism
    health medical medicine disease diseases virus coronavirus covid sars flu influenza ebola vaccine vaccines
    epidemiology hygiene nursing surgery care welfare pharmaceutical food water energy power electricity oil gas
    nuclear atomic environment environmental climate weather meteorological natural resources agriculture
    agricultural rural fisheries forestry transport transportation traffic construction works housing education
    training science sciences scientific technology technologies technical research information communications
    communication telecommunications media press news newspaper times post journal magazine radio television tv
    broadcasting channel network internet web online digital data software mobile phone computer electronics
    electronic culture cultural sports sport tourism tourist arts art music film heritage history historical
    human rights freedom liberty civil public private free royal national imperial holy sacred god bible lord
    islam islamic muslim muslims christian christians christianity catholic catholics buddhist buddhists buddhism
    hindu hindus jewish jews protestant orthodox english british american americans european europeans asian asians
    african africans arab arabs western westerners soviet nazi internet email
    football soccer basketball baseball tennis rugby cricket hockey golf club clubs team teams united
    act chapter article part section volume page table figure appendix note type class category level zone area
    district phase block number no version model series season episode top best good big red blue green black white
    yellow golden orange brown
    affairs labor invalids war invalid study studies training public works planning special joint general
    ethics inspection supervision mass mobilization mobilisation propaganda organization organisation fire fighting
    immigration border borders traffic environmental corruption smuggling cybersecurity high-tech
    technology logistics political politics hamlet quarter avenue building tower block apartment
    """.split()  # noqa: SIM905 - a table of words is clearest as text
)
_ENDINGS = re.compile(
    r"[a-z]{2,}(?:tions?|sions?|ments?|ness|ships?|ity|ities|ances?|ences?|ings?|ical|ology|ologists?|aries"
    r"|ional|isms?|istic|ives?|ous|ated|ized|ised|ful|less|able|ible|graph(?:y|ic)|ural|erial|ential)"
)


def is_common(bare: str) -> bool:
    """Whether a lower-cased English word is a title, a calendar or a dictionary word rather than a name."""
    return bare in _WORDS or bare.removesuffix("s") in _WORDS or _ENDINGS.fullmatch(bare) is not None
