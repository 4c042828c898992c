ALTER TABLE "notices" ALTER COLUMN "case_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "corrective_actions" ADD COLUMN "remind_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "about" text DEFAULT 'case' NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "key" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "explained" jsonb;--> statement-breakpoint
CREATE INDEX "corrective_actions_remind_index" ON "corrective_actions" USING btree ("remind_at") WHERE remind_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once_beside" ON "notices" USING btree ("about","key","seq","kind","recipient") WHERE case_id is null;--> statement-breakpoint
-- those under way are looked at once, and reminded of from then on
UPDATE "corrective_actions" SET "remind_at" = now() WHERE "closed_at" IS NULL;