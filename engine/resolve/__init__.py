"""From the written tree and the declared facts to the typed tree."""
