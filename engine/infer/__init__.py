"""From a typed ruleset and the facts of an incident to its assessment."""
