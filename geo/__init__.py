"""Places: no Levee, no GraphQL, no I/O."""
