DROP INDEX "cases_open_due_index";--> statement-breakpoint
CREATE INDEX "cases_due_index" ON "cases" USING btree (coalesce(due_at, 'infinity'),"id");