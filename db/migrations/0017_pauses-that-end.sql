ALTER TABLE "cases" ADD COLUMN "pause_ends_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "cases_pause_end_index" ON "cases" USING btree ("pause_ends_at") WHERE pause_ends_at is not null;--> statement-breakpoint
-- as the rules project it: when all pauses of the case together have lasted as many days as its policy allows
UPDATE "cases" SET
	"pause_ends_at" = (
		SELECT max(("pause" ->> 'from')::timestamptz) + interval '1 second' * greatest(0,
			("document" -> 'caps' ->> 'pauseDays')::int * 86400
			- coalesce(sum(extract(epoch FROM ("pause" ->> 'to')::timestamptz - ("pause" ->> 'from')::timestamptz)), 0))
		FROM jsonb_array_elements("snapshot" -> 'context' -> 'pauses') AS "list" ("pause"))
FROM "policy_versions"
WHERE "paused" AND "document" -> 'caps' -> 'pauseDays' IS NOT NULL
	AND "policy_versions"."code" = "cases"."policy_code" AND "policy_versions"."version" = "cases"."policy_version";
