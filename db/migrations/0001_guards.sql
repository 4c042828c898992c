-- Written by hand: what drizzle's schema cannot say.

-- The event log only grows. The one change allowed is the erasure of a person: personal and salt become null together.
CREATE FUNCTION case_events_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.personal IS NULL AND NEW.salt IS NULL
    AND to_jsonb(NEW) - 'personal' - 'salt' = to_jsonb(OLD) - 'personal' - 'salt' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'case_events only grows: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER case_events_append_only BEFORE UPDATE OR DELETE ON case_events
  FOR EACH ROW EXECUTE FUNCTION case_events_append_only();
--> statement-breakpoint
CREATE TRIGGER case_events_no_truncate BEFORE TRUNCATE ON case_events
  FOR EACH STATEMENT EXECUTE FUNCTION case_events_append_only();
--> statement-breakpoint

-- Every change of the organisation raises its version, by which every node knows that its copy is out of date.
INSERT INTO organisation_version (id, version) VALUES (1, 1);
--> statement-breakpoint
ALTER TABLE organisation_version ADD CONSTRAINT organisation_version_single_row CHECK (id = 1);
--> statement-breakpoint
CREATE FUNCTION raise_organisation_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE organisation_version SET version = version + 1;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER departments_raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON departments
  FOR EACH STATEMENT EXECUTE FUNCTION raise_organisation_version();
--> statement-breakpoint
CREATE TRIGGER people_raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON people
  FOR EACH STATEMENT EXECUTE FUNCTION raise_organisation_version();
--> statement-breakpoint
CREATE TRIGGER posts_raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON posts
  FOR EACH STATEMENT EXECUTE FUNCTION raise_organisation_version();
--> statement-breakpoint
CREATE TRIGGER delegations_raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON delegations
  FOR EACH STATEMENT EXECUTE FUNCTION raise_organisation_version();
