WITH asked AS
(SELECT anon_5.pattern AS pattern, anon_5.patterns AS patterns, anon_5.whole AS whole, anon_5.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_5),
holding AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT asked.whole
FROM asked) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT asked.pattern
FROM asked) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT asked.patterns
FROM asked) AS TEXT[])) AND search_entry.kind = ANY ($2::TEXT[]))
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.kind AS kind, anon_2.name AS name, anon_2.rank AS rank
FROM (SELECT anon_3.kind AS kind, anon_3.key AS key, anon_3.name AS name, anon_3.name_en AS name_en, anon_3.location AS location, anon_3.rank AS rank, anon_3.distance AS distance
FROM (SELECT anon_4.kind AS kind, anon_4.key AS key, anon_4.name AS name, anon_4.name_en AS name_en, anon_4.location AS location, anon_4.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT holding.kind AS kind, holding.key AS key, holding.name AS name, holding.name_en AS name_en, holding.location AS location, holding.rank AS rank
FROM holding UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_6.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT holding.key
FROM holding))) THEN CAST((SELECT asked.sound
FROM asked) AS TEXT) ELSE NULL END) AS anon_6 JOIN search_entry ON search_entry.source = anon_6.source AND search_entry.key = anon_6.key
WHERE search_entry.kind = ANY ($2::TEXT[])) AS anon_4) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key
 LIMIT $3::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.distance, 'Infinity'::float8), -anon_2.rank, anon_2.kind, anon_2.key) AS anon_1) AS search) AS data
