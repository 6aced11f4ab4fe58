"""Cases that prove the clauses of a policy, and the plugin that runs them under pytest."""
