"""Sound or video of what people say: a meeting, a talk, a disclosure."""

from __future__ import annotations

from typing import Literal

from engine.facts.base import Act, Choice, Record, YesNo, fact
from engine.facts.shared import Followup, Place


class ConsentBefore(Record):
    """Who had agreed to the recording before it began; somebody left out is not stated."""

    host: YesNo = fact(
        "Had the host (the school, where the school holds the meeting) agreed before the "
        "recording began?",
        (
            "the host had agreed before the recording began",
            "the host had not agreed before the recording began",
        ),
    )
    everybody_present: YesNo = fact(
        "Had everybody who was present agreed before the recording began?",
        (
            "everybody present had agreed before the recording began",
            "somebody present had not agreed before the recording began",
        ),
    )


class Recording(Act, Followup, Place):
    """Sound or video of what people say; a picture or film of somebody as such is an `image`."""

    kind: Literal["recording"]
    what: Choice[
        Literal["meeting", "disclosure", "session_with_disclosure", "conversation", "other"]
    ] = fact(
        "What was recorded: a meeting, a conversation, somebody disclosing harm, or a session "
        "recorded for another agreed purpose in which a disclosure came up?",
        "what was recorded: {}",
        words={
            "disclosure": "somebody disclosing abuse or neglect",
            "session_with_disclosure": (
                "a session recorded for another agreed purpose, in which a disclosure came up"
            ),
            "other": "something else",
        },
    )
    medium: Choice[Literal["audio", "video_with_sound", "video_without_sound"]] = fact(
        "Was it sound, video with sound, or video without sound?",
        "it was recorded as: {}",
        words={
            "audio": "sound",
            "video_with_sound": "video with sound",
            "video_without_sound": "video without sound",
        },
    )
    consent_before: ConsentBefore | None = None
