DROP INDEX "complaints_search_index";--> statement-breakpoint
CREATE INDEX "complaints_search_index" ON "complaints" USING gin ("search") WITH (fastupdate=false);