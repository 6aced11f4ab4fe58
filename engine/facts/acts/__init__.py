"""Every kind of act, a family of them per file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field

from engine.facts.acts.activity import CommunityActivity
from engine.facts.acts.animal import Animal
from engine.facts.acts.association import Association, StaffMatterLearnt
from engine.facts.acts.behaviour import Behaviour
from engine.facts.acts.care import Care
from engine.facts.acts.complaint import Complaint, ConcernHandling
from engine.facts.acts.concern import (
    Concern,
    CriminalMatter,
    ManagerResponse,
    OwnAction,
    OwnDifficulty,
)
from engine.facts.acts.conduct import Conduct
from engine.facts.acts.contact import (
    Contact,
    Dependence,
    InfatuationPlan,
    InfatuationSign,
    SocialContact,
)
from engine.facts.acts.discipline import ChildDiscipline
from engine.facts.acts.dress import Dress
from engine.facts.acts.equipment import EquipmentUse
from engine.facts.acts.forum import (
    AgreedRules,
    Commitment,
    InformationDue,
    Representation,
    Scrutiny,
    Statement,
    Workload,
)
from engine.facts.acts.gift import Gift, Treatment
from engine.facts.acts.image import EquipmentPermission, Image, ImageWanted
from engine.facts.acts.information import (
    Disclosure,
    Enquiry,
    LeakKnown,
    RecordsSecurity,
    SecrecyPromise,
)
from engine.facts.acts.interest import ConflictHandling, Decision, Interest
from engine.facts.acts.intervention import Intervention
from engine.facts.acts.judgement import Mishap, ProfessionalJudgement
from engine.facts.acts.material import ImageExposure, IndecentMaterial, MaterialFound
from engine.facts.acts.meeting import ResolutionSought
from engine.facts.acts.organisation import CodeReceived, PolicyDocument, Provision
from engine.facts.acts.political import Campaign, PoliticalActivity
from engine.facts.acts.power import PositionUsed
from engine.facts.acts.premises import Presence, SiteDriving, StandIn
from engine.facts.acts.publication import Publication
from engine.facts.acts.recording import Recording
from engine.facts.acts.relationship import Relationship
from engine.facts.acts.resource import Discussion, Influence, Resource, WorkSession
from engine.facts.acts.response import BreachResponse, Restriction
from engine.facts.acts.risk import (
    IncidentRecords,
    OneToOne,
    RiskAssessment,
    RiskNews,
    RiskyBehaviour,
    StaffBriefing,
    Training,
)
from engine.facts.acts.school import Companion, MeetingHeld
from engine.facts.acts.sexual import SexualConduct
from engine.facts.acts.substance import Substance
from engine.facts.acts.touch import ContactSought, Touch
from engine.facts.acts.transport import Lift, TransportArrangement, TransportConcern

if TYPE_CHECKING:
    from engine.facts.base import Act

AnyAct: TypeAlias = Annotated[
    AgreedRules
    | Animal
    | Association
    | Behaviour
    | BreachResponse
    | Campaign
    | Care
    | ChildDiscipline
    | CodeReceived
    | Commitment
    | CommunityActivity
    | Companion
    | Complaint
    | Concern
    | ConcernHandling
    | Conduct
    | ConflictHandling
    | Contact
    | ContactSought
    | CriminalMatter
    | Decision
    | Dependence
    | Disclosure
    | Discussion
    | Dress
    | Enquiry
    | EquipmentPermission
    | EquipmentUse
    | Gift
    | Image
    | ImageExposure
    | ImageWanted
    | IncidentRecords
    | IndecentMaterial
    | InfatuationPlan
    | InfatuationSign
    | Influence
    | InformationDue
    | Interest
    | Intervention
    | LeakKnown
    | Lift
    | ManagerResponse
    | MaterialFound
    | MeetingHeld
    | Mishap
    | OneToOne
    | OwnAction
    | OwnDifficulty
    | PolicyDocument
    | PoliticalActivity
    | PositionUsed
    | Presence
    | ProfessionalJudgement
    | Provision
    | Publication
    | Recording
    | RecordsSecurity
    | Relationship
    | Representation
    | ResolutionSought
    | Resource
    | Restriction
    | RiskAssessment
    | RiskNews
    | RiskyBehaviour
    | Scrutiny
    | SecrecyPromise
    | SexualConduct
    | SiteDriving
    | SocialContact
    | StaffBriefing
    | StaffMatterLearnt
    | StandIn
    | Statement
    | Substance
    | Touch
    | Training
    | TransportArrangement
    | TransportConcern
    | Treatment
    | WorkSession
    | Workload,
    Field(discriminator="kind"),
]
KINDS: tuple[type[Act], ...] = (
    AgreedRules,
    Animal,
    Association,
    Behaviour,
    BreachResponse,
    Campaign,
    Care,
    ChildDiscipline,
    CodeReceived,
    Commitment,
    CommunityActivity,
    Companion,
    Complaint,
    Concern,
    ConcernHandling,
    Conduct,
    ConflictHandling,
    Contact,
    ContactSought,
    CriminalMatter,
    Decision,
    Dependence,
    Disclosure,
    Discussion,
    Dress,
    Enquiry,
    EquipmentPermission,
    EquipmentUse,
    Gift,
    Image,
    ImageExposure,
    ImageWanted,
    IncidentRecords,
    IndecentMaterial,
    InfatuationPlan,
    InfatuationSign,
    Influence,
    InformationDue,
    Interest,
    Intervention,
    LeakKnown,
    Lift,
    ManagerResponse,
    MaterialFound,
    MeetingHeld,
    Mishap,
    OneToOne,
    OwnAction,
    OwnDifficulty,
    PolicyDocument,
    PoliticalActivity,
    PositionUsed,
    Presence,
    ProfessionalJudgement,
    Provision,
    Publication,
    Recording,
    RecordsSecurity,
    Relationship,
    Representation,
    ResolutionSought,
    Resource,
    Restriction,
    RiskAssessment,
    RiskNews,
    RiskyBehaviour,
    Scrutiny,
    SecrecyPromise,
    SexualConduct,
    SiteDriving,
    SocialContact,
    StaffBriefing,
    StaffMatterLearnt,
    StandIn,
    Statement,
    Substance,
    Touch,
    Training,
    TransportArrangement,
    TransportConcern,
    Treatment,
    WorkSession,
    Workload,
)
