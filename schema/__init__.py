"""What exists, what is shown, and who may see it."""
