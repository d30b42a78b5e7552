"""Measures Levee beside its peers; nothing in the product imports this."""
