-- Facts read in source documents (原文事实).

CREATE TABLE fact (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    key TEXT,
    source TEXT NOT NULL,
    division_id BIGINT,
    starts TEXT,
    starts_on DATE,
    ends TEXT,
    ends_on DATE,
    precision TEXT NOT NULL CONSTRAINT ck_fact_precision CHECK ("precision" IN ('MINUTE', 'HOUR', 'DAY', 'TEN_DAY', 'MONTH', 'YEAR', 'NONE')),
    category TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_en TEXT,
    bound TEXT CONSTRAINT ck_fact_bound CHECK ("bound" IN ('EXACT', 'AT_LEAST', 'APPROXIMATE')),
    printed TEXT,
    value NUMERIC,
    unit TEXT,
    unit_en TEXT,
    value_base NUMERIC,
    unit_base TEXT,
    numerator_id BIGINT,
    denominator_id BIGINT,
    recomputed NUMERIC,
    note TEXT,
    verdict TEXT,
    CONSTRAINT pk_fact PRIMARY KEY (id),
    CONSTRAINT ck_fact_number CHECK ((bound IS NULL) = (value IS NULL)),
    CONSTRAINT uq_fact_code UNIQUE (code),
    CONSTRAINT uq_fact_key UNIQUE (key),
    CONSTRAINT fk_fact_division_id FOREIGN KEY(division_id) REFERENCES division (id),
    CONSTRAINT fk_fact_numerator_id FOREIGN KEY(numerator_id) REFERENCES fact (id),
    CONSTRAINT fk_fact_denominator_id FOREIGN KEY(denominator_id) REFERENCES fact (id)
);

CREATE INDEX ix_fact_category ON fact (category);
CREATE INDEX ix_fact_denominator_id ON fact (denominator_id);
CREATE INDEX ix_fact_division_id ON fact (division_id);
CREATE INDEX ix_fact_numerator_id ON fact (numerator_id);

COMMENT ON TABLE fact IS 'One statement of a source document, a number or a named thing (原文事实).';
COMMENT ON COLUMN fact.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN fact.code IS 'Number of the fact, such as `JZ-086` (编号).';
COMMENT ON COLUMN fact.key IS 'Short key by which other records name it, if they do (事实键).';
COMMENT ON COLUMN fact.source IS 'The file it was read in (来源文件).';
COMMENT ON COLUMN fact.division_id IS 'The division it is about (所涉区划).';
COMMENT ON COLUMN fact.starts IS 'Start as the source gives it; `--06-12` is a day without a year (起始时间).';
COMMENT ON COLUMN fact.starts_on IS 'The day of the start, where the year is known (起始日期).';
COMMENT ON COLUMN fact.ends IS 'End as the source gives it; `--06-12` is a day without a year (截止时间).';
COMMENT ON COLUMN fact.ends_on IS 'The day of the end, where the year is known (截止日期).';
COMMENT ON COLUMN fact.precision IS 'How exactly the source gives the dates (时间精度).';
COMMENT ON COLUMN fact.category IS 'What it is about, such as `stock` (类别).';
COMMENT ON COLUMN fact.subject IS 'What it says, in Chinese (事项).';
COMMENT ON COLUMN fact.subject_en IS 'What it says, in English (事项英文).';
COMMENT ON COLUMN fact.bound IS 'What the number bounds; null for a named thing (数值界限).';
COMMENT ON COLUMN fact.printed IS 'The value as printed, such as `687` or `IV` (原文数值).';
COMMENT ON COLUMN fact.value IS 'The number as printed, in `unit`; null for a named thing (数值).';
COMMENT ON COLUMN fact.unit IS 'Unit as printed (单位).';
COMMENT ON COLUMN fact.unit_en IS 'Unit in English (单位英文).';
COMMENT ON COLUMN fact.value_base IS 'The number in the base unit (基本单位数值).';
COMMENT ON COLUMN fact.unit_base IS 'The base unit (基本单位).';
COMMENT ON COLUMN fact.numerator_id IS 'The count above the line, if it is a rate (分子).';
COMMENT ON COLUMN fact.denominator_id IS 'The count below the line, if it is a rate (分母).';
COMMENT ON COLUMN fact.recomputed IS 'The rate computed again from its two counts (复算值).';
COMMENT ON COLUMN fact.note IS 'What a reader must know about this fact (备注).';
COMMENT ON COLUMN fact.verdict IS 'Whether the number follows from the others (核对结论).';
