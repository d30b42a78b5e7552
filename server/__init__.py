"""Carries questions in and answers out."""
