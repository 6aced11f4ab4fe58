"""The vocabulary of incidents: people, acts, situations and events, as typed facts."""
