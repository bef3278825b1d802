"""Schema changes, oldest first. Written by `make migration name=…`, then read by a person."""
