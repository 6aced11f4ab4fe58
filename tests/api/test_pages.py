"""The pages for people: they say what is loaded, need no scripts, and lead nowhere else."""

from __future__ import annotations

import html
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from engine.infer.ruleset import Ruleset


class _Page(HTMLParser):
    """What a page holds: its tags, its links, its ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.ids = [a["id"] for _, a in self.tags if "id" in a]
        self.links = [a[key] or "" for _, a in self.tags for key in ("href", "src") if key in a]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))


def _stands_by_itself(client: TestClient, page: _Page) -> None:
    names = [tag for tag, _ in page.tags]
    scripts = [a for tag, a in page.tags if tag == "script"]

    assert {"lang": "en-GB", "class": "govuk-template"} in [a for t, a in page.tags if t == "html"]
    assert not {"style", "iframe"} & set(names)
    assert all(a.get("src", "").startswith("/static/") for a in scripts)  # type: ignore[union-attr]
    assert not [a for _, a in page.tags if any(key.startswith("on") or key == "style" for key in a)]
    assert names.count("h1") == names.count("main") == 1
    assert names.count("title") == 1 + names.count("svg")
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        assert link.startswith(("/", "#")), link
        if link.startswith("#"):
            assert link[1:] in page.ids, link
        elif link != "/exit":
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("address", ["/", "/about", "/docs", "/policies"])
def test_a_page_stands_by_itself(client: TestClient, address: str) -> None:
    response = client.get(address)

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    _stands_by_itself(client, _Page(response.text))


def test_every_policy_has_a_page_and_every_clause(client: TestClient, ruleset: Ruleset) -> None:
    for name, compiled in ruleset.policies.items():
        text = client.get(f"/policies/{name}").text
        page = _Page(text)
        clauses = {f"/policies/{name}/clauses/{c.id}" for c in compiled.policy.clauses}

        assert clauses <= set(page.links)
        assert len(page.ids) == len(set(page.ids))
        for path in compiled.policy.paths:
            assert f"{path.title}</title>" in html.unescape(text)
    for name, compiled in ruleset.policies.items():
        _stands_by_itself(
            client,
            _Page(client.get(f"/policies/{name}/clauses/{compiled.policy.clauses[0].id}").text),
        )


def test_a_clause_page_shows_what_the_clause_says_and_its_cases(
    client: TestClient, ruleset: Ruleset
) -> None:
    compiled, clause = ruleset.clauses["PP-17.personal-equipment"]
    text = html.unescape(client.get("/policies/PP/clauses/PP-17.personal-equipment").text)

    assert clause.title in text
    for requirement in clause.requires:
        assert requirement.title in text
        for norm in requirement.norms:
            assert compiled.policy.norms[norm].gist in text
    assert "The organisation's camera" in text


def test_the_about_page_says_what_is_loaded(client: TestClient, ruleset: Ruleset) -> None:
    text = client.get("/about").text

    assert ruleset.digest in text
    for compiled in ruleset.policies.values():
        assert html.escape(compiled.policy.title) in text
        assert f'href="/v1/policies/{compiled.policy.id}"' in text


def test_every_problem_type_leads_to_its_explanation(client: TestClient) -> None:
    page = _Page(client.get("/docs").text)
    problem = client.get("/nowhere").json()

    assert problem["type"].removeprefix("/docs#") in page.ids


def test_what_is_loaded_is_shown_as_text(client: TestClient) -> None:
    """The control for escaping: an example's quotes come out as entities, not as markup."""
    text = client.get("/docs").text

    assert "&#34;incident&#34;" in text
