CREATE TABLE "drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"content" jsonb NOT NULL,
	"saved_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "files" (
	"case_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"key" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "files_case_id_number_pk" PRIMARY KEY("case_id","number"),
	CONSTRAINT "files_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "preferences" (
	"person" text PRIMARY KEY NOT NULL,
	"tour_done_at" timestamp(3) with time zone,
	"queue_columns" text[]
);
--> statement-breakpoint
CREATE TABLE "presences" (
	"case_id" bigint NOT NULL,
	"person" text NOT NULL,
	"editing" text,
	"seen_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "presences_case_id_person_pk" PRIMARY KEY("case_id","person")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "saved_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"shared" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "saved_views_owner_name_unique" UNIQUE("owner","name")
);
--> statement-breakpoint
ALTER TABLE "disclosures" ALTER COLUMN "case_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "finding_files" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "complaints" ADD COLUMN "search_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "clear" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "customer_id" bigint;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "files" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_person_people_login_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("login") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_person_people_login_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("login") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_people_login_fk" FOREIGN KEY ("owner") REFERENCES "public"."people"("login") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drafts_person_saved_at_index" ON "drafts" USING btree ("person","saved_at");--> statement-breakpoint
CREATE INDEX "saved_views_shared_index" ON "saved_views" USING btree ("name") WHERE shared;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "complaints_order_no_index" ON "complaints" USING btree ("order_no");--> statement-breakpoint
CREATE INDEX "complaints_batch_no_index" ON "complaints" USING btree ("batch_no");--> statement-breakpoint
CREATE INDEX "complaints_search_version_index" ON "complaints" USING btree ("search_version");--> statement-breakpoint
CREATE INDEX "disclosures_customer_id_index" ON "disclosures" USING btree ("customer_id");