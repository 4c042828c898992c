ALTER TABLE "cases" ADD COLUMN "due_kind" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "paused" boolean NOT NULL DEFAULT false;--> statement-breakpoint
-- as the rules project them: of the open limits the first that no pause holds, else the first of the held ones
UPDATE "cases" SET
	"due_kind" = (
		SELECT "kind" FROM "deadlines"
		WHERE "case_id" = "cases"."id" AND "met_at" IS NULL AND "ended_at" IS NULL
		ORDER BY jsonb_path_exists("ledger", '$.pauses[*] ? (@.to == null)'), "due_at", "kind" COLLATE "C" LIMIT 1),
	"paused" = coalesce("snapshot" -> 'context' -> 'pauses' -> -1 -> 'to' = 'null'::jsonb, false);--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "paused" DROP DEFAULT;
