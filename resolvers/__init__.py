"""A question becomes one statement."""
