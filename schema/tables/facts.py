"""Facts read in source documents (原文事实)."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Numeric, Text

from schema.access import Access, anyone
from schema.storage import reference, table, word
from schema.vocabulary import Bound, Precision

fact = table(
    "fact",
    Column("code", Text, nullable=False, unique=True, comment="Number of the fact, such as `JZ-086` (编号)."),
    Column(
        "key", Text, unique=True, comment="Short key by which other records name it, if they do (事实键)."
    ),
    Column("source", Text, nullable=False, comment="The file it was read in (来源文件)."),
    reference("division_id", "division", "The division it is about (所涉区划).", nullable=True),
    Column(
        "starts",
        Text,
        comment="Start as the source gives it; `--06-12` is a day without a year (起始时间).",
    ),
    Column("starts_on", Date, comment="The day of the start, where the year is known (起始日期)."),
    Column("ends", Text, comment="End as the source gives it; `--06-12` is a day without a year (截止时间)."),
    Column("ends_on", Date, comment="The day of the end, where the year is known (截止日期)."),
    word("precision", Precision, "How exactly the source gives the dates (时间精度)."),
    Column("category", Text, nullable=False, comment="What it is about, such as `stock` (类别)."),
    Column("subject", Text, nullable=False, comment="What it says, in Chinese (事项)."),
    Column("subject_en", Text, comment="What it says, in English (事项英文)."),
    word("bound", Bound, "What the number bounds; null for a named thing (数值界限).", nullable=True),
    Column("printed", Text, comment="The value as printed, such as `687` or `IV` (原文数值)."),
    Column("value", Numeric, comment="The number as printed, in `unit`; null for a named thing (数值)."),
    Column("unit", Text, comment="Unit as printed (单位)."),
    Column("unit_en", Text, comment="Unit in English (单位英文)."),
    Column("value_base", Numeric, comment="The number in the base unit (基本单位数值)."),
    Column("unit_base", Text, comment="The base unit (基本单位)."),
    reference("numerator_id", "fact", "The count above the line, if it is a rate (分子).", nullable=True),
    reference("denominator_id", "fact", "The count below the line, if it is a rate (分母).", nullable=True),
    Column("recomputed", Numeric, comment="The rate computed again from its two counts (复算值)."),
    Column("note", Text, comment="What a reader must know about this fact (备注)."),
    Column("verdict", Text, comment="Whether the number follows from the others (核对结论)."),
    CheckConstraint("(bound IS NULL) = (value IS NULL)", name="number"),
    Index("ix_fact_category", "category"),
    comment="One statement of a source document, a number or a named thing (原文事实).",
    access=Access(read=anyone),
)
