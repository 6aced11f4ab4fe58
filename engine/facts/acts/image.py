"""Photographs, film and screenshots of people: made, used, shown, published, kept."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Record, YesNo, fact
from engine.facts.shared import Followup, Place

Shows = Choice[Literal["service_user", "somebody_else", "nobody"]]
SHOWN = {
    "service_user": "a service user, or part of one",
    "somebody_else": "somebody who is no service user",
    "nobody": "nobody at all",
}


class ManagerConsent(Record):
    """What the person's manager had agreed to."""

    given: YesNo = fact(
        "Had the person's manager agreed beforehand to the image being made (or, if it existed "
        "already, to what was done with it)?",
        ("the manager had agreed beforehand", "the manager had not agreed beforehand"),
        whom="manager",
    )
    covers_use: YesNo = fact(
        "Did what the manager agreed to include showing, passing on or publishing the image in "
        "this way?",
        (
            "what the manager agreed to included this use",
            "what the manager agreed to did not include this use",
        ),
        only_if={"given": True},
        settled=[{"if": {"given": False}, "is": False}],
        whom="manager",
    )


class ServiceUserConsent(Record):
    """What the service user shown had agreed to; with several shown, what each of them had."""

    given: YesNo = fact(
        "Had the service user agreed beforehand to the image being made (or, if it existed "
        "already, to what was done with it)? If several are shown: had every one of them?",
        (
            "the service user shown had agreed beforehand",
            "a service user shown had not agreed beforehand",
        ),
    )
    covers_use: YesNo = fact(
        "Did what the service user agreed to include showing, passing on or publishing the image "
        "in this way?",
        (
            "what the service user agreed to included this use",
            "what the service user agreed to did not include this use",
        ),
        only_if={"given": True},
        settled=[{"if": {"given": False}, "is": False}],
    )
    explicit: YesNo = fact(
        "Did the service user agree expressly to publication?",
        (
            "the service user agreed expressly to publication",
            "the service user did not agree expressly to publication",
        ),
        weigh="Whether the words name publication, or are only general, silent or implied.",
        only_if={"given": True},
        settled=[{"if": {"given": False}, "is": False}],
    )
    form: Choice[Literal["written", "verbal"]] = fact(
        "Did the service user agree in writing, or by word of mouth?",
        "the service user's consent was {}",
        only_if={"given": True},
    )


class ParentsConsent(Record):
    """What the parents or carers of the service user shown had agreed to."""

    given: YesNo = fact(
        "Had the parents or carers agreed beforehand to the image being made (or, if it existed "
        "already, to what was done with it)? If several children are shown: those of each?",
        (
            "the parents or carers had agreed beforehand",
            "the parents or carers had not agreed beforehand",
        ),
    )
    covers_use: YesNo = fact(
        "Did what the parents or carers agreed to include showing, passing on or publishing the "
        "image in this way?",
        (
            "what the parents or carers agreed to included this use",
            "what the parents or carers agreed to did not include this use",
        ),
        only_if={"given": True},
        settled=[{"if": {"given": False}, "is": False}],
    )
    explicit: YesNo = fact(
        "Did the parents or carers agree expressly to publication?",
        (
            "the parents or carers agreed expressly to publication",
            "the parents or carers did not agree expressly to publication",
        ),
        weigh="Whether the words name publication, or are only general, silent or implied.",
        only_if={"given": True},
        settled=[{"if": {"given": False}, "is": False}],
    )
    form: Choice[Literal["written", "verbal"]] = fact(
        "Did the parents or carers agree in writing, or by word of mouth?",
        "the parents' or carers' consent was {}",
        only_if={"given": True},
    )


class Consents(Record):
    """Consent, one entry for each who may have to give it."""

    manager: ManagerConsent | None = None
    service_user: ServiceUserConsent | None = None
    parents: ParentsConsent | None = None


class Image(Act, Followup, Place):
    """A photograph, film or screenshot of somebody: made, used, shown, published or kept.

    One act may be several of these at once, where the same people had agreed to all of it. What
    was done later, or with other consent, is an act of its own: there, consent is consent to that
    use.
    """

    kind: Literal["image"]

    # What was done.
    taken: YesNo = fact(
        "Did the person make the image: a photo, a film, a screenshot?",
        ("the person made the image", "the person did not make the image"),
    )
    shown: YesNo = fact(
        "Did the person show the image to anybody, or send it to anybody?",
        (
            "the image was shown or sent to somebody",
            "the image was neither shown nor sent to anybody",
        ),
    )
    published: YesNo = fact(
        "Did the person put the image on the internet, into print or up in a public place?",
        (
            "the image was put on the internet, into print or up in a public place",
            "the image was not put on the internet, into print or up in a public place",
        ),
        settled=[{"if": {"shown": False}, "is": False}],
    )
    used: YesNo = fact(
        "Did the person use the image for anything: show, send, print or post it, or put it into "
        "a report?",
        ("the image was used", "the image was not used"),
        settled=[
            {"if": {"shown": True}, "is": True},
            {"if": {"published": True}, "is": True},
        ],
    )
    kept: YesNo = fact(
        "Did the person keep the image, on a device, in an account or on paper?",
        ("the image was kept", "the image was not kept"),
    )

    # What it shows, and of whom.
    shows: Shows = fact("Whom does the image show?", "the image shows {}", words=SHOWN)
    subject: Choice[
        Literal["child", "child_deciding_alone", "adult", "adult_with_carer_consent"]
    ] = fact(
        "Is the service user shown a child or an adult? If somebody responsible has decided so: "
        "a young person who decides alone, or an adult for whom parents or carers are asked too?",
        "the service user shown is {}",
        conduct=False,
        words={
            "child": "a child",
            "child_deciding_alone": "a young person who, somebody decided, consents alone",
            "adult": "an adult",
            "adult_with_carer_consent": (
                "an adult for whom, somebody decided, parents or carers are asked too"
            ),
        },
    )
    undressed: YesNo = fact(
        "Was the service user shown undressed or partly undressed? (Nobody should look at the "
        "image to find out.)",
        (
            "the service user shown was undressed or partly undressed",
            "the service user shown was dressed",
        ),
        weigh="What people say was worn, and whether that amounts to partial undress in such a "
        "setting (swimming, sport, care). The image itself is not looked at for this.",
    )
    shows_injury: YesNo = fact(
        "Does the image show an injury, bruising or something similar?",
        (
            "the image shows an injury, bruising or something similar",
            "the image shows no injury",
        ),
    )
    indecent: YesNo = fact(
        "Could somebody regard the image as indecent or sexual? (Nobody should look at the image "
        "to find out.)",
        (
            "the image could be regarded as indecent or sexual",
            "the image could not be regarded as indecent or sexual",
        ),
        weigh="How a reasonable observer might regard it, going by what people say of it. If it "
        "may be unlawful, it is left alone and the lead is told.",
    )

    # How it was made.
    equipment: Choice[
        Literal["organisation", "personal", "contractors_work_device", "somebody_elses_private"]
    ] = fact(
        "With whose equipment was the image made?",
        "the image was made with {}",
        only_if={"taken": True},
        words={
            "organisation": "equipment that the organisation provides or has approved for work",
            "personal": "the person's own equipment",
            "contractors_work_device": "a contractor's own device, kept for work",
            "somebody_elses_private": "somebody else's private equipment",
        },
    )
    equipment_permitted: YesNo = fact(
        "Had a manager expected, allowed or let pass that private equipment was used?",
        (
            "a manager had expected, allowed or let pass the private equipment",
            "no manager had expected, allowed or let pass the private equipment",
        ),
        conduct=False,
        only_if={"equipment": ["personal", "contractors_work_device", "somebody_elses_private"]},
    )
    agency_asked: YesNo = fact(
        "Had a statutory agency (social care, the police, a health service) asked for the image?",
        ("a statutory agency had asked for the image", "no statutory agency had asked for it"),
        conduct=False,
    )
    one_to_one: YesNo = fact(
        "Was the person alone with that one service user when making the image, in a room or "
        "online?",
        (
            "the person was alone with the service user",
            "the person was not alone with the service user",
        ),
        only_if={"taken": True},
    )

    # What for, and on whose word.
    purpose: Choice[Literal["publicity", "work", "evidence", "private", "other"]] = fact(
        "What was the image for? Where it is kept and how it was used may show that.",
        "the image was {}",
        words={
            "publicity": "for publicity",
            "work": "for the work itself, such as a record or a learning journal",
            "evidence": "to document something",
            "private": "for the person's own private use",
            "other": "for something else",
        },
    )
    consent: Consents | None = None
    host_allowed: YesNo = fact(
        "Had whoever is in charge of the place (the school, say) allowed pictures to be taken?",
        (
            "whoever is in charge of the place had allowed pictures",
            "whoever is in charge of the place had not allowed pictures",
        ),
        only_if={"taken": True},
    )
    sure_of_consent: YesNo = fact(
        "Was the person sure, before showing the image or passing it on, that the manager and the "
        "service user had agreed to that?",
        (
            "the person was sure that manager and service user had agreed",
            "the person was not sure that manager and service user had agreed",
        ),
        whom="the person",
    )
    use_authorised: YesNo = fact(
        "Had the manager authorised this person to use the image?",
        (
            "the manager had authorised the person to use the image",
            "the manager had not authorised the person to use the image",
        ),
        whom="manager",
    )
    named: Choice[Literal["not_named", "first_name", "surname"]] = fact(
        "Did a name of the service user stand with the image?",
        "{} with the image",
        words={
            "not_named": "no name stood",
            "first_name": "the first name alone stood",
            "surname": "the surname stood, with or without the first name,",
        },
    )
    retention_explained: YesNo = fact(
        "Was it made plain whether the image will be kept for later use and, if so, where and "
        "until when?",
        (
            "it was made plain whether, where and until when the image is kept",
            "it was not made plain whether, where and until when the image is kept",
        ),
    )

    # How it is kept.
    storage_secure: YesNo = fact(
        "Is the image kept in a fitting and secure place?",
        (
            "the image is kept in a fitting and secure place",
            "the image is not kept in a fitting and secure place",
        ),
        weigh="Who can get at it, whether it is locked or protected by a password, and whether "
        "the place is the organisation's or a private phone, account or drawer.",
        only_if={"kept": True},
    )
    keeping_purpose: Choice[Literal["clear", "unclear", "over"]] = fact(
        "Is it clear what the image is still kept for?",
        "what the image is kept for is {}",
        only_if={"kept": True},
        words={"over": "over and done with"},
    )
    keeping_agreed: YesNo = fact(
        "Was it agreed with the manager what the image is kept for?",
        (
            "it was agreed with the manager what the image is kept for",
            "it was not agreed with the manager what the image is kept for",
        ),
        only_if={"kept": True},
        whom="manager",
    )
    justified: YesNo = fact(
        "Can the person give a good reason for having the image?",
        (
            "the person can give a good reason for having the image",
            "the person can give no good reason for having the image",
        ),
        weigh="Whether the reason given belongs to the work and needs this image.",
        only_if={"kept": True},
        whom="the person",
    )


class ImageWanted(Act, Followup):
    """Somebody wants an image of a person made, used or published, and it has not happened yet."""

    situation: ClassVar[bool] = True
    kind: Literal["image_wanted"]
    shows: Shows = fact("Whom would the image show?", "the image would show {}", words=SHOWN)
    shows_injury: YesNo = fact(
        "Would the image show an injury, bruising or something similar?",
        (
            "the image would show an injury, bruising or something similar",
            "the image would show no injury",
        ),
        conduct=False,
    )
    consent: Consents | None = None


class EquipmentPermission(Act):
    """What a manager, or whoever directs the work, let be known about using private equipment."""

    kind: Literal["equipment_permission"]
    how: Choice[Literal["expected", "permitted", "tolerated", "forbidden"]] = fact(
        "What did the person do about it: expect it of staff, permit it, know of it and let it "
        "pass, or forbid it?",
        "the use of this equipment was {}",
        words={"tolerated": "known of and let pass"},
    )
    equipment: Choice[Literal["personal", "organisation"]] = fact(
        "Whose equipment was to be used?",
        "the equipment was {}",
        words={"personal": "the staff's own", "organisation": "the organisation's"},
    )
    purpose: Choice[Literal["images_of_service_users", "other_images", "other_work"]] = fact(
        "What was the equipment to be used for?",
        "the equipment was to be used for {}",
        words={
            "images_of_service_users": "photographing or filming service users",
            "other_images": "other photographs or films",
            "other_work": "other work",
        },
    )
