-- Posts that hold a depot, inspect, review: roles of tokens beside those there were.

ALTER TABLE post DROP CONSTRAINT ck_post_role;
ALTER TABLE post ADD CONSTRAINT ck_post_role CHECK ("role" IN ('viewer', 'holder', 'inspector', 'officer', 'reviewer', 'commander', 'administrator'));
