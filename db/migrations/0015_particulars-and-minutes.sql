ALTER TABLE "approvals" ADD COLUMN "minutes" jsonb;--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "particulars" jsonb;