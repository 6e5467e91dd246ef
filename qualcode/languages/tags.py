"""Names that files give to languages, and the code that each stands for."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from qualcode.languages import tools
from qualcode.model import UNSURE
from qualcode.text import fold

_THREE_LETTERS = """
    aa aar ab abk ae ave af afr ak aka am amh an arg ar ara as asm av ava ay aym az aze ba bak be bel bg bul bh bih bi bis bm bam bn ben
    bo bod bo tib br bre bs bos ca cat ce che ch cha co cos cr cre cs ces cs cze cu chu cv chv cy cym cy wel da dan de deu de ger dv div
    dz dzo ee ewe el ell el gre en eng eo epo es spa et est eu eus eu baq fa fas fa per ff ful fi fin fj fij fo fao fr fra fr fre fy fry
    ga gle gd gla gl glg gn grn gu guj gv glv ha hau he heb hi hin ho hmo hr hrv ht hat hu hun hy hye hy arm hz her ia ina id ind ie ile
    ig ibo ii iii ik ipk io ido is isl is ice it ita iu iku ja jpn jv jav ka kat ka geo kg kon ki kik kj kua kk kaz kl kal km khm kn kan
    ko kor kr kau ks kas ku kur kv kom kw cor ky kir la lat lb ltz lg lug li lim ln lin lo lao lt lit lu lub lv lav mg mlg mh mah mi mri
    mi mao mk mkd mk mac ml mal mn mon mr mar ms msa ms may mt mlt my mya my bur na nau nb nob nd nde ne nep ng ndo nl nld nl dut nn nno
    no nor nr nbl nv nav ny nya oc oci oj oji om orm or ori os oss pa pan pi pli pl pol ps pus pt por qu que rm roh rn run ro ron ro rum
    ru rus rw kin sa san sc srd sd snd se sme sg sag si sin sk slk sk slo sl slv sm smo sn sna so som sq sqi sq alb sr srp ss ssw st sot
    su sun sv swe sw swa ta tam te tel tg tgk th tha ti tir tk tuk tl tgl tn tsn to ton tr tur ts tso tt tat tw twi ty tah ug uig uk ukr
    ur urd uz uzb ve ven vi vie vo vol wa wln wo wol xh xho yi yid yo yor za zha zh zho zh chi zu zul
""".split()
_OTHER_NAMES = """
    nl Vlaams nl Flamand nl Flemish nl Néerlandais de Duits de Allemand de German de Deutsch ar Arabisch ar Arabe ar Arabic tr Turks tr Turc
    tr Turkish tr Türkçe es Spaans es Espagnol es Spanish es Español it Italiaans it Italien it Italian it Italiano pt Portugees pt Portugais
    pt Portuguese pt Português pl Pools pl Polonais pl Polish ro Roemeens ro Roumain ro Romanian ru Russisch ru Russe ru Russian
    uk Oekraïens uk Ukrainien uk Ukrainian bg Bulgaars bg Bulgare bg Bulgarian el Grieks el Grec el Greek sq Albanees sq Albanais
    sq Albanian fa Perzisch fa Persan fa Persian fa Farsi ps Pasjtoe ps Pachto ps Pashto so Somalisch so Somali ti Tigrinya ku Koerdisch
    ku Kurde ku Kurdish sr Servisch sr Serbe sr Serbian hr Kroatisch hr Croate hr Croatian hu Hongaars hu Hongrois hu Hungarian cs Tsjechisch
    cs Tchèque cs Czech sk Slowaaks sk Slovaque sk Slovak zh Chinees zh Chinois zh Chinese ur Urdu ur Ourdou wa Waals wa Wallon wa Walloon
    fy Fries fy Frison fy Frisian lb Luxemburgs lb Luxembourgeois lb Luxembourgish
""".split()
_NONE = frozenset({"", "und", "mul", "mis", "zxx", "unknown"})
_TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)


@cache
def _codes() -> dict[str, str]:
    """The code of two letters by every other name, folded."""
    pairs = [*zip(_THREE_LETTERS[1::2], _THREE_LETTERS[::2], strict=True), *zip(_OTHER_NAMES[1::2], _OTHER_NAMES[::2], strict=True)]
    pairs += [(name, code) for code in tools.known() for name in tools.language(code).names.values()]
    return {fold(name): code for name, code in pairs}


@lru_cache(1024)
def code(said: str) -> str:
    """The code of the language that a file names by a tag or in words: two letters where the language has such a code.

    `und` where the file says that there is none or several, empty for what is no name of a language.

    >>> [code(said) for said in ("nl-BE", "dut", "FRA", "Néerlandais", "rif", "mul", "dialect")]
    ['nl', 'nl', 'fr', 'nl', 'rif', 'und', '']
    """
    name = fold(said.strip())
    if name in _NONE:
        return UNSURE
    found = _TAG.fullmatch(name)
    tag = found[1] if found else name
    return _codes().get(tag) or (tag if found else "")
