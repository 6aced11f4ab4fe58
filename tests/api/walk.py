"""Somebody who goes through the pages as a browser does, form by form."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from httpx2 import Response
    from starlette.testclient import TestClient

ACCOUNT = """On Saturday Tom (support worker) took photos of two of the young people
on his own phone.
He drove K home afterwards. I told the line manager on Monday.
<script>alert(1)</script> & "quoted" & 'so'
"""
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_STATE = re.compile(r'name="state" value="([^"]*)"')


class Walk:
    """Somebody who goes from page to page, as a browser does."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.page = client.get("/").text

    @property
    def token(self) -> str:
        found = _TOKEN.search(self.page)
        assert found is not None
        return found[1]

    @property
    def state(self) -> dict[str, Any]:
        found = _STATE.search(self.page)
        assert found is not None
        state: dict[str, Any] = json.loads(html.unescape(found[1]))
        return state

    def send(self, address: str, **fields: str) -> Response:
        response = self.client.post(address, data={"token": self.token, **fields})
        self.page = response.text
        return response

    def check(self, account: str = ACCOUNT, **fields: str) -> Response:
        given = {"policy": "PP", "role": "PP:employee", "occurred_on": "", "state": ""}
        return self.send("/check", account=account, **given | fields)

    def take_up(self, incident: dict[str, Any], policy: str = "PP", **known: Any) -> Response:
        """Load a record with these facts, as if it had been saved."""
        record = json.dumps({"state": {"policy": policy, "incident": incident, **known}})
        response = self.client.post(
            "/load", data={"token": self.token}, files={"file": ("r.json", record)}
        )
        self.page = response.text
        return response

    def hidden(self, name: str) -> str:
        """Give what a hidden field of the page holds."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return html.unescape(found[1]) if found is not None else ""

    def do(self, what: str, **fields: str) -> Response:
        answers = {name.replace("__", ":", 1): value for name, value in fields.items()}
        return self.send("/result", state=json.dumps(self.state), do=what, **answers)

    def answer(self, pointer: str, value: str, what: str = "update", **more: str) -> Response:
        fields = {"state": json.dumps(self.state), "do": what, f"answer:{pointer}": value, **more}
        return self.send("/result", **fields)

    def fact(self, path: str) -> Any:
        act = self.state["incident"]["acts"][0]
        for step in path.split("."):
            act = act.get(step) if act else None
        return act

    @property
    def text(self) -> str:
        return html.unescape(self.page)
