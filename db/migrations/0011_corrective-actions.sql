CREATE TABLE "corrective_action_cases" (
	"action_id" bigint NOT NULL,
	"case_id" bigint NOT NULL,
	CONSTRAINT "corrective_action_cases_action_id_case_id_pk" PRIMARY KEY("action_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "corrective_action_events" (
	"action_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"facts" jsonb NOT NULL,
	"by" text NOT NULL,
	"capacity" jsonb,
	"at" timestamp(3) with time zone NOT NULL,
	"from" text,
	"to" text NOT NULL,
	CONSTRAINT "corrective_action_events_action_id_seq_pk" PRIMARY KEY("action_id","seq")
);
--> statement-breakpoint
CREATE TABLE "corrective_actions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "corrective_actions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"state" text NOT NULL,
	"proposer" text NOT NULL,
	"approver" text,
	"owner" text NOT NULL,
	"verifier" text NOT NULL,
	"waits_for" text,
	"due_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone,
	"revision" integer NOT NULL,
	"snapshot" jsonb NOT NULL,
	CONSTRAINT "corrective_actions_number_unique" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "corrective_action_cases" ADD CONSTRAINT "corrective_action_cases_action_id_corrective_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."corrective_actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrective_action_cases" ADD CONSTRAINT "corrective_action_cases_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrective_action_events" ADD CONSTRAINT "corrective_action_events_action_id_corrective_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."corrective_actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrective_action_cases_case_id_index" ON "corrective_action_cases" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "corrective_actions_open_index" ON "corrective_actions" USING btree (coalesce(due_at, 'infinity'),"id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "corrective_actions_waiting_index" ON "corrective_actions" USING btree ("waits_for") WHERE closed_at is null;
--> statement-breakpoint
CREATE TRIGGER corrective_action_events_append_only BEFORE UPDATE OR DELETE ON corrective_action_events
  FOR EACH ROW EXECUTE FUNCTION audit_log_append_only();
--> statement-breakpoint
CREATE TRIGGER corrective_action_events_no_truncate BEFORE TRUNCATE ON corrective_action_events
  FOR EACH STATEMENT EXECUTE FUNCTION audit_log_append_only();
