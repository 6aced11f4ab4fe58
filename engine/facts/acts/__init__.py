"""Every kind of act, a family of them per file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field

from engine.facts.acts.animal import Animal
from engine.facts.acts.concern import (
    Concern,
    CriminalMatter,
    ManagerResponse,
    OwnAction,
    OwnDifficulty,
)
from engine.facts.acts.gift import Gift, Treatment
from engine.facts.acts.image import EquipmentPermission, Image, ImageWanted
from engine.facts.acts.meeting import Behaviour, ResolutionSought
from engine.facts.acts.recording import Recording
from engine.facts.acts.response import BreachResponse, Restriction
from engine.facts.acts.transport import Lift, TransportArrangement, TransportConcern

if TYPE_CHECKING:
    from engine.facts.base import Act

AnyAct: TypeAlias = Annotated[
    Animal
    | Behaviour
    | BreachResponse
    | Concern
    | CriminalMatter
    | EquipmentPermission
    | Gift
    | Image
    | ImageWanted
    | Lift
    | ManagerResponse
    | OwnAction
    | OwnDifficulty
    | Recording
    | ResolutionSought
    | Restriction
    | TransportArrangement
    | TransportConcern
    | Treatment,
    Field(discriminator="kind"),
]
KINDS: tuple[type[Act], ...] = (
    Animal,
    Behaviour,
    BreachResponse,
    Concern,
    CriminalMatter,
    EquipmentPermission,
    Gift,
    Image,
    ImageWanted,
    Lift,
    ManagerResponse,
    OwnAction,
    OwnDifficulty,
    Recording,
    ResolutionSought,
    Restriction,
    TransportArrangement,
    TransportConcern,
    Treatment,
)
