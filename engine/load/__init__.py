"""From the text of a file to the written tree, with a place on every node."""
