"""Callers that name their request by a key of their own get one effect and one answer for it."""
