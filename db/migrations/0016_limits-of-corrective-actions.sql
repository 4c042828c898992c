ALTER TABLE "corrective_action_events" ALTER COLUMN "by" DROP NOT NULL;--> statement-breakpoint
-- those that are there already: since when their limits run, in which calendar these were counted, what was reminded of
UPDATE "corrective_actions" AS "action" SET "snapshot" = "snapshot" || jsonb_build_object(
  'plannedAt', (
    SELECT to_char(max("at") AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') FROM "corrective_action_events"
    WHERE "action_id" = "action"."id" AND "type" IN ('propose', 'reopen')
  ),
  'checkedAt', (
    SELECT to_char(max("at") AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') FROM "corrective_action_events"
    WHERE "action_id" = "action"."id" AND "type" = 'check-effect' AND "action"."state" IN ('ineffective', 'closed')
  ),
  'calendars', (
    SELECT coalesce(jsonb_object_agg("one"."limit", "known"."label"), '{}')
    FROM (VALUES ('verify', 'implement'), ('check-effect', 'verify'), ('reopen', 'check-effect')) AS "one" ("limit", "begins")
    CROSS JOIN LATERAL (
      SELECT max("at") AS "at" FROM "corrective_action_events"
      WHERE "action_id" = "action"."id" AND "type" = "one"."begins"
    ) AS "begun"
    CROSS JOIN LATERAL (
      SELECT "label" FROM "calendar_versions"
      WHERE "created_by" IS NOT NULL AND "created_at" <= "begun"."at" ORDER BY "version" DESC LIMIT 1
    ) AS "known"
  ),
  'remindedOf', (
    SELECT "kind" FROM "notices"
    WHERE "about" = 'corrective-action' AND "key" = "action"."number"
      AND "kind" IN ('action-effect-day', 'action-soon', 'action-late', 'action-later')
      AND "seq" >= (SELECT max("seq") FROM "corrective_action_events" WHERE "action_id" = "action"."id" AND "type" <> 'link')
    ORDER BY array_position(ARRAY['action-effect-day', 'action-soon', 'action-late', 'action-later'], "kind") DESC LIMIT 1
  )
);--> statement-breakpoint
UPDATE "settings" SET "value" = '{"kind": "cases", "actions": 0, "batch": null}' || "value" WHERE "name" = 'calendar-recalculation';
