"""Indecent or unsuitable material: found, opened, kept, passed on, or met by service users.

No fact here asks anybody to look at material, to describe it in detail or to attach it: what people
say of it is enough, and so is suspicion.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, YesNo, fact
from engine.facts.shared import Followup

NOT_LOOK = " Nobody looks to find out; what people say is enough."
Content = Choice[Literal["children", "adult_service_user", "other_indecent", "unclear"]]
CONTENT = {
    "children": "may be indecent images of children, computer-made ones included",
    "adult_service_user": "may be indecent images of an adult service user",
    "other_indecent": "is pornography or indecent material of other kinds",
    "unclear": "is indecent, and nobody says of what kind",
}


class IndecentMaterial(Act):
    """Somebody opened, made, fetched, kept or passed on pornography or indecent material.

    Told as an act of the one who did it. Whoever came upon material tells a `material_found`.
    """

    kind: Literal["indecent_material"]
    content: Content = fact(
        "From what people say, what may the material be: indecent images of children, indecent"
        " images of an adult service user, or pornography and the like?" + NOT_LOOK,
        "the material {}",
        conduct=False,
        words=CONTENT,
        groups={"unclear": ["children", "adult_service_user", "other_indecent"]},
    )
    opened: YesNo = fact(
        "Did the person open, visit or watch it? What came up unasked and was closed at once is"
        " not meant.",
        ("the person opened or watched it", "the person did not open or watch it"),
    )
    made: YesNo = fact(
        "Did the person make it?", ("the person made it", "the person did not make it")
    )
    fetched: YesNo = fact(
        "Did the person download, save or send for it?",
        ("the person downloaded or saved it", "the person did not download or save it"),
    )
    kept: YesNo = fact(
        "Did the person have or keep it?",
        ("the person had or kept it", "the person did not have or keep it"),
        settled=[{"if": {"fetched": True}, "is": True}],
    )
    passed_on: YesNo = fact(
        "Did the person send it, share it or show it to anybody?",
        ("the person passed it on", "the person did not pass it on"),
    )
    equipment: Choice[Literal["organisation", "personal", "somebody_elses", "no_equipment"]] = fact(
        "Whose equipment, account or network was it on or reached with?",
        "the equipment was {}",
        words={
            "organisation": "the organisation's",
            "personal": "the person's own",
            "somebody_elses": "somebody else's",
            "no_equipment": "none: it was on paper",
        },
    )
    at_work: YesNo = fact(
        "Was the equipment that held it, or links to it, brought into the workplace or used there?"
        " The workplace is wherever work with or for service users is done.",
        (
            "the equipment was brought into the workplace or used there",
            "the equipment was neither brought into the workplace nor used there",
        ),
    )


class MaterialFound(Act, Followup):
    """A situation: somebody came upon, was told of or was handed material that may be indecent.

    Material that is merely ill chosen for service users is a `resource`.
    It is told as an act of each who found it, holds the equipment or dealt with the matter, and,
    for referrals to others, of the organisation. An unintended first sight is no more than that;
    what the police or the LADO asked somebody to do is not meant by any of these facts.
    """

    situation: ClassVar[bool] = True
    kind: Literal["material_found"]
    content: Content = fact(
        "From what people say, what may the material be? Answer for the gravest that it may be, and"
        " leave it unclear rather than have anybody look.",
        "what was found {}",
        conduct=False,
        words=CONTENT,
    )
    shows_service_user: YesNo = fact(
        "May it show somebody who is a service user?" + NOT_LOOK,
        ("it may show a service user", "it shows no service user"),
        conduct=False,
        settled=[{"if": {"content": "adult_service_user"}, "is": True}],
    )
    device: Choice[Literal["organisation", "personal", "somebody_elses", "no_device"]] = fact(
        "On whose equipment was it found: the organisation's, the finder's own, or somebody"
        " else's?",
        "it was found on {}",
        conduct=False,
        words={
            "organisation": "the organisation's equipment",
            "personal": "the person's own equipment",
            "somebody_elses": "somebody else's equipment",
            "no_device": "no device: it was on paper",
        },
    )
    on_network: YesNo = fact(
        "Was the equipment connected to a network: Wi-Fi, mobile, cable or cloud?",
        ("the equipment was connected to a network", "the equipment was not connected"),
        conduct=False,
    )
    looked: YesNo = fact(
        "After the first, unintended sight, did the person open it, look again or try to, or have"
        " somebody else look?",
        (
            "the person looked at it, or tried to, after the first sight",
            "the person did not look at it again",
        ),
    )
    copied: YesNo = fact(
        "Did the person copy, photograph, print or forward it?",
        ("the person copied or forwarded it", "the person did not copy or forward it"),
    )
    deleted: YesNo = fact(
        "Did the person delete it, or try to, or have it deleted?",
        ("the person deleted it, or tried to", "the person did not try to delete it"),
    )
    interfered: YesNo = fact(
        "Did the person do anything else with the equipment than put it away and take it off the"
        " network: search it, change settings, reset it, go on using it, give it back?",
        (
            "the person did more with the equipment than put it away and take it off the network",
            "the person did nothing with the equipment but put it away and take it off the network",
        ),
        settled=[
            {"if": {"copied": True}, "is": True},
            {"if": {"deleted": True}, "is": True},
        ],
    )
    looked_into: YesNo = fact(
        "Did the person look into it or weigh it up alone: question the owner or others about it,"
        " trace where it came from, judge what it shows?",
        ("the person looked into the matter alone", "the person did not look into the matter"),
        settled=[{"if": {"looked": True}, "is": True}],
    )
    secured: Deed = fact(
        "Was the equipment put away so that nobody could get at it?",
        "putting the equipment away safely: {}",
    )
    isolated: Deed = fact(
        "Was the equipment taken off the network?",
        "taking the equipment off the network: {}",
        only_if={"on_network": True},
    )
    police_relevant: YesNo = fact(
        "Is it a matter for the police?",
        ("it is a matter for the police", "it is no matter for the police"),
        weigh="whether the material may be unlawful; the Director for Safeguarding decides with"
        " the LADO, and never the one whom it is about",
        conduct=False,
        settled=[{"if": {"content": "children"}, "is": True}],
        whom="director_for_safeguarding",
    )


class ImageExposure(Act):
    """Service users saw, or could see, indecent or unsuitable pictures or film, in any medium.

    Told as an act of the one in whose charge they were, or who had charge of the material.
    """

    kind: Literal["image_exposure"]
    unsuitable: Choice[Literal["indecent", "inappropriate", "suitable"]] = fact(
        "From what people say, were the pictures indecent, otherwise unsuitable for those who saw"
        " them, or suitable?" + NOT_LOOK,
        "the pictures were {}",
        conduct=False,
        weigh="the age of those who saw them, the setting, and how they took it",
        words={"inappropriate": "unsuitable for those who saw them, though not indecent"},
    )
    came_about: Choice[
        Literal["shown", "left_within_reach", "not_supervised", "without_the_person"]
    ] = fact(
        "How did it come about: did the person show them, leave them open or within reach, not"
        " watch over what service users did, or had the person no part in it?",
        "it came about because {}",
        words={
            "shown": "the person showed them",
            "left_within_reach": "the person left them open or within reach",
            "not_supervised": "the person did not watch over what service users did",
            "without_the_person": "of something in which the person had no part",
        },
    )
    utmost_care: YesNo = fact(
        "Had the person been as careful as can be that this should not happen?",
        ("the person had been as careful as can be", "the person could have been more careful"),
        weigh="filters, checks beforehand, supervision, and what was known of those present",
    )
