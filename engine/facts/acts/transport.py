"""Carrying people: lifts and journeys, concerns about them, and how they are set up."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.facts.base import Act, Choice, Deed, Model, Record, YesNo, fact
from engine.facts.shared import Followup


class Carries(Model):
    """Who is carried."""

    passenger: Choice[Literal["service_user", "former_service_user", "colleague", "other"]] = fact(
        "Who was to be carried? If one of them is a service user, answer so.",
        "the passenger was {}",
        conduct=False,
        words={
            "service_user": "a service user",
            "former_service_user": "a former service user",
            "colleague": "a colleague",
            "other": "somebody else",
        },
    )


class JourneyReport(Record):
    """What of a journey was reported as agreed procedures lay down."""

    nature: Deed = fact(
        "Was it reported what the journey was for, as the agreed procedures lay down?",
        "reporting what the journey was for: {}",
    )
    route: Deed = fact(
        "Was the route reported, as the agreed procedures lay down?",
        "reporting the route: {}",
    )
    arrival: Deed = fact(
        "Was the expected time of arrival reported, as the agreed procedures lay down?",
        "reporting the expected time of arrival: {}",
    )


class Lift(Act, Carries, Followup):
    """A lift or other journey that somebody offered, gave, arranged or refused."""

    kind: Literal["lift"]
    stage: Choice[Literal["refused", "offered", "arranged", "given"]] = fact(
        "How far did it go: was the lift asked for and refused, offered, arranged for somebody"
        " else to drive, or given?",
        "the lift was {}",
        conduct=False,
        words={
            "refused": "asked for and refused",
            "arranged": "arranged for somebody else to carry out",
        },
    )
    manager_agreed: YesNo = fact(
        "Did a manager agree that this lift was needed?",
        ("a manager agreed that the lift was needed", "no manager agreed that it was needed"),
        whom="manager",
    )
    agreed_before_offer: YesNo = fact(
        "If a manager agreed: did that come before the lift was offered?",
        ("the agreement came before the offer", "the agreement did not come before the offer"),
        whom="manager",
    )
    within_normal_duties: YesNo = fact(
        "Is driving people on a journey such as this part of the person's normal duties?",
        ("such a journey is part of the normal duties", "it was outside the normal duties"),
        whom="manager",
    )
    emergency: YesNo = fact(
        "Was it an emergency?",
        ("it was an emergency", "it was no emergency"),
        weigh="what was at stake for whom at that moment, and whether it could wait",
    )
    at_risk_otherwise: YesNo = fact(
        "Might the passenger have been at risk without the lift?",
        (
            "without the lift the passenger might have been at risk",
            "without the lift the passenger would not have been at risk",
        ),
        weigh="age and needs, the hour, the weather, where they would have been left, what other"
        " way home there was and who could be reached",
    )
    impromptu: YesNo = fact(
        "Was the lift decided on the spot, rather than beforehand?",
        ("the lift was decided on the spot", "the lift was decided beforehand"),
    )
    justified: YesNo = fact(
        "Can the lift be justified?",
        ("the lift can be justified", "the lift cannot be justified"),
        weigh="the reason given for it, and what else could have been done",
    )
    planned_ahead: YesNo = fact(
        "Was the journey planned beforehand: who drives whom, where, when and which way?",
        ("the journey was planned beforehand", "the journey was not planned beforehand"),
    )
    agreed_by_all: YesNo = fact(
        "Had everybody concerned agreed to the arrangements beforehand: those carried, their"
        " parents or carers, the manager?",
        (
            "everybody concerned had agreed beforehand",
            "not everybody concerned had agreed beforehand",
        ),
    )
    vehicle: Choice[Literal["private", "organisation", "hired", "taxi", "public_transport"]] = fact(
        "What did they travel in: a private vehicle, one of the organisation's, a hired one, a"
        " taxi, or public transport?",
        "they travelled by {}",
        words={
            "private": "private vehicle",
            "organisation": "a vehicle of the organisation",
            "hired": "a hired vehicle",
            "taxi": "taxi",
            "public_transport": "public transport",
        },
    )
    other_transport_practicable: YesNo = fact(
        "Could they have travelled in another way than by private vehicle?",
        (
            "other transport was possible and practicable",
            "other transport was not possible or not practicable",
        ),
        weigh="what else ran at that hour, how long it took, what it cost, and what those carried"
        " can manage",
    )
    drove: YesNo = fact(
        "Did the person drive?",
        ("the person drove", "somebody else drove"),
    )
    unbelted: YesNo = fact(
        "Was any passenger at any time without a seat belt?",
        ("a passenger was without a seat belt", "every passenger wore a seat belt throughout"),
    )
    moved_unbelted: YesNo = fact(
        "Did the vehicle move while a passenger was without a seat belt?",
        (
            "the vehicle moved while a passenger was without a seat belt",
            "the vehicle did not move while a passenger was without a seat belt",
        ),
    )
    own_belt: YesNo = fact(
        "Did the person, riding as a passenger, wear a seat belt?",
        (
            "the person wore a seat belt as a passenger",
            "the person rode as a passenger without a seat belt",
        ),
    )
    belt_exemption: YesNo = fact(
        "Is it said that the law exempts the passenger from wearing a belt?",
        (
            "it is said that the law exempts the passenger from wearing a belt",
            "no exemption from wearing a belt is claimed",
        ),
        conduct=False,
    )
    child_seat_needed: YesNo = fact(
        "Did any passenger, by age and height, come under the law on child and booster seats?",
        (
            "a passenger came under the law on child and booster seats",
            "no passenger came under the law on child and booster seats",
        ),
        conduct=False,
    )
    child_seat_used: YesNo = fact(
        "Did each child who needed one travel in a child or booster seat of the right kind?",
        (
            "each child who needed one had the right seat",
            "a child who needed one was without the right seat",
        ),
    )
    unsafe_behaviour: YesNo = fact(
        "Did the person behave unsafely on the journey?",
        ("the person behaved unsafely on the journey", "the person behaved safely"),
        weigh="speed, attention, a phone in the hand, horseplay, how the passengers were handled",
    )
    unsafe_arrangements: YesNo = fact(
        "Did the arrangements for the journey leave anybody, or the vehicle, unsafe?",
        (
            "the arrangements left somebody or the vehicle unsafe",
            "the arrangements were safe",
        ),
        weigh="the route, the hour and the weather, who sat where, doors and loads, getting in and"
        " out, what would happen in a breakdown",
    )
    mot: Choice[Literal["current", "expired", "not_needed"]] = fact(
        "Did the vehicle have a current MOT, if it needs one?",
        "the MOT was {}",
        words={"not_needed": "not needed"},
    )
    other_legal_fault: YesNo = fact(
        "Apart from belts, seats, licence, insurance and MOT: did the vehicle or the arrangements"
        " fall short of what the law demands?",
        (
            "the vehicle or the arrangements fell short of a demand of the law",
            "the vehicle and the arrangements met the other demands of the law",
        ),
        weigh="vehicle tax, permits for minibuses or for carrying people, drivers' hours, and"
        " whatever else the law asks of such a vehicle and journey",
    )
    roadworthy: YesNo = fact(
        "Was the vehicle roadworthy?",
        ("the vehicle was roadworthy", "the vehicle was not roadworthy"),
        weigh="tyres, brakes, lights, steering, doors, mirrors and windscreen; warnings that were"
        " on; defects that were known",
    )
    insurance: Choice[Literal["covers_journey", "not_this_journey", "none"]] = fact(
        "Did the vehicle's insurance cover this driver, this vehicle and this kind of journey?"
        " (A journey for work may need cover for business use.)",
        "insurance: {}",
        words={
            "covers_journey": "it covered the driver, the vehicle and this kind of journey",
            "not_this_journey": "it did not cover this driver, vehicle or kind of journey",
            "none": "there was none",
        },
    )
    overloaded: YesNo = fact(
        "Were there more people in the vehicle than it is meant to carry?",
        (
            "there were more people in the vehicle than it is meant to carry",
            "there were no more people in the vehicle than it is meant to carry",
        ),
    )
    special_needs: YesNo = fact(
        "Did a passenger have specific or additional needs that matter on a journey?",
        (
            "a passenger had specific or additional needs",
            "no passenger had specific or additional needs",
        ),
        conduct=False,
    )
    needs_met: YesNo = fact(
        "Were the needs of those carried taken into account?",
        ("the passenger's needs were taken into account", "the passenger's needs were overlooked"),
        weigh="what was known of the needs, and what was done about them: equipment, seating,"
        " breaks, medicine, somebody who knows the passenger",
    )
    licence: Choice[Literal["held", "other_vehicles_only", "none"]] = fact(
        "Did the person hold a licence or permit for this kind of vehicle?",
        "licence: {}",
        words={
            "held": "the person held one for this kind of vehicle",
            "other_vehicles_only": "the person held one for other kinds of vehicles only",
            "none": "the person held none",
        },
    )
    fit_to_drive: YesNo = fact(
        "Was the person fit to drive?",
        ("the person was fit to drive", "the person was not fit to drive"),
        weigh="tiredness, illness, injury, eyesight, upset, and how the person seemed",
    )
    substance_taken: YesNo = fact(
        "Had the person drunk alcohol, or taken a drug or medicine, before driving?",
        (
            "the person had taken alcohol, a drug or a medicine before driving",
            "the person had taken no alcohol, drug or medicine",
        ),
    )
    likely_to_impair: YesNo = fact(
        "Was what had been taken likely to impair judgement or the ability to drive?",
        (
            "what had been taken was likely to impair judgement or driving",
            "what had been taken was not likely to impair judgement or driving",
        ),
        weigh="what it was and how much, how long before, what the label or a doctor says, and how"
        " the person seemed",
    )
    alone: YesNo = fact(
        "Was the person at any time of the journey alone with a passenger?",
        (
            "the person was alone with a passenger",
            "the person was never alone with a passenger",
        ),
    )
    alone_longer_than_needed: YesNo = fact(
        "Was the person alone with a passenger for longer than was needed?",
        (
            "they were alone together for longer than was needed",
            "they were alone together for no longer than was needed",
        ),
        weigh="the direct way and its usual time, the order in which people were dropped off,"
        " detours and stops, waiting in the vehicle, somebody else who could have come",
    )
    close_supervision_needed: YesNo = fact(
        "Might a passenger have needed close supervision on the way?",
        (
            "a passenger might have needed close supervision",
            "no passenger needed close supervision",
        ),
        weigh="age, behaviour on earlier journeys, distress, needs, and who sits with whom",
    )
    other_adult: YesNo = fact(
        "Did another adult, or is another adult to, travel in the vehicle?",
        ("another adult travels along", "no other adult travels along"),
    )
    journey_report: JourneyReport | None = None


class TransportConcern(Act, Carries):
    """A concern that was raised with somebody about a lift or journey."""

    situation: ClassVar[bool] = True
    kind: Literal["transport_concern"]
    met_with_tact: YesNo = fact(
        "Was the concern met with tact and a readiness to adapt?",
        (
            "the concern was met with tact and a readiness to adapt",
            "the concern was met without tact or without readiness to adapt",
        ),
        weigh="what was said in answer and how, and whether anything could have been changed",
    )


class TransportEvidence(Record):
    """What proof was asked for, of the vehicle, of the driver and of the insurance."""

    mot: Deed = fact(
        "Was proof of a current MOT asked for?",
        "asking for proof of a current MOT: {}",
    )
    servicing: Deed = fact(
        "Was the driver asked to certify that the vehicle is serviced to the maker's schedule?",
        "asking the driver to certify the servicing: {}",
    )
    pre_use_checks: Deed = fact(
        "Was proof asked for that the driver makes the maker's checks before use?",
        "asking for proof of the checks before use: {}",
    )
    licence: Deed = fact(
        "Was proof asked for of a valid licence for this type of vehicle?",
        "asking for proof of the licence: {}",
    )
    driver_requirements: Deed = fact(
        "Was proof asked for that the driver meets the employer's requirements of drivers?",
        "asking for proof of the employer's requirements: {}",
    )
    insurance: Deed = fact(
        "Was proof asked for of insurance for the driver, the vehicle and its intended use?",
        "asking for proof of insurance: {}",
    )


class TransportArrangement(Act, Carries):
    """A situation: an organisation has people carried by its staff as part of their work."""

    kind: Literal["transport_arrangement"]
    risk_assessed: Deed = fact(
        "Was the risk to staff in carrying people assessed before the journeys began?",
        "assessing the risk of the transport: {}",
    )
    risk_known: YesNo = fact(
        "Was a risk of the transport known to the organisation?",
        ("a risk of the transport was known", "no risk of the transport was known"),
        conduct=False,
    )
    risk_managed: YesNo = fact(
        "Was every known risk managed?",
        ("every known risk was managed", "a known risk was not managed"),
        weigh="what was known and by whom, what was done about it, and whether that could work",
    )
    distraction_considered: YesNo = fact(
        "Was it considered what might distract the driver?",
        (
            "what might distract the driver was considered",
            "what might distract the driver was not considered",
        ),
    )
    supervision_considered: YesNo = fact(
        "Was it considered how those carried are supervised?",
        (
            "the supervision of those carried was considered",
            "the supervision of those carried was not considered",
        ),
    )
    behaviour_judged: YesNo = fact(
        "Was it judged beforehand how those carried would probably behave?",
        (
            "the likely behaviour of those carried was judged beforehand",
            "the likely behaviour of those carried was not judged beforehand",
        ),
    )
    needs_judged: YesNo = fact(
        "Was it judged beforehand what each of those carried needs?",
        (
            "the needs of each of those carried were judged beforehand",
            "the needs of each of those carried were not judged beforehand",
        ),
    )
    mot_needed: YesNo = fact(
        "Does the vehicle need an MOT certificate?",
        ("the vehicle needs an MOT certificate", "the vehicle needs no MOT certificate"),
        conduct=False,
    )
    pre_use_checks_specified: YesNo = fact(
        "Does the vehicle's maker lay down checks before use?",
        ("the maker lays down checks before use", "the maker lays down no checks before use"),
        conduct=False,
    )
    driver_requirements_set: YesNo = fact(
        "Has the employer set requirements of its own for drivers?",
        (
            "the employer has set requirements for drivers",
            "the employer has set no requirements for drivers",
        ),
        conduct=False,
    )
    evidence: TransportEvidence | None = None
    evidence_obtained: YesNo = fact(
        "Was any of this proof obtained?",
        ("proof was obtained", "no proof was obtained"),
        conduct=False,
    )
    evidence_kept: Choice[Literal["with_risk_assessment", "elsewhere", "not_kept"]] = fact(
        "Is the proof kept, and does it lie with the risk assessment?",
        "the proof is {}",
        words={
            "with_risk_assessment": "kept with the risk assessment",
            "elsewhere": "kept, but not with the risk assessment",
            "not_kept": "not kept",
        },
    )
