"""The demo the product ships with: Jingzhou, from its own data (see SOURCES.md)."""
