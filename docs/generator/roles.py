"""docs/reference/roles.md: roles, role groups and offices."""

from __future__ import annotations

from docs.generator.markdown import code, generated, table
from engine.facts.people import OFFICES, ROLE_GROUPS, ROLES

INTRO = """# Roles and offices

A **role** says what somebody is towards a policy, and decides whether the policy binds them. A
**role group** says that somebody is one of several, where it is not known which: a person of the
role `staff` is an employee or a volunteer or another of its members, and a clause on employees
alone then stays open and asks. In a policy, a group under `binds` or `applies_to` stands for all of
its members.

An **office** is what escalation knows: who is told, who decides. One person may hold several, for
everybody or `of` somebody in particular: `holds: [{office: manager, of: p2}]`.

"""

AFTER = """
A step may also be by or to `actor` (the person who acted), `parent`, `service_user`,
`everyone_concerned` and `author` (of an image or a document).
"""


def roles_page() -> str:
    """Write the page."""
    groups = [(f"`{name}`", code(members)) for name, members in ROLE_GROUPS.items()]
    return "".join(
        [
            generated("engine/facts/people.py"),
            INTRO,
            "## Roles\n\n",
            table(("role", "meaning"), [(f"`{name}`", says) for name, says in ROLES.items()]),
            "\n## Role groups\n\n",
            table(("group", "one of"), groups),
            "\n## Offices\n\n",
            table(("office", "meaning"), [(f"`{name}`", says) for name, says in OFFICES.items()]),
            AFTER,
        ]
    )
