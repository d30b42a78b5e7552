"""The migrations themselves, immutable once landed."""
