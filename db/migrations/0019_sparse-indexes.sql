DROP INDEX "complaints_merged_into_index";--> statement-breakpoint
DROP INDEX "complaints_order_no_index";--> statement-breakpoint
DROP INDEX "complaints_batch_no_index";--> statement-breakpoint
CREATE INDEX "complaints_merged_into_index" ON "complaints" USING btree ("merged_into") WHERE "complaints"."merged_into" is not null;--> statement-breakpoint
CREATE INDEX "complaints_order_no_index" ON "complaints" USING btree ("order_no") WHERE "complaints"."order_no" is not null;--> statement-breakpoint
CREATE INDEX "complaints_batch_no_index" ON "complaints" USING btree ("batch_no") WHERE "complaints"."batch_no" is not null;