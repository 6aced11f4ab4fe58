"""An independent judge of verdicts, by brute force; it shares no code with the engine."""
