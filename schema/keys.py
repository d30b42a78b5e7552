"""What every input says of its idempotency key (幂等键)."""

KEY = (
    "Idempotency key, scoped to the token's subject, kept 7 days: the same key and input have their effect "
    "once, another input is a CONFLICT (幂等键)."
)
