"""What a search looks in: one entry for everything that has a name, kept by triggers (搜索)."""

from geoalchemy2 import Geography
from sqlalchemy import BigInteger, Column, Index, Integer, Text

from schema.access import Access, anyone, nobody
from schema.storage import table, word
from schema.vocabulary import SearchKind

glyph = table(
    "glyph",
    Column(
        "glyph",
        Text(collation="C"),
        primary_key=True,
        comment="A character, or a word of two that has a reading.",
    ),
    Column("simple", Text, comment="Its simplified form, where that is another character."),
    Column("sound", Text, comment="Its reading without tones; of a word, two readings and a blank between."),
    key=False,
    comment="How Chinese characters are simplified and read, from OpenCC and pypinyin.",
    access=Access(read=nobody),
)

search_entry = table(
    "search_entry",
    Column("source", Text, primary_key=True, comment="The table that holds the row."),
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="The key of the row there."),
    word("kind", SearchKind, "What it is (类别)."),
    Column("name", Text, nullable=False, comment="Chinese name (名称)."),
    Column("name_en", Text, comment="English name (英文名)."),
    Column("division_id", BigInteger, comment="The division it belongs to, a division to itself (区划)."),
    Column("location", Geography("GEOMETRY", 4326, spatial_index=False), comment="Where it is (位置)."),
    Column("weight", Integer, nullable=False, comment="What goes first among equals: the lighter."),
    Column("words", Text, nullable=False, comment="Its names as they are compared, in every spelling."),
    Index("ix_search_entry_division_id", "division_id"),
    Index("ix_search_entry_words", "words", postgresql_using="gin", postgresql_ops={"words": "gin_trgm_ops"}),
    key=False,
    comment="Everything that has a name, with the spellings it is found by.",
    access=Access(read=anyone),
)
