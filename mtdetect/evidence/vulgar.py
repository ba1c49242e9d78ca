"""Words that no suggestion puts before a reader: profanity and slurs, though a thesaurus has them.

They are stored in ROT13, so that a search of the repository or a glance at this file meets none.
Words with a sense that news needs are left out (savage, screw, dike, gypsy), and so are words that
are merely frank. What an article itself says may be marked all the same.
"""

from __future__ import annotations

import codecs

# Whatever begins with one of these, so that every inflection and most compounds are covered.
_ROOTS_TEXT = """
nefrubyr nffubyr onfgneq ongfuvg ovgpu oybjwbo obyybpx ohyyfuvg pbpxfhpx penc phag qvpxurnq
qvyqb qbtfuvg qbhpuront qhzonff snttbg shpx tbqqnz tbyyvjbt tbyyljbt unaqwbo ubefrfuvg wnpxnff
zbgures avttn avttneq avttre cvpxnava cvff cbbs enturnq fphzont furznyr fuvg fyhg fznegnff
gbjryurnq genaavr genaal gjng jnax jrgonpx juber
"""
# These as they stand: longer words that begin so are innocent.
_FORMS_TEXT = """
nob nobf nefr nefrf nff nffrf nffung nffungf ornare ornaref oryyraq oryyraqf ovzob ovzobf ovag
ovagf ovgpuva obare obaref obax obaxrq obaxvat obaxf obbo obbovrf obbof obbol ohttre ohttrerq
ohttrevat ohttref ohttrel ohz ohzf puvanzna puvanzra puvax puvaxf puvaxl pyvg pyvgf pbpx pbpxf
pbbyvr pbbyvrf pbba pbbaf pergva pergvaf pevccyr pevccyrf pebgpu phz phzzvat phzf qntb qntbrf
qntbf qnzzvg qnza qnzanoyr qnzarq qnzavg qnexrl qnexvr qnexvrf qnexl qvpx qvpxf qbhpur qbhpurf
qlxr qlxrf snt sntbg sntbgf sntf snaal sneg snegrq snegvat snegf sybbmvr sybbmvrf sybbml
sernxvat sevttva sevttvat tvg tvgf tbyyl tbbx tbbxf tbl tevatb tevatbf tlc tlccrq tlccvat tlcf
unysjvg unysjvgf uneybg uneybgf uror urro urrof ub ubzb ubzbf ubaxrl ubaxvrf ubaxl ubbxre
ubbxref ubeal ubf uhzc uhzcrq uhzcvat uhffvrf uhffl vawha vawhaf wnc wncf wvttnobb wvmm xnssve
xnssvef xnsve xnsvef xvxr xvxrf xabpxre xabpxref xenhg xenhgf ynqlobl ynqloblf yrfob yrfobf
yrmmvr yvzrl yvzrlf zvqtrg zvqtrgf zvatre zbat zbatbybvq zbatbybvqf zbatf zbeba zbebavp zbebaf
zhss zhssf zhynggb zhynggbrf zhynggbf arterff arteb artebrf artebvq artebf avt avtf abapr abaprf
ahggre ahggref alzcub alzcubf cnxv cnxvf cnafvrf cnafl crr crrq crrvat crrf crei creif cvyybpx
cvyybpxf cvzc cvzcf cbynpx cbynpxf cbb cbba cbbc cbbcrq cbbcvat cbbcf ceng cengf cevpx cevpxf
chffvrf chffl dhrre dhrref erqarpx erqarpxf erqfxva erqfxvaf ergneq ergneqrq ergneqf fnzob
fnintrf fperjrq fperjvat fpebghz funt funttrq funttvat funtf fulfgre fulfgref fvffvrf fvffl
fxnax fxnaxf fxnaxl fynt fyntf fynggrea fynggreayl fynggreaf fbq fbqqvat fbqbzvfr fbqbzvgr
fbqbzvgrf fbqbzvmr fbqf fcnfgvp fcnfgvpf fcnm fcvp fcvpx fcvpxf fcvpf fchax fdhnj fdhnjf
fgehzcrg fgehzcrgf fhpxre fhpxref gneg gnegf gvg gvgf gvggvrf gvggl gbffre gbffref gebyybc
gebyybcf gheq gheqf ghfu jrapu jrapurf jbt jbtf jbc jbcf lvq lvqf
"""
_ROOTS = tuple(codecs.decode(_ROOTS_TEXT, "rot13").split())
_FORMS = frozenset(codecs.decode(_FORMS_TEXT, "rot13").split())


def is_vulgar(word: str) -> bool:
    """Tell whether a word is one that nobody should be told to read.

    Parameters
    ----------
    word : str
        One word, in any case.

    Examples
    --------
    >>> is_vulgar("Scrap"), is_vulgar("assess"), is_vulgar(codecs.decode("nffrf", "rot13"))
    (False, False, True)
    """
    low = word.lower()
    return low in _FORMS or low.startswith(_ROOTS)
