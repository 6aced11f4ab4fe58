"""The pages for people: they say what is loaded, need no scripts, and lead nowhere else."""

from __future__ import annotations

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


@pytest.mark.parametrize("address", ["/", "/docs"])
def test_a_page_stands_by_itself(client: TestClient, address: str) -> None:
    response = client.get(address)
    page = _Page(response.text)
    names = [tag for tag, _ in page.tags]

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert ("html", {"lang": "en-GB"}) in page.tags
    assert not {"script", "style", "iframe", "form"} & set(names)
    assert not [a for _, a in page.tags if any(key.startswith("on") or key == "style" for key in a)]
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        assert link.startswith(("/", "#")), link
        if link.startswith("#"):
            assert link[1:] in page.ids
        else:
            assert client.get(link).status_code == 200, link


def test_the_start_page_says_what_is_loaded(client: TestClient, ruleset: Ruleset) -> None:
    text = client.get("/").text

    assert ruleset.digest in text
    for compiled in ruleset.policies.values():
        assert compiled.policy.title in text
        assert f'href="/v1/policies/{compiled.policy.id}"' in text
    assert "Not looked at yet" in text


def test_every_problem_type_leads_to_its_explanation(client: TestClient) -> None:
    page = _Page(client.get("/docs").text)
    problem = client.get("/nowhere").json()

    assert problem["type"].removeprefix("/docs#") in page.ids


def test_what_is_loaded_is_shown_as_text(client: TestClient) -> None:
    """The control for escaping: an example's quotes come out as entities, not as markup."""
    text = client.get("/docs").text

    assert "&#34;incident&#34;" in text
