ALTER TABLE "complaints" ADD COLUMN "search_order" timestamp(3) with time zone;--> statement-breakpoint
-- every row is written, which takes far longer while the index of words is kept up
DROP INDEX "complaints_search_index";--> statement-breakpoint
UPDATE "complaints" SET
	"search_order" = "received_at",
	-- of TS-20261122-0001 the ten days 2026112
	"search" = "search" || array_to_tsvector(ARRAY[substr("number", 4, 7)])
FROM "cases" WHERE "id" = "case_id";--> statement-breakpoint
ALTER TABLE "complaints" ALTER COLUMN "search_order" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "complaints_search_index" ON "complaints" USING gin ("search") WITH (fastupdate=false);
