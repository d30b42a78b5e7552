-- What a search looks in: one entry for everything that has a name, kept by triggers (搜索).

CREATE TABLE glyph (
    glyph TEXT COLLATE "C" NOT NULL,
    simple TEXT,
    sound TEXT,
    CONSTRAINT pk_glyph PRIMARY KEY (glyph)
);

COMMENT ON TABLE glyph IS 'How Chinese characters are simplified and read, from OpenCC and pypinyin.';
COMMENT ON COLUMN glyph.glyph IS 'A character, or a word of two that has a reading.';
COMMENT ON COLUMN glyph.simple IS 'Its simplified form, where that is another character.';
COMMENT ON COLUMN glyph.sound IS 'Its reading without tones; of a word, two readings and a blank between.';

CREATE TABLE search_entry (
    source TEXT NOT NULL,
    key BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_search_entry_kind CHECK ("kind" IN ('DIVISION', 'BASIN', 'PLAN', 'PLAN_LEVEL', 'HAZARD_SITE', 'DEPOT', 'TEAM', 'LABOUR', 'EQUIPMENT', 'SHELTER', 'GAUGE', 'COMMAND_BODY', 'MEMBER_UNIT', 'SUPPLY_ITEM', 'WATER')),
    name TEXT NOT NULL,
    name_en TEXT,
    division_id BIGINT,
    location geography(GEOMETRY,4326),
    weight INTEGER NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_search_entry PRIMARY KEY (source, key)
);

CREATE INDEX ix_search_entry_division_id ON search_entry (division_id);
CREATE INDEX ix_search_entry_words ON search_entry USING gin (words gin_trgm_ops);

COMMENT ON TABLE search_entry IS 'Everything that has a name, with the spellings it is found by.';
COMMENT ON COLUMN search_entry.source IS 'The table that holds the row.';
COMMENT ON COLUMN search_entry.key IS 'The key of the row there.';
COMMENT ON COLUMN search_entry.kind IS 'What it is (类别).';
COMMENT ON COLUMN search_entry.name IS 'Chinese name (名称).';
COMMENT ON COLUMN search_entry.name_en IS 'English name (英文名).';
COMMENT ON COLUMN search_entry.division_id IS 'The division it belongs to, a division to itself (区划).';
COMMENT ON COLUMN search_entry.location IS 'Where it is (位置).';
COMMENT ON COLUMN search_entry.weight IS 'What goes first among equals: the lighter.';
COMMENT ON COLUMN search_entry.words IS 'Its names as they are compared, in every spelling.';

-- Text as it is compared: compatible forms and accents gone, small letters, simplified characters, levels as 1级 to 4级.
CREATE FUNCTION levee_folded(given text) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    folded text := lower(given);
BEGIN
    IF octet_length(folded) > char_length(folded) THEN
        folded := regexp_replace(lower(normalize(lower(normalize(folded, NFKD)), NFKD)), '[\u0300-\u036f]', '', 'g');
        folded := (
            SELECT string_agg(coalesce((SELECT simple FROM glyph WHERE glyph = letter), letter), '' ORDER BY place)
            FROM string_to_table(folded, NULL) WITH ORDINALITY AS letters (letter, place)
        );
        folded := regexp_replace(folded, '([一二三四1-4])\s+(?=级)', '\1', 'g');
        folded := replace(replace(folded, '一级', '1级'), '二级', '2级');
        folded := replace(replace(folded, '三级', '3级'), '四级', '4级');
    END IF;
    IF folded ~ '(?<![a-z0-9])(i{1,3}|iv)(?![a-z0-9])' THEN
        folded := regexp_replace(folded, '(?<![a-z0-9])i(?![a-z0-9])(\s*级)?', '1级', 'g');
        folded := regexp_replace(folded, '(?<![a-z0-9])ii(?![a-z0-9])(\s*级)?', '2级', 'g');
        folded := regexp_replace(folded, '(?<![a-z0-9])iii(?![a-z0-9])(\s*级)?', '3级', 'g');
        folded := regexp_replace(folded, '(?<![a-z0-9])iv(?![a-z0-9])(\s*级)?', '4级', 'g');
    END IF;
    RETURN folded;
END
$$;

-- The words of a folded text: between blanks, letters and digits only.
CREATE FUNCTION levee_terms(folded text) RETURNS text[]
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RETURN array_remove(
        regexp_split_to_array(regexp_replace(folded, '[^[:alnum:]\s]+', '', 'g'), '\s+'), ''
    );
END
$$;

-- The readings of a term, one a character; what has none stands for itself. A word of two goes before its characters.
CREATE FUNCTION levee_sounds(term text) RETURNS text[]
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RETURN ARRAY(
        SELECT CASE WHEN ascii(substr(term, n, 1)) < 128 THEN substr(term, n, 1) ELSE coalesce(
            (SELECT split_part(sound, ' ', 1) FROM glyph WHERE glyph = substr(term, n, 2) AND n < char_length(term)),
            (SELECT split_part(sound, ' ', 2) FROM glyph WHERE glyph = substr(term, n - 1, 2) AND n > 1),
            (SELECT sound FROM glyph WHERE glyph = substr(term, n, 1)),
            substr(term, n, 1)
        ) END
        FROM generate_series(1, char_length(term)) AS n
    );
END
$$;

-- Every spelling that something is found by: between bars whole names, their readings and initials, the code; then,
-- between blanks, what a name can be entered at: each two characters, their readings and initials, each English word.
CREATE FUNCTION levee_words(chinese text[], english text[], code text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    whole text := '|';
    starts text[] := '{}';
    given text;
    term text;
    terms text[];
    sounds text[];
    initials text;
BEGIN
    FOREACH given IN ARRAY chinese LOOP
        term := array_to_string(levee_terms(levee_folded(given)), '');
        sounds := levee_sounds(term);
        initials := (SELECT string_agg(left(sound, 1), '' ORDER BY n) FROM unnest(sounds) WITH ORDINALITY AS s (sound, n));
        whole := concat(whole, term, '|', array_to_string(sounds, ''), '|', initials, '|');
        starts := starts || ARRAY(
            SELECT unnest(ARRAY[substr(term, n, 2), concat(sounds[n], sounds[n + 1]), substr(initials, n, 2)])
            FROM generate_series(1, char_length(term)) AS n
        );
    END LOOP;
    FOREACH given IN ARRAY english || code LOOP
        CONTINUE WHEN given IS NULL;
        terms := levee_terms(levee_folded(given));
        starts := starts || terms;
        whole := concat(whole, array_to_string(terms, ''), '|');
    END LOOP;
    RETURN format('%s %s ', whole, array_to_string(ARRAY(SELECT DISTINCT unnest(starts) ORDER BY 1), ' '));
END
$$;

-- What is asked: the term that narrows most as a pattern, all terms as patterns, the text without blanks, its reading.
CREATE FUNCTION levee_asked(given text, OUT pattern text, OUT patterns text[], OUT whole text, OUT sound text)
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    terms text[] := levee_terms(levee_folded(given));
BEGIN
    patterns := ARRAY(
        SELECT CASE WHEN char_length(term) < 3 THEN '% ' ELSE '%' END || term || '%'
        FROM unnest(terms) AS term ORDER BY octet_length(term) DESC, term
    );
    pattern := patterns[1];
    whole := array_to_string(terms, '');
    sound := array_to_string(levee_sounds(whole), '');
END
$$;

CREATE FUNCTION levee_holds(words text, patterns text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words LIKE ALL (patterns);

-- How well an entry fits what it holds: 1 the whole name, 0.8 its beginning, 0.6 the beginning of a word, 0.4 a part;
-- less a little for what weighs more or has a longer name.
CREATE FUNCTION levee_rank(words text, whole text, weight integer, name text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN words LIKE '%|' || whole || '|%' THEN 1
    WHEN words LIKE '%|' || whole || '%' THEN 0.8
    WHEN words LIKE '% ' || whole || '%' THEN 0.6
    ELSE 0.4
END - weight * 0.01 - least(char_length(name), 99) * 0.0001;

SELECT show_limit();  -- so that pg_trgm is loaded and its setting known

-- The entries that a reading is like, for a text that no entry holds: those that sound so, and where none does, those
-- with a word that begins so and is spelled alike. Their rank is half of it at most.
CREATE FUNCTION levee_alike(sound text)
RETURNS TABLE (source text, key bigint, likeness double precision)
LANGUAGE plpgsql STABLE STRICT ROWS 100 SET pg_trgm.word_similarity_threshold = 0.5
AS $$
BEGIN
    IF char_length(sound) < 4 THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT e.source, e.key, levee_rank(e.words, sound, e.weight, e.name) / 2
        FROM search_entry AS e WHERE e.words LIKE '%' || sound || '%';
    IF NOT FOUND THEN
        RETURN QUERY
            SELECT e.source, e.key, word_similarity(sound, e.words) * levee_rank(e.words, sound, e.weight, e.name) / 2
            FROM search_entry AS e WHERE e.words LIKE '% ' || left(sound, 2) || '%' AND e.words %> sound;
    END IF;
END
$$;

-- Everything that has a name, as its entry says it.
CREATE VIEW search_source AS
SELECT 'division' AS source, id AS key, 'DIVISION' AS kind, name, name_en, id AS division_id,
       location::geography AS location,
       CASE level WHEN 'COUNTRY' THEN 0 WHEN 'PROVINCE' THEN 1 WHEN 'PREFECTURE' THEN 2 WHEN 'COUNTY' THEN 3
       WHEN 'VILLAGE' THEN 6 ELSE 5 END + CASE WHEN valid_to IS NULL THEN 0 ELSE 5 END AS weight,
       ARRAY[name, regexp_replace(name, '(?<=..)(特别行政区|自治[区州县旗]|地区|林区|街道|[省市州盟县区旗镇乡村])$', '')] AS chinese,
       ARRAY[name_en, regexp_replace(name_en, ' (Province|City|Prefecture|County|District|Town|Township|Subdistrict|Village)$', '')] AS english,
       code
  FROM division
UNION ALL
SELECT 'basin', id, 'BASIN', name, name_en, NULL, NULL, 4, ARRAY[name, regexp_replace(name, '(?<=..)流域', '')],
       ARRAY[name_en], code FROM basin
UNION ALL
SELECT 'plan', id, 'PLAN', title, title_en, division_id, NULL, 4, ARRAY[title], ARRAY[title_en], code FROM plan
UNION ALL
SELECT 'plan_level', plan_level.id, 'PLAN_LEVEL',
       title || ' ' || (ARRAY['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ'])[array_position(ARRAY['I', 'II', 'III', 'IV'], level)] || '级响应', title_en || ', level ' || level, division_id, NULL,
       CASE WHEN valid_to IS NULL THEN 5 ELSE 10 END,
       ARRAY[title || level || '级响应'], ARRAY[title_en || ' level ' || level], code
  FROM plan_level JOIN plan_version ON plan_version.id = version_id JOIN plan ON plan.id = plan_id
UNION ALL
SELECT 'hazard_site', id, 'HAZARD_SITE', name, name_en, division_id, geometry::geography, 5,
       ARRAY[name], ARRAY[name_en], code FROM hazard_site
UNION ALL
SELECT 'resource', id, kind, name, name_en, division_id, location::geography, 5, ARRAY[name], ARRAY[name_en], code
  FROM resource
UNION ALL
SELECT 'gauge', id, 'GAUGE', name, name_en, division_id, location::geography, 4, ARRAY[name], ARRAY[name_en], code
  FROM gauge
UNION ALL
SELECT 'command_body', id, 'COMMAND_BODY', name, name_en, division_id, NULL, 4, ARRAY[name], ARRAY[name_en], code
  FROM command_body
UNION ALL
SELECT 'member_unit', id, 'MEMBER_UNIT', name, name_en, division_id, NULL, 5, ARRAY[name], ARRAY[name_en], code
  FROM member_unit
UNION ALL
SELECT 'supply_item', id, 'SUPPLY_ITEM', name, name_en, NULL, NULL, 5, ARRAY[name], ARRAY[name_en], code
  FROM supply_item
UNION ALL
SELECT 'water', id, 'WATER', name, name_en, NULL, geometry::geography, 4, ARRAY[name], ARRAY[name_en], code
  FROM water WHERE name IS NOT NULL;

-- Entries follow their rows, whoever writes them; this runs as the owner, since the server writes no entries.
CREATE FUNCTION levee_keep_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    table_ text := TG_TABLE_NAME;
    keys bigint[];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM search_entry WHERE source = table_;
        RETURN NULL;
    END IF;
    keys := ARRAY(SELECT id FROM changed);
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_entry WHERE source = table_ AND key = ANY (keys);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO search_entry (source, key, kind, name, name_en, division_id, location, weight, words)
        SELECT source, key, kind, name, name_en, division_id, location, weight, levee_words(chinese, english, code)
        FROM search_source WHERE source = table_ AND key = ANY (keys);
    END IF;
    RETURN NULL;
END
$$;

-- A level bears the title of its plan: where that changes, the levels are touched.
CREATE FUNCTION levee_keep_level_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE plan_level SET level = level WHERE version_id IN (
        SELECT id FROM plan_version WHERE CASE TG_TABLE_NAME WHEN 'plan' THEN plan_id ELSE id END IN (SELECT id FROM changed)
    );
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION levee_keep_entries(), levee_keep_level_entries() FROM PUBLIC;

DO $$
DECLARE
    table_ text;
BEGIN
    FOR table_ IN SELECT unnest(ARRAY[
        'division', 'basin', 'plan', 'plan_level', 'hazard_site', 'resource', 'gauge', 'command_body', 'member_unit',
        'supply_item', 'water'
    ]) LOOP
        EXECUTE format('CREATE TRIGGER entries_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS changed '
            'FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_entries()', table_);
        EXECUTE format('CREATE TRIGGER entries_updated AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed '
            'FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_entries()', table_);
        EXECUTE format('CREATE TRIGGER entries_deleted AFTER DELETE ON %I REFERENCING OLD TABLE AS changed '
            'FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_entries()', table_);
        EXECUTE format('CREATE TRIGGER entries_truncated AFTER TRUNCATE ON %I '
            'FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_entries()', table_);
    END LOOP;
END
$$;

CREATE TRIGGER level_entries_updated AFTER UPDATE ON plan REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_level_entries();
CREATE TRIGGER level_entries_updated AFTER UPDATE ON plan_version REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_level_entries();
