"""Words that share one word in another language, so that translation there and back mixes them up.

A chancellor and a counsellor are one word in Arabic, a director and a manager in Persian, a
department and a ministry in Russian. Menus of synonyms have few of these. Some people write side by
side, so who asks must also ask whether news has the phrase.
"""

from __future__ import annotations

from collections import defaultdict

from mtdetect.tables.lexicon import Lexicon

# Each line: words for which one language or other has a single word.
_SHARED = """
acting executive interim
affairs issues matters business
aid help assistance relief
air aerial aviation weather
aircraft plane airplane
amnesty pardon forgiveness
appeals resumption
armed weapon
attorney prosecutor lawyer advocate
ball balls sphere globe
ban prohibition
bank bench shore
bay gulf cove
beast monster animal
best finest
big grand large great
bill invoice
board council
border frontier limit limits boundary
branch arm department
bulletin newsletter
bureau office agency desk
buyout purchase redemption
cabinet office closet
capital principal
card letter map ticket
care attention welfare
ceiling roof
chain network net
chair president seat
chancellor counselor counsellor consultant adviser advisor
charge accusation
chief boss head main
circuit circle round
citizenship nationality
classified confidential secret
coach trainer
coast shore beach
commissioner delegate
commission committee
confinement detention locking imprisonment
conference congress meeting
consumer user
counsel adviser advisor lawyer
court tribunal yard
credit loan
cup glass trophy
czar tsar caesar emperor
debt religion
defense protection
deputy assistant vice
digest summary
director manager administrator
district province county
domestic internal national
drug medicine medication
drone unmanned
editor publisher
education training teaching
efficiency competence effectiveness productivity
election choice selection
emergency urgent
endowment gift donation
enforcement execution application implementation
environmental ecological
envoy messenger delegate
executive implementing administrative
factory plant
firing shooting
fire shoot
firm company enterprise
flight trip journey
foreign external outside alien
fort castle fortress
foundation institution basis
free open
freedom liberty
fund box chest
general public
goal target objective
government state administration
grant scholarship
ground land earth soil
guard protection keeper
guardian keeper guard
health sanitary healthcare
herald messenger
holy sacred saint
homeland home fatherland motherland interior internal national
housing dwelling accommodation
hush silence
image picture photo
incoming input entry inbound
inspector overseer
intelligence information reconnaissance
investigation research
island isle
joint common shared
journal magazine newspaper diary
judge referee
jury arbitrators
justice fairness equity
labor labour work employment
leaf sheet paper
legal juridical lawful
mail post
majority prominent
management administration
market bazaar
mass collective
mate companion partner
minister secretary
ministry department
minority fewer
monitor screen observer
movement motion traffic
officer official employee
old ancient
order command decree
outgoing output exit
oval elliptical ellipse
oversight supervision control surveillance
package parcel packet
park garden gardens
party side celebration
penalty punishment
personnel staff human
plea appeal
prime first
primary initial preliminary elementary
probationary trial experimental
proud arrogant
race breed
raid attack
reserve stock backup
revenue income
rights laws
roads ways
rules laws
running racing
sanctuary shrine refuge haven
security safety insurance
senator elder member
congressman congresswoman deputy
representative delegate
governor ruler
magnate magnet
senior elder
services forces
service department
show program exhibition display
shutdown closure
social public
speaker spokesman orator
special particular private
spending expenses expenditure
star stars
state condition
stimulus incentive
stock share shares
story tale narrative
strike blow hit
supreme high highest
swing wavering
tariff tariffs customs
task mission duty
term period semester
trade commerce commercial
treasury treasure finance exchequer
veterans warriors
vineyard winery orchard
waste rubbish garbage
watch clock observe
whip lash
white blank
wire cable
workforce manpower
house home
"""


def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_SHARED.strip().splitlines()):
        for word in line.split():
            found[word].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_GROUP = _groups()
_NONE: frozenset[int] = frozenset()


def one_word_elsewhere(first: str, second: str) -> bool:
    """Tell whether another language has one word for two English ones.

    Parameters
    ----------
    first, second : str
        Words in lower case.

    Examples
    --------
    >>> one_word_elsewhere("director", "manager"), one_word_elsewhere("director", "judge")
    (True, False)
    """
    one, two = _groups_of(first), _groups_of(second)
    return _singular(first) != _singular(second) and not one.isdisjoint(two)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _groups_of(word: str) -> frozenset[int]:
    return _GROUP.get(word, _NONE) | _GROUP.get(_singular(word), _NONE)


def same_meaning(first: str, second: str, lexicon: Lexicon) -> bool:
    """Tell whether one of two words may have been put for the other.

    Parameters
    ----------
    first, second : str
        Words in lower case.
    lexicon : Lexicon
        Holds the synonyms that spinners put in.
    """
    if one_word_elsewhere(first, second):
        return True
    a, b = lexicon.index.get(first), lexicon.index.get(second)
    if a is None or b is None:
        return False
    return b in lexicon.synonyms.row(a) or a in lexicon.synonyms.row(b)
