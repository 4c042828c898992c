CREATE TABLE "rehearsal_cases" (
	"rehearsal_id" bigint NOT NULL,
	"number" text NOT NULL,
	"differs" boolean NOT NULL,
	"result" jsonb NOT NULL,
	CONSTRAINT "rehearsal_cases_rehearsal_id_number_pk" PRIMARY KEY("rehearsal_id","number")
);
--> statement-breakpoint
CREATE TABLE "rehearsals" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rehearsals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"policy_code" text NOT NULL,
	"policy_version" integer NOT NULL,
	"from" timestamp(3) with time zone NOT NULL,
	"to" timestamp(3) with time zone NOT NULL,
	"status" text NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"summary" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rehearsal_cases" ADD CONSTRAINT "rehearsal_cases_rehearsal_id_rehearsals_id_fk" FOREIGN KEY ("rehearsal_id") REFERENCES "public"."rehearsals"("id") ON DELETE cascade ON UPDATE no action;