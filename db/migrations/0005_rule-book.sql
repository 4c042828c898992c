CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp(3) with time zone NOT NULL,
	"person" text,
	"subject" text NOT NULL,
	"key" text NOT NULL,
	"action" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_versions" (
	"version" integer PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"document" jsonb NOT NULL,
	"digest" text NOT NULL,
	"note" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text,
	CONSTRAINT "calendar_versions_label_unique" UNIQUE("label")
);
--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "conduct" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "confirmation" text;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD COLUMN "respondent_outcome" text;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "status" text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD COLUMN "starts_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "audit_log_subject_key_id_index" ON "audit_log" USING btree ("subject","key","id");