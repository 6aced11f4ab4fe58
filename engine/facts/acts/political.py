"""Party politics and campaigns, privately or in the organisation's name."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, YesNo, fact


class PoliticalActivity(Act):
    """Somebody was politically active, stood for office, or did work that touches politics."""

    kind: Literal["political_activity"]
    what: Choice[Literal["party_or_candidate", "standing", "opinion", "work"]] = fact(
        "What was it: something for or against a party or candidate, standing for public office, a"
        " political opinion, or work of the organisation that touches politics?",
        "what was done: {}",
        words={
            "party_or_candidate": "something for or against a party or candidate",
            "standing": "standing for public office",
            "opinion": "a political opinion was voiced",
            "work": "work of the organisation that touches politics",
        },
    )
    setting: Choice[Literal["for_organisation", "with_its_name", "private"]] = fact(
        "Was it done while acting for the organisation, at its events or through its channels;"
        " privately, but with its name or the person's role in it; or quite privately?",
        "it was done {}",
        words={
            "for_organisation": "for the organisation, at its events or through its channels",
            "with_its_name": "privately, but with the organisation's name or the person's role",
            "private": "quite privately",
        },
    )
    took_sides: YesNo = fact(
        "Did it favour or oppose a party or candidate?",
        ("it favoured or opposed a party or candidate", "it took no side between parties"),
        settled=[{"if": {"what": "party_or_candidate"}, "is": True}],
    )
    neutrality_shown: YesNo = fact(
        "Was it made plain that the organisation itself is not political?",
        (
            "it was made plain that the organisation is not political",
            "it was not made plain that the organisation is not political",
        ),
        weigh="what was said and shown, by whom, beside whom, and what somebody who knew nothing of"
        " the organisation would have taken away",
        settled=[{"if": {"took_sides": True}, "is": False}],
    )
    as_organisations_view: YesNo = fact(
        "Was a political opinion put forward as if it were the organisation's?",
        (
            "an opinion was put forward as if it were the organisation's",
            "no opinion was put forward as the organisation's",
        ),
    )


class Campaign(Act):
    """Somebody had a part in a campaign for a change: a petition, a protest, a rally, letters."""

    kind: Literal["campaign"]
    part: Choice[
        Literal["supported", "worked_beside", "called_to_act", "started", "ran", "took_part"]
    ] = fact(
        "What part did the person have: did they back or pass on what others ran, work beside"
        " campaigners, call on people to act, start the campaign, run it, or join in as one of"
        " many?",
        "the person's part: {}",
        words={
            "supported": "backing, or telling others of, a campaign that others ran",
            "worked_beside": "working beside campaigners towards something both want",
            "called_to_act": "calling on people to sign, protest, write or join",
            "started": "starting the campaign",
            "ran": "running or leading the campaign",
            "took_part": "joining in as one of many",
        },
    )
    for_organisation: YesNo = fact(
        "Was it done for the organisation, in its name or through its channels, or taken so?",
        (
            "it was done in the organisation's name or through its channels, or taken so",
            "it was done privately and not taken for the organisation's",
        ),
    )
    active: YesNo = fact(
        "Was it active campaigning, and more than support?",
        ("it was active campaigning", "it was no active campaigning"),
        weigh="who led, whether people were urged to act, how often, and with whose means;"
        " endorsing, informing or working beside others on something shared is support",
        settled=[{"if": {"part": ["called_to_act", "started", "ran"]}, "is": True}],
    )
    fits_aims: YesNo = fact(
        "Does the campaign fit what the organisation is for?",
        ("the campaign fits the organisation's aims", "the campaign does not fit those aims"),
        conduct=False,
        weigh="what the campaign asks for, and what the organisation has said that it wants",
    )
