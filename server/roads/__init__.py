"""Roads read from a file that the administrator supplies: docs/roads.md says which, and how."""
