WITH anon_6 AS
(SELECT anon_7.pattern AS pattern, anon_7.patterns AS patterns, anon_7.whole AS whole, anon_7.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_7),
anon_5 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_6.whole
FROM anon_6) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_6.pattern
FROM anon_6) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_6.patterns
FROM anon_6) AS TEXT[])) AND search_entry.kind = ANY ($2::TEXT[]))
 SELECT textsend('{"search":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"kind":' || coalesce(to_json(anon_2.kind)::text, 'null') || ',"name":' || coalesce(to_json(anon_2.name)::text, 'null') || ',"rank":' || coalesce(to_json(anon_2.rank)::text, 'null') || '}' AS one
FROM (SELECT anon_3.kind AS kind, anon_3.key AS key, anon_3.name AS name, anon_3.name_en AS name_en, anon_3.location AS location, anon_3.rank AS rank, anon_3.distance AS distance
FROM (SELECT anon_4.kind AS kind, anon_4.key AS key, anon_4.name AS name, anon_4.name_en AS name_en, anon_4.location AS location, anon_4.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_5.kind AS kind, anon_5.key AS key, anon_5.name AS name, anon_5.name_en AS name_en, anon_5.location AS location, anon_5.rank AS rank
FROM anon_5 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_8.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_5.key
FROM anon_5))) THEN CAST((SELECT anon_6.sound
FROM anon_6) AS TEXT) ELSE NULL END) AS anon_8 JOIN search_entry ON search_entry.source = anon_8.source AND search_entry.key = anon_8.key
WHERE search_entry.kind = ANY ($2::TEXT[])) AS anon_4) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key
 LIMIT $3::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.distance, 'Infinity'::float8), -anon_2.rank, anon_2.kind, anon_2.key) AS anon_1), 'null') || '}') AS textsend_1
