"""Plans, their versions, levels, actions and rules of authority (应急预案)."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from schema.access import Access, Role, anyone, nobody
from schema.procedure import Called
from schema.storage import instant, reference, table, word
from schema.vocabulary import Basis, PlanKind, ResponseLevel, TransitionKind

plan = table(
    "plan",
    Column("code", Text, nullable=False, unique=True, comment="Code in its register (编号)."),
    Column("title", Text, nullable=False, comment="Chinese title (名称)."),
    Column("title_en", Text, comment="English title (英文名)."),
    word("title_basis", Basis, "Where the title comes from (名称依据)."),
    word("kind", PlanKind, "Kind of plan (类别)."),
    Column(
        "system",
        Text,
        comment="Response system it is for, such as `flood`; null for an overall plan (响应体系).",
    ),
    reference("parent_id", "plan", "The plan it belongs under (上级预案).", nullable=True),
    reference("division_id", "division", "The division whose plan it is (所属区划)."),
    Column("source", Text, comment="Key of the fact its title comes from (来源)."),
    reference(
        "basin_id",
        "basin",
        "The basin whose response it is for; null: its division's (所属流域).",
        nullable=True,
    ),
    CheckConstraint("kind <> 'OVERALL' OR system IS NULL", name="overall"),
    Index("ix_plan_system", "system"),
    comment="What a division has decided to do in an emergency (应急预案).",
    access=Access(read=anyone),
)

plan_version = table(
    "plan_version",
    reference("plan_id", "plan", "The plan (所属预案)."),
    Column("label", Text, nullable=False, comment="What the version is called (版本)."),
    instant("valid_from", "From when it is in force (生效时间)."),
    instant("valid_to", "From when it is no longer in force; null while it is (失效时间).", nullable=True),
    word("basis", Basis, "Where the version comes from (依据)."),
    Column("document_no", Text, comment="Number of the document that issued it (文号)."),
    Column("note", Text, comment="What a reader must know about this version (备注)."),
    CheckConstraint("valid_to > valid_from", name="validity"),
    ExcludeConstraint(
        (Column("plan_id"), "="),
        (func.tstzrange(Column("valid_from"), Column("valid_to")), "&&"),
        name="plan_version_overlap",
        using="gist",
    ),
    comment="One version of a plan, in force for a time (预案版本).",
    access=Access(read=anyone),
)

plan_level = table(
    "plan_level",
    reference("version_id", "plan_version", "The version of the plan (所属预案版本).", index=False),
    word("level", ResponseLevel, "Level of the response (响应级别)."),
    Column("condition", Text, nullable=False, comment="When this level is called for (启动条件)."),
    word("basis", Basis, "Where the condition comes from (依据)."),
    UniqueConstraint("version_id", "level"),
    comment="One level of a version of a plan (预案响应级别).",
    access=Access(read=anyone),
)

plan_action = table(
    "plan_action",
    reference("level_id", "plan_level", "The level at which it is due (所属响应级别).", index=False),
    Column(
        "seq",
        Integer,
        CheckConstraint("seq > 0", name="seq"),
        nullable=False,
        comment="Its place among the actions of the level, from 1 (序号).",
    ),
    reference(
        "unit_id", "member_unit", "Who does it; null where it calls others out (责任单位).", nullable=True
    ),
    Column("task", Text, nullable=False, comment="What is to be done, in Chinese (任务)."),
    Column("task_en", Text, comment="What is to be done, in English (任务英文)."),
    Column(
        "within_minutes",
        Integer,
        CheckConstraint("within_minutes > 0", name="within_minutes"),
        comment="Minutes after the level takes effect; null where the plan sets no limit (完成时限).",
    ),
    word("basis", Basis, "Where the action comes from (依据)."),
    word("calls", Called, "Whom it calls out, where no unit does it (召集对象).", nullable=True),
    Column(
        "line",
        Integer,
        CheckConstraint("line BETWEEN 1 AND 3", name="line"),
        comment="Which line of levee labour it calls out, 1 to 3 (梯队).",
    ),
    Column(
        "people_per_km",
        Numeric,
        CheckConstraint("people_per_km > 0", name="people_per_km"),
        comment="People that each kilometre takes, where the plan says so (每公里人数).",
    ),
    Column(
        "stretch_km",
        Numeric,
        CheckConstraint("stretch_km > 0", name="stretch_km"),
        comment="Kilometres of levee that it is for, where the plan says so (堤段长度).",
    ),
    CheckConstraint("num_nonnulls(unit_id, calls) = 1", name="assignee"),
    CheckConstraint("(calls = 'LABOUR') IS TRUE = (line IS NOT NULL)", name="labour"),
    UniqueConstraint("level_id", "seq"),
    comment="What is to be done at a level (响应行动).",
    access=Access(read=anyone),
)

post = table(
    "post",
    Column("name", Text, primary_key=True, comment="What rules of authority call it, in Chinese (岗位)."),
    word("role", Role, "The least role of a token that may act for it (最低角色)."),
    word("basis", Basis, "Where it comes from (依据)."),
    key=False,
    comment="A post or body that rules of authority name, and the tokens that act for it (岗位).",
    access=Access(read=nobody),
)


def _post(name: str, comment: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey("post.name"), nullable=nullable, comment=comment)


AGREEING = ("approval_required", "upper_consent")
"""Each means that nobody decides alone: others have to agree first."""

authority_rule = table(
    "authority_rule",
    reference("version_id", "plan_version", "The version of the plan (所属预案版本).", index=False),
    word("level", ResponseLevel, "The level after the change, or the one that ends (级别)."),
    word("action", TransitionKind, "What is decided: START, RAISE, LOWER or END (事项)."),
    _post("proposer", "The post or body that proposes it (提出)."),
    _post("reviewer", "The post or body that reviews it, if any (审核).", nullable=True),
    _post("approver", "The post or body that approves it (批准)."),
    Column(
        "upper_consent",
        Boolean,
        nullable=False,
        comment="Whether the office above must agree first (须报上级同意).",
    ),
    Column(
        "approval_required",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="Whether it needs an approval recorded here before it takes effect (须经审批).",
    ),
    word("basis", Basis, "Where the rule comes from (依据)."),
    Column(
        "approval_minutes",
        Integer,
        CheckConstraint("approval_minutes BETWEEN 1 AND 1440", name="approval_minutes"),
        nullable=False,
        server_default=text("10"),
        comment="Minutes from the proposal within which all must have agreed (审批时限).",
    ),
    CheckConstraint("action <> 'CORRECT'", name="decided"),
    UniqueConstraint("version_id", "level", "action"),
    comment="Who may start, change or end a level under a version of a plan (启动权限).",
    access=Access(read=anyone),
)
