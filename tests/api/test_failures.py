"""Whatever fails: a browser gets a page that leads on, a program problem details; never both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.failures import weight

if TYPE_CHECKING:
    from starlette.testclient import TestClient

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("method", "address", "status", "says"),
    [
        ("GET", "/nowhere", 404, "There is nothing at this address"),
        ("GET", "/policies/XX", 404, "There is nothing at this address"),
        ("GET", "/policies/PP/clauses/XX", 404, "There is nothing at this address"),
        ("GET", "/policies/PH/clauses/PP-17.publishing", 404, "nothing at this address"),
        ("GET", "/v10/policies", 404, "There is nothing at this address"),
        ("DELETE", "/about", 405, "This address is not opened like that"),
        ("GET", "/about?account=Zebedee", 422, "This address says more than is taken here"),
    ],
)
def test_a_browser_gets_a_page(
    client: TestClient, method: str, address: str, status: int, says: str
) -> None:
    response = client.request(method, address, headers={"accept": BROWSER})

    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["vary"] == "Accept"
    assert f"<h1>{says}" in response.text or says in response.text
    for link in ('href="/"', 'href="/policies"', 'href="/docs"'):
        assert link in response.text
    assert "Zebedee" not in response.text
    assert (status != 405) or response.headers["allow"]


@pytest.mark.parametrize(
    ("body", "headers", "status", "says"),
    [
        (b"a=1&" * 300_000, FORM, 413, "That is too much at once"),
        (b"{}", {"content-type": "application/json"}, 415, "What was sent cannot be read"),
        (b"a=%ff", FORM, 400, "What was sent cannot be read"),
    ],
)
def test_a_form_that_cannot_be_taken_gets_a_page(
    client: TestClient, body: bytes, headers: dict[str, str], status: int, says: str
) -> None:
    response = client.post("/check", content=body, headers={**headers, "accept": BROWSER})

    assert response.status_code == status
    assert f"<h1>{says}</h1>" in response.text


@pytest.mark.parametrize(
    ("accept", "address"),
    [
        ("application/json", "/nowhere"),
        ("application/problem+json", "/policies/XX"),
        ("*/*", "/nowhere"),
        ("", "/nowhere"),
        ("text/html, application/json", "/nowhere"),
        ("text/html;q=0.5, */*", "/nowhere"),
        (BROWSER, "/v1/nowhere"),
        (BROWSER, "/v1"),
        (BROWSER, "/v1/policies/XX"),
        (BROWSER, "/health/nothing"),
    ],
)
def test_a_program_gets_a_problem(client: TestClient, accept: str, address: str) -> None:
    response = client.get(address, headers={"accept": accept})

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["vary"] == "Accept"
    assert response.json()["status"] == 404


def test_a_failure_of_ours_is_a_page_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        message = "Zebedee"
        raise RuntimeError(message)

    monkeypatch.setattr("api.pages.policy_line", fail)
    page = client.get("/about", headers={"accept": BROWSER})
    problem = client.get("/about")

    assert (page.status_code, problem.status_code) == (500, 500)
    assert "<h1>Something went wrong here</h1>" in page.text
    assert problem.json()["type"] == "/docs#unforeseen"
    assert "Zebedee" not in page.text + problem.text


@pytest.mark.parametrize(
    ("accept", "media_type", "weighs"),
    [
        ("", "text/html", 1),
        ("text/html", "text/html", 1),
        ("text/html", "application/json", 0),
        ("text/*;q=0.3", "text/html", 0.3),
        ("*/*;q=0.8, text/html;q=0", "text/html", 0),
        ("TEXT/HTML;level=1;q=0.4", "text/html", 0.4),
        ("application/*, application/json;q=0.25", "application/json", 0.25),
        ("text/html;q=nonsense", "text/html", 1),
        (", ;", "text/html", 0),
    ],
)
def test_what_a_caller_accepts_is_weighed(accept: str, media_type: str, weighs: float) -> None:
    assert weight(accept, media_type) == weighs
