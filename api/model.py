"""An optional reader beside the one by rule: a language model that the organisation runs itself.

Off unless `CLAUSECHECK_MODEL_URL` names an OpenAI-compatible endpoint. With it, accounts are sent
there and nowhere else. The model only proposes; `engine.intake.proposals` drops what the account
does not bear out, and whatever fails leaves the draft as the rules have read it.
"""

from __future__ import annotations

import http.client
import json
import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from engine.intake.proposals import answer_schema, instructions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.facts.vocabulary import Vocabulary

MOST_ANSWER: Final = 1_000_000
"""Most bytes of an answer that are read."""

MOST_TOKENS: Final = 2_000
"""Most tokens of an answer; a small model may never end one by itself."""

_PORTS: Final = {"http": 80, "https": 443}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Model:
    """Where the model answers, and as what."""

    url: str
    name: str
    key: str | None
    seconds: float

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any] = os.environ) -> Model | None:
        """Give the model that is set up; None where none is, as by default.

        Raises:
            ValueError: The address is none.
        """
        url = settings.get("CLAUSECHECK_MODEL_URL", "").rstrip("/")
        if not url:
            return None
        if urlsplit(url).scheme not in _PORTS or not urlsplit(url).hostname:
            message = "CLAUSECHECK_MODEL_URL takes an address such as http://127.0.0.1:8080/v1"
            raise ValueError(message)
        return cls(
            url,
            settings.get("CLAUSECHECK_MODEL_NAME", "local"),
            settings.get("CLAUSECHECK_MODEL_KEY"),
            float(settings.get("CLAUSECHECK_MODEL_SECONDS", 30)),
        )

    def propose(self, text: str, kinds: Sequence[str], vocabulary: Vocabulary) -> object:
        """Ask for facts; None where the model does not answer, or not in JSON."""
        body = {
            "model": self.name,
            "temperature": 0,
            "seed": 0,
            "max_tokens": MOST_TOKENS,
            "messages": [
                {"role": "system", "content": instructions(kinds, vocabulary)},
                {"role": "user", "content": text},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {
                    "name": "facts",
                    "strict": True,
                    "schema": answer_schema(kinds, vocabulary),
                },
            },
        }
        try:
            answer = json.loads(self._post(json.dumps(body).encode()))
            found: Any = json.loads(answer["choices"][0]["message"]["content"])
        except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError) as error:
            _log.warning("the model did not answer (%s)", type(error).__name__)
            return None
        return found

    def _post(self, body: bytes) -> bytes:
        place = urlsplit(f"{self.url}/chat/completions")
        kind = (
            http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
        )
        port = place.port or _PORTS[place.scheme]
        connection = kind(place.hostname or "", port, timeout=self.seconds)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key is not None:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            connection.request("POST", place.path, body, headers)
            response = connection.getresponse()
            data = response.read(MOST_ANSWER + 1)
        finally:
            connection.close()
        if response.status != http.client.OK or len(data) > MOST_ANSWER:
            message = "no answer of use"
            raise http.client.HTTPException(message)
        return data
