"""The pytest plugin: runs the cases of a policy folder as tests."""
