-- Telephone numbers and names, in a schema of their own. What anybody may see of them lies in `contact`, masked; the
-- numbers themselves are seen only by a transaction that says who asks.

CREATE SCHEMA private;

-- So much of a number is shown as tells it from others by whoever knows it; at least four digits are not.
CREATE FUNCTION levee_masked_phone(phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(phone) >= 11 THEN left(phone, 3) || '****' || right(phone, 4) ELSE '****' || right(phone, 1) END;

CREATE FUNCTION levee_masked_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(btrim(name), 1) || '*';

CREATE TABLE contact (
    id BIGINT NOT NULL,
    warden_id BIGINT,
    resource_id BIGINT,
    unit_id BIGINT,
    body_id BIGINT,
    division_id BIGINT,
    basin_id BIGINT,
    duty TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    basis TEXT NOT NULL CONSTRAINT ck_contact_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_contact PRIMARY KEY (id),
    CONSTRAINT ck_contact_holder CHECK (num_nonnulls(warden_id, resource_id, unit_id, body_id) = 1),
    CONSTRAINT fk_contact_warden_id FOREIGN KEY(warden_id) REFERENCES warden (id),
    CONSTRAINT fk_contact_resource_id FOREIGN KEY(resource_id) REFERENCES resource (id),
    CONSTRAINT fk_contact_unit_id FOREIGN KEY(unit_id) REFERENCES member_unit (id),
    CONSTRAINT fk_contact_body_id FOREIGN KEY(body_id) REFERENCES command_body (id),
    CONSTRAINT fk_contact_division_id FOREIGN KEY(division_id) REFERENCES division (id),
    CONSTRAINT fk_contact_basin_id FOREIGN KEY(basin_id) REFERENCES basin (id)
);

CREATE INDEX ix_contact_basin_id ON contact (basin_id);
CREATE INDEX ix_contact_body_id ON contact (body_id);
CREATE INDEX ix_contact_division_id ON contact (division_id);
CREATE INDEX ix_contact_resource_id ON contact (resource_id);
CREATE INDEX ix_contact_unit_id ON contact (unit_id);
CREATE INDEX ix_contact_warden_id ON contact (warden_id);

COMMENT ON TABLE contact IS 'How somebody is reached, masked; kept by a trigger on the numbers themselves (联系方式).';
COMMENT ON COLUMN contact.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN contact.warden_id IS 'The warden it reaches, if it is one''s (责任人).';
COMMENT ON COLUMN contact.resource_id IS 'The resource it reaches, if it is one''s (应急资源).';
COMMENT ON COLUMN contact.unit_id IS 'The unit it reaches, if it is one''s (成员单位).';
COMMENT ON COLUMN contact.body_id IS 'The body it reaches, if it is one''s (指挥机构).';
COMMENT ON COLUMN contact.division_id IS 'The division of whom it reaches; null for a basin''s (区划).';
COMMENT ON COLUMN contact.basin_id IS 'The basin of whom it reaches; null for a division''s (流域).';
COMMENT ON COLUMN contact.duty IS 'What for: a post, such as duty desk (岗位).';
COMMENT ON COLUMN contact.name IS 'The name, masked (姓名，已脱敏).';
COMMENT ON COLUMN contact.phone IS 'The telephone number, masked (电话，已脱敏).';
COMMENT ON COLUMN contact.basis IS 'Where it comes from (依据).';

CREATE TABLE private.contact (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    warden_id BIGINT,
    resource_id BIGINT,
    unit_id BIGINT,
    body_id BIGINT,
    division_id BIGINT,
    basin_id BIGINT,
    duty TEXT NOT NULL,
    name TEXT NOT NULL CONSTRAINT ck_contact_name CHECK (length(btrim(name)) BETWEEN 1 AND 40),
    phone TEXT NOT NULL CONSTRAINT ck_contact_phone CHECK (phone ~ '^[0-9+ -]{5,20}$'),
    note TEXT,
    basis TEXT NOT NULL,
    CONSTRAINT pk_contact PRIMARY KEY (id)
);

COMMENT ON TABLE private.contact IS 'Names and telephone numbers in clear: by revealContact alone (联系方式明文).';

-- Where somebody is reached is where they serve: of whom it is, nobody writes down a second time.
CREATE FUNCTION levee_place_contact() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    SELECT held.division_id, held.basin_id INTO NEW.division_id, NEW.basin_id FROM (
        SELECT division_id, NULL::bigint AS basin_id FROM warden WHERE id = NEW.warden_id
        UNION ALL SELECT division_id, NULL FROM resource WHERE id = NEW.resource_id
        UNION ALL SELECT division_id, NULL FROM member_unit WHERE id = NEW.unit_id
        UNION ALL SELECT division_id, basin_id FROM command_body WHERE id = NEW.body_id
    ) AS held;
    RETURN NEW;
END
$$;

CREATE FUNCTION levee_mask_contact() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM contact WHERE id = OLD.id;
        RETURN NULL;
    END IF;
    INSERT INTO contact (id, warden_id, resource_id, unit_id, body_id, division_id, basin_id, duty, name, phone, basis)
    VALUES (NEW.id, NEW.warden_id, NEW.resource_id, NEW.unit_id, NEW.body_id, NEW.division_id, NEW.basin_id, NEW.duty,
            levee_masked_name(NEW.name), levee_masked_phone(NEW.phone), NEW.basis)
    ON CONFLICT (id) DO UPDATE
       SET (warden_id, resource_id, unit_id, body_id, division_id, basin_id, duty, name, phone, basis)
         = (EXCLUDED.warden_id, EXCLUDED.resource_id, EXCLUDED.unit_id, EXCLUDED.body_id, EXCLUDED.division_id,
            EXCLUDED.basin_id, EXCLUDED.duty, EXCLUDED.name, EXCLUDED.phone, EXCLUDED.basis);
    RETURN NULL;
END
$$;

CREATE TRIGGER place_contact BEFORE INSERT OR UPDATE ON private.contact
FOR EACH ROW EXECUTE FUNCTION levee_place_contact();
CREATE TRIGGER mask_contact AFTER INSERT OR UPDATE OR DELETE ON private.contact
FOR EACH ROW EXECUTE FUNCTION levee_mask_contact();

CREATE TABLE reveal (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    contact_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    by TEXT NOT NULL,
    CONSTRAINT pk_reveal PRIMARY KEY (id),
    CONSTRAINT ck_reveal_reason CHECK (reason ~ '[^[:space:]]'),
    CONSTRAINT fk_reveal_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX ix_reveal_at ON reveal (at);
CREATE INDEX ix_reveal_contact_id ON reveal (contact_id);

COMMENT ON TABLE reveal IS 'Who saw which contact in clear, when and why, never changed afterwards (明文查看记录).';
COMMENT ON COLUMN reveal.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN reveal.contact_id IS 'The contact that was shown in clear (联系方式).';
COMMENT ON COLUMN reveal.reason IS 'Why (理由).';
COMMENT ON COLUMN reveal.at IS 'When (时间).';
COMMENT ON COLUMN reveal.by IS 'To whom: the token''s subject, a post (查看岗位).';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reveal
FOR EACH STATEMENT EXECUTE FUNCTION levee_refuse_change();
