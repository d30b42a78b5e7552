"""What was found, in a Chinese and an English sentence for the duty officer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from resolvers.evidence import Condition, Evidence, Finding
from schema.evidence import BRANCHES, ConditionKind, Doubt
from schema.vocabulary import ThresholdMark, TransitionKind

Both = tuple[str, str]
"""The same in Chinese and in English."""

MARKS: Mapping[str, Both] = {
    ThresholdMark.FORTIFICATION.name: ("设防水位", "fortification level"),
    ThresholdMark.WARNING.name: ("警戒水位", "warning level"),
    ThresholdMark.GUARANTEE.name: ("保证水位", "guarantee level"),
    ThresholdMark.FLOOD_LIMIT.name: ("汛限水位", "flood limit level"),
}
AMOUNTS: Mapping[ConditionKind, tuple[str, str, str, str]] = {
    ConditionKind.RAIN: ("降雨", "毫米", "rain", "mm"),
    ConditionKind.FORECAST_RAIN: ("预报降雨", "毫米", "rain forecast", "mm"),
    ConditionKind.AFFECTED_AREA: ("受灾面积", "亩", "area affected", "mu"),
    ConditionKind.AFFECTED_PEOPLE: ("受灾人口", "人", "people affected", "people"),
}
DOUBTS: Mapping[Doubt, Both] = {
    Doubt.NO_EVIDENCE: ("无数据", "nothing is known"),
    Doubt.STALE: ("数据已过期", "the newest is too old"),
    Doubt.NO_MARK: ("当日无特征水位", "no mark is known for that day"),
    Doubt.DATUM: ("高程基准不一致", "reading and mark are of two datums"),
    Doubt.TOO_SHORT: ("观测时段不足", "the readings do not reach back so long"),
    Doubt.GAP: ("观测有中断", "there is a gap in the readings"),
    Doubt.NO_TREND: ("水势不明", "the trend is not known"),
    Doubt.NO_RULE: ("预案未规定何时解除", "the plan does not say when it is over"),
    Doubt.PERIOD: ("时段不符", "the period does not decide it"),
}
LEVELS = {"I": "一级", "II": "二级", "III": "三级", "IV": "四级"}
STEPS: Mapping[TransitionKind, Both] = {
    TransitionKind.START: ("启动{zh}响应", "Start at level {en}"),
    TransitionKind.RAISE: ("提升至{zh}响应", "Raise to level {en}"),
    TransitionKind.LOWER: ("降低至{zh}响应", "Lower to level {en}"),
    TransitionKind.END: ("终止响应", "End the response"),
}
TRENDS: Mapping[str | None, Both] = {
    "RISING": (",上涨", ", rising"),
    "FALLING": (",回落", ", falling"),
    "STEADY": (",持平", ", steady"),
    None: ("", ""),
}


def advised(kind: TransitionKind, to: str | None, grounds: Finding, evidence: Evidence) -> Both:
    """Say what is recommended, and the leaves that call for it."""
    leaves = [one for one in grounds.all() if one.condition.kind not in BRANCHES and one.verdict]
    reasons = [found(one, evidence) for one in leaves]
    zh, en = STEPS[kind]
    return (
        f"建议{zh.format(zh=LEVELS.get(to or ''))}:{';'.join(one for one, _ in reasons)}。",
        f"{en.format(en=to)}: {'; '.join(one for _, one in reasons)}.",
    )


def found(finding: Finding, evidence: Evidence) -> Both:
    """Say what one condition found."""
    zh, en = _told(finding, evidence)
    if finding.doubt is not None:
        doubt = DOUBTS[finding.doubt]
        return f"{zh}({doubt[0]})", f"{en} ({doubt[1]})"
    return zh, en


def _told(finding: Finding, evidence: Evidence) -> Both:
    condition = finding.condition
    match condition.kind:
        case ConditionKind.ALL | ConditionKind.ANY | ConditionKind.AT_LEAST:
            return _branch(finding)
        case ConditionKind.GAUGE:
            return _level(finding, evidence, ("水位", "")) if finding.reading else _name(condition)
        case ConditionKind.FORECAST_LEVEL:
            return (
                _level(finding, evidence, ("发布预报水位", "forecast "))
                if finding.observed
                else _name(condition)
            )
        case ConditionKind.UNITS:
            return _units(finding)
        case ConditionKind.STATEMENT:
            return _statement(finding, evidence)
    return _amount(finding, evidence)


def _branch(finding: Finding) -> Both:
    true = sum(part.verdict is True for part in finding.parts)
    unknown = sum(part.verdict is None for part in finding.parts)
    of = len(finding.parts)
    doubtful = (f",{unknown}项无法判定", f", {unknown} unknown") if unknown else ("", "")
    return f"{of}项中{true}项成立{doubtful[0]}", f"{true} of {of} hold{doubtful[1]}"


def _name(condition: Condition) -> Both:
    zh = condition.row["gauge"] or condition.row["division"] or ""
    return zh, condition.row["gauge_en"] or condition.row["division_en"] or zh


def _when(at: datetime | None, evidence: Evidence) -> Both:
    if at is None:
        return "", ""
    local = at.astimezone(evidence.zone)
    return f"{local.month}月{local.day}日{local:%H:%M}", f"{local:%Y-%m-%d %H:%M}"


def _level(finding: Finding, evidence: Evidence, word: Both) -> Both:
    """Say a level, the mark it was held against, by how much it differs, since when, which way it goes."""
    zh, en = _name(finding.condition)
    when = _when(finding.at, evidence)
    told = (
        f"{zh}站{when[0]}{word[0]}{finding.value:.2f}米",
        f"{en} at {when[1]}: {word[1]}{finding.value:.2f} m",
    )
    mark = finding.mark
    if mark is None or finding.value is None:
        return told
    over = finding.value - mark.value
    name = MARKS[finding.condition.row["mark"]]
    datum = ("", "") if mark.datum else (",基准未注明", ", datum unknown")
    trend = TRENDS[finding.reading.trend if finding.reading else None]
    lasting = _lasting(finding)
    way = ("超过", "above") if over >= 0 else ("低于", "below")
    return (
        f"{told[0]},{way[0]}{name[0]}{mark.value:.2f}米({mark.as_of}资料{datum[0]}){abs(over):.2f}米"
        f"{trend[0]}{lasting[0]}",
        f"{told[1]}, {abs(over):.2f} m {way[1]} the {name[1]} of {mark.value:.2f} m "
        f"(as of {mark.as_of}{datum[1]}){trend[1]}{lasting[1]}",
    )


def _lasting(finding: Finding) -> Both:
    minutes = finding.condition.row["clear_minutes" if finding.leaving else "for_minutes"]
    if not minutes or finding.verdict is not True:
        return "", ""
    return f",已持续{minutes}分钟以上", f", for {minutes} minutes or more"


def _amount(finding: Finding, evidence: Evidence) -> Both:
    name, unit, name_en, unit_en = AMOUNTS[finding.condition.kind]
    zh, en = _name(finding.condition)
    when = _when(finding.at, evidence)
    if finding.value is None or finding.limit is None:
        return f"{zh}{name}", f"{name_en} in {en}"
    value, limit = _plain(finding.value), _plain(finding.limit)
    over = finding.value >= finding.limit
    return (
        f"{zh}{when[0]}{name}{value}{unit},{'达到' if over else '未达'}{limit}{unit}",
        f"{en} at {when[1]}: {value} {unit_en} ({name_en}), "
        f"{'at least' if over else 'less than'} {limit} {unit_en}",
    )


def _units(finding: Finding) -> Both:
    severity = finding.condition.row["severity"]
    zh = "、".join(unit.name for unit in finding.units)
    en = ", ".join(unit.name_en or unit.name for unit in finding.units)
    value, limit = _plain(finding.value or Decimal(0)), _plain(finding.limit or Decimal(0))
    return (
        f"下级{value}个区划已启动{LEVELS[severity]}以上响应(需{limit}个){':' if zh else ''}{zh}",
        f"{value} divisions below are at level {severity} or worse ({limit} needed){': ' if en else ''}{en}",
    )


def _statement(finding: Finding, evidence: Evidence) -> Both:
    topic, observed = finding.condition.row["topic"], finding.observed
    if observed is None:
        return f"无人报告{topic}", f"nobody has stated {topic}"
    when = _when(finding.at, evidence)
    so = finding.verdict is not finding.leaving
    zh, en = ("成立", "so") if so else ("不再成立", "no longer so")
    return f"{when[0]}报告{topic}{zh}", f"stated at {when[1]}: {topic} is {en}"


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
