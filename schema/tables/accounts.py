"""Local accounts, for an intranet without an identity provider (本地账号)."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY

from schema.access import Access, Role, nobody
from schema.storage import instant, reference, table, word

account = table(
    "account",
    Column("subject", Text, nullable=False, unique=True, comment="What it signs in as."),
    Column("name", Text, comment="What it is called on screens; a post rather than a person."),
    Column("hash", Text, nullable=False, comment="Of the password, by argon2id; never shown, never logged."),
    instant("made_at", "When it was made.", server_default=text("clock_timestamp()")),
    instant("changed_at", "When its password was set last.", server_default=text("clock_timestamp()")),
    instant("disabled_at", "Since when it cannot sign in.", nullable=True),
    CheckConstraint("subject = btrim(subject) AND length(subject) BETWEEN 1 AND 200", name="subject"),
    comment="Who may sign in here by name and password (本地账号).",
    access=Access(read=nobody),
)

account_post = table(
    "account_post",
    reference("account_id", "account", "Whose it is."),
    word("role", Role, "What it may do there."),
    Column("divisions", ARRAY(Text), nullable=False, comment="In which divisions and all below, by code."),
    Column("basins", ARRAY(Text), nullable=False, comment="For which basins as a whole, by code."),
    Column("units", ARRAY(Text), nullable=False, comment="For whose own things, by the code of the unit."),
    CheckConstraint("cardinality(divisions || basins || units) > 0", name="somewhere"),
    comment="A post that an account holds (岗位).",
    access=Access(read=nobody),
)

account_address = table(
    "account_address",
    Column(
        "account_id",
        BigInteger,
        ForeignKey("account.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        comment="Who signed in.",
    ),
    Column("address", LargeBinary, primary_key=True, comment="From where, as a keyed digest."),
    instant("seen_at", "When last.", server_default=text("clock_timestamp()")),
    key=False,
    comment="From where an account has signed in: strangers elsewhere do not lock it out there.",
    access=Access(read=nobody),
    grants="SELECT, INSERT, UPDATE, DELETE",
)

sign_in_failure = table(
    "sign_in_failure",
    Column("what", LargeBinary, primary_key=True, comment="A name, an address or both, as a keyed digest."),
    Column("name", LargeBinary, index=True, comment="The name alone, as a keyed digest, where there is one."),
    Column("failures", Integer, nullable=False, comment="How many, none of them long after the other."),
    instant("failed_at", "When last.", index=True),
    instant("locked_until", "Until when nobody is let in by it.", nullable=True),
    key=False,
    comment="Failures to sign in, which lock for a growing time (登录失败).",
    access=Access(read=nobody),
    grants="SELECT, INSERT, UPDATE, DELETE",
)
