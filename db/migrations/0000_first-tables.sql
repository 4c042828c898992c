CREATE TABLE "approvals" (
	"case_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"round" integer NOT NULL,
	"step" integer NOT NULL,
	"kind" text NOT NULL,
	"role" text NOT NULL,
	"department" text NOT NULL,
	"decision" text NOT NULL,
	"opinion" text,
	"by" text NOT NULL,
	"on_behalf_of" text,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "approvals_case_id_seq_pk" PRIMARY KEY("case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "asks" (
	"case_id" bigint NOT NULL,
	"purpose" text NOT NULL,
	"role" text NOT NULL,
	"department" text NOT NULL,
	"people" text[] NOT NULL,
	"opened_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "asks_case_id_purpose_pk" PRIMARY KEY("case_id","purpose")
);
--> statement-breakpoint
CREATE TABLE "case_events" (
	"case_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"facts" jsonb NOT NULL,
	"personal" jsonb,
	"salt" text,
	"personal_digest" text,
	"by" text,
	"capacity" jsonb,
	"at" timestamp(3) with time zone NOT NULL,
	"from" text,
	"to" text NOT NULL,
	"state_digest" text NOT NULL,
	"rules_version" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "case_events_case_id_seq_pk" PRIMARY KEY("case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "case_numbers" (
	"day" date PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"workflow" text NOT NULL,
	"policy_code" text NOT NULL,
	"policy_version" integer NOT NULL,
	"stage" text NOT NULL,
	"state" text NOT NULL,
	"level" text,
	"outcome" text,
	"department" text,
	"path" text[] NOT NULL,
	"handler" text,
	"registrar" text NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone,
	"due_at" timestamp(3) with time zone,
	"late" boolean NOT NULL,
	"revision" integer NOT NULL,
	"seq" integer NOT NULL,
	"last_at" timestamp(3) with time zone NOT NULL,
	"last_hash" text NOT NULL,
	"state_digest" text NOT NULL,
	"snapshot" jsonb NOT NULL,
	CONSTRAINT "cases_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "complaints" (
	"case_id" bigint PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"customer_id" bigint NOT NULL,
	"customer_name" text NOT NULL,
	"phone" text NOT NULL,
	"phone_tail" text NOT NULL,
	"email" text,
	"narrative" text NOT NULL,
	"demand" text,
	"occurred_at" timestamp(3) with time zone,
	"category" text,
	"amount" numeric(14, 2),
	"affected_count" integer,
	"scope_flags" text[] NOT NULL,
	"proposed_level" text,
	"level_reason" text,
	"product" text,
	"batch_no" text,
	"order_no" text,
	"respondent_department" text,
	"respondent" text,
	"facts" text,
	"cause" text,
	"cause_code" text,
	"liability" text,
	"explanation" text,
	"compensation" numeric(14, 2),
	"paid" numeric(14, 2),
	"result" text,
	"resolved_at" timestamp(3) with time zone,
	"root_cause" text,
	"corrective_action" text,
	"waiver_reason" text,
	"penalties" jsonb,
	"merged_into" text,
	"external_body" text,
	"external_reference" text,
	"external_result" text,
	"search" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"case_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"method" text NOT NULL,
	"summary" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "contacts_case_id_seq_pk" PRIMARY KEY("case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "customers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"email" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "customers_phone_name_unique" UNIQUE("phone","name")
);
--> statement-breakpoint
CREATE TABLE "deadlines" (
	"case_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"entry" integer NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"met_at" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"missed_at" timestamp(3) with time zone,
	"ledger" jsonb NOT NULL,
	"next_rung" integer,
	"next_rung_at" timestamp(3) with time zone,
	CONSTRAINT "deadlines_case_id_kind_entry_pk" PRIMARY KEY("case_id","kind","entry")
);
--> statement-breakpoint
CREATE TABLE "delegations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delegations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delegator" text NOT NULL,
	"delegate" text NOT NULL,
	"role" text,
	"department" text,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"kind" text NOT NULL,
	"parent" text,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disclosures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "disclosures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"person" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"case_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"outcome" text NOT NULL,
	"satisfaction" integer,
	"comment" text,
	"by" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "follow_ups_case_id_seq_pk" PRIMARY KEY("case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"person" text NOT NULL,
	"key" text NOT NULL,
	"request_digest" text NOT NULL,
	"number" text NOT NULL,
	"status" integer,
	"body" jsonb,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_person_key_pk" PRIMARY KEY("person","key")
);
--> statement-breakpoint
CREATE TABLE "log_in_failures" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"until" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"case_id" bigint NOT NULL,
	"round" integer NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"description" text NOT NULL,
	"amount" numeric(14, 2),
	"performed_at" timestamp(3) with time zone,
	"performed_by" text,
	"evidence" text,
	"paid_amount" numeric(14, 2),
	CONSTRAINT "measures_case_id_round_number_pk" PRIMARY KEY("case_id","round","number")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"recipient" text NOT NULL,
	"address" text NOT NULL,
	"language" text NOT NULL,
	"params" jsonb NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"subject" text,
	"text" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"sent_at" timestamp(3) with time zone,
	CONSTRAINT "notices_once" UNIQUE("case_id","seq","kind","recipient")
);
--> statement-breakpoint
CREATE TABLE "organisation_version" (
	"id" integer PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"login" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"language" text DEFAULT 'zh-CN' NOT NULL,
	"password_hash" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"code" text NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"digest" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "policy_versions_code_version_pk" PRIMARY KEY("code","version")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "posts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person" text NOT NULL,
	"role" text NOT NULL,
	"department" text NOT NULL,
	CONSTRAINT "posts_person_role_department_unique" UNIQUE("person","role","department")
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"sid_hash" text PRIMARY KEY NOT NULL,
	"login" text,
	"data" jsonb NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tokens_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person" text NOT NULL,
	"label" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"last_used_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "tokens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deadlines" ADD CONSTRAINT "deadlines_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_delegator_people_login_fk" FOREIGN KEY ("delegator") REFERENCES "public"."people"("login") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_delegate_people_login_fk" FOREIGN KEY ("delegate") REFERENCES "public"."people"("login") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_person_people_login_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("login") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_department_departments_code_fk" FOREIGN KEY ("department") REFERENCES "public"."departments"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_person_people_login_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("login") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approvals_by_index" ON "approvals" USING btree ("by");--> statement-breakpoint
CREATE INDEX "asks_people_index" ON "asks" USING gin ("people");--> statement-breakpoint
CREATE INDEX "asks_role_department_opened_at_index" ON "asks" USING btree ("role","department","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "case_events_rung_once" ON "case_events" USING btree ("case_id",(facts->>'kind'),(facts->>'entry'),(facts->>'rung')) WHERE type = 'deadline-reach';--> statement-breakpoint
CREATE INDEX "cases_received_at_id_index" ON "cases" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "cases_department_received_at_id_index" ON "cases" USING btree ("department","received_at","id");--> statement-breakpoint
CREATE INDEX "cases_stage_received_at_id_index" ON "cases" USING btree ("stage","received_at","id");--> statement-breakpoint
CREATE INDEX "cases_level_received_at_id_index" ON "cases" USING btree ("level","received_at","id");--> statement-breakpoint
CREATE INDEX "cases_handler_stage_index" ON "cases" USING btree ("handler","stage");--> statement-breakpoint
CREATE INDEX "cases_registrar_index" ON "cases" USING btree ("registrar");--> statement-breakpoint
CREATE INDEX "cases_open_due_index" ON "cases" USING btree ("due_at","id") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "cases_late_index" ON "cases" USING btree ("received_at","id") WHERE late;--> statement-breakpoint
CREATE INDEX "complaints_search_index" ON "complaints" USING gin ("search");--> statement-breakpoint
CREATE INDEX "complaints_phone_tail_index" ON "complaints" USING btree ("phone_tail");--> statement-breakpoint
CREATE INDEX "complaints_customer_id_index" ON "complaints" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "complaints_merged_into_index" ON "complaints" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "deadlines_due_rung_index" ON "deadlines" USING btree ("next_rung_at","case_id") WHERE next_rung_at is not null;--> statement-breakpoint
CREATE INDEX "disclosures_case_id_index" ON "disclosures" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at_index" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "notices_created_at_id_index" ON "notices" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "notices_queued_index" ON "notices" USING btree ("id") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "sessions_expires_at_index" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sessions_login_index" ON "sessions" USING btree ("login");--> statement-breakpoint
CREATE INDEX "tokens_person_index" ON "tokens" USING btree ("person");