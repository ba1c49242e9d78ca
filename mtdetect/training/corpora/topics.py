"""Tell what an article is about where the corpora hold too little of it, or it is hard to judge."""

# ruff: noqa: SIM905 (words are easier to read as text)
from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_OF_SPORT = frozenset(
    """
    athlete athletes athletics bantamweight baseball basketball batsman batsmen batter batters
    birdie bogey bowled bowler bowlers champion championship championships champions coach coaches
    cricket cricketer crossbar cup defender defenders equaliser equalizer fairway fifa fixture
    fixtures fly-half football footballer footballers game games goal goalkeeper goalless goals golf
    grand-slam hat-trick heavyweight hockey homer inning innings jockey jockeys knockout league
    linebacker lineout match matches medal medals medallist midfield midfielder midfielders mlb nba
    nfl nhl offside olympian olympic olympics penalty pitcher player players playoff playoffs podium
    premiership putt quarter-final quarter-finals quarterback quarterfinal quarterfinals rebounds
    referee relay rugby runner-up runners-up scored scorer scrum season semi-final semi-finals
    semifinal semifinals soccer spinner sprinter squad stadium striker strikers substitute team
    teammate teammates teams tennis tiebreak touchdown touchdowns tournament try-line uefa wicket
    wicketkeeper wickets wimbledon winger wingers
    """.split()
)
_OF_CRIME = frozenset(
    """
    arrest arrested arrests arson assault assaulted bail bond burglar burglary bystanders cctv
    charged constable crash custody deputies deputy detective detectives driver firefighters fled
    gunman gunmen gunshot gunshots handcuffed handcuffs homicide injured jail jailed knife looted
    manslaughter mugged murder murdered officer officers overdose paramedics pedestrian police
    policeman policemen rape raped robbed robbers robbery sheriff shooting shot shoplifting stabbed
    stabbing stolen suspect suspects theft thief thieves trespassing vandalism victim victims
    warrant witnesses wounded
    """.split()
)
_LEAST_SHARE = 0.025
_LEAST_WORDS = 5


def is_sport(text: str) -> bool:
    """Tell whether an article is about sport, by how many of its words are.

    Examples
    --------
    >>> is_sport("The striker scored in the match, and the goalkeeper and the referee argued.")
    True
    >>> is_sport("The goal of the talks is a truce. The team left for the hotel.")
    False
    """
    return _is_about(_OF_SPORT, text)


def is_crime(text: str) -> bool:
    """Tell whether an article reports on crimes and accidents, by how many of its words do.

    Examples
    --------
    >>> is_crime("Police arrested a driver who fled, and a deputy found a stolen knife in his car.")
    True
    >>> is_crime("The driver of growth is trade. A witness at the hearing spoke of bond markets.")
    False
    """
    return _is_about(_OF_CRIME, text)


def _is_about(topic: frozenset[str], text: str) -> bool:
    words = _WORD.findall(text.lower())
    found = [word for word in words if word in topic]
    return len(found) >= _LEAST_SHARE * len(words) and len(set(found)) >= _LEAST_WORDS
