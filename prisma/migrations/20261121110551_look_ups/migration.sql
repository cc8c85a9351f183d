-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "cancel_reason" TEXT,
ADD COLUMN     "people" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "task_owners" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "to_acknowledge" INTEGER,
ADD COLUMN     "to_mitigate" INTEGER,
ADD COLUMN     "to_resolve" INTEGER;

-- What is stored already: the same rules as insidersOf and measuresOf. Before the indexes, which are then made once.
UPDATE "incident" SET
  "people" = ARRAY(
    SELECT "state"->>'declaredBy'
    UNION SELECT jsonb_array_elements_text("state"->'invited')
    UNION SELECT "role"->>'user' FROM jsonb_each("state"->'roles') AS "roles"("key", "role")
  );

UPDATE "incident" SET
  "to_acknowledge" = CASE WHEN "acknowledged" >= "known" THEN round(extract(epoch FROM "acknowledged" - "known")) END,
  "to_mitigate" = CASE WHEN "mitigated" >= "began" THEN round(extract(epoch FROM "mitigated" - "began")) END,
  "to_resolve" = CASE WHEN "resolved" >= "began" THEN round(extract(epoch FROM "resolved" - "began")) END
FROM (
  SELECT "id" AS "of",
    ("state"->'moments'->>'impactStarted')::timestamptz AS "began",
    coalesce("state"->'moments'->>'detected', "state"->'moments'->>'declared')::timestamptz AS "known",
    ("state"->'moments'->>'acknowledged')::timestamptz AS "acknowledged",
    ("state"->'moments'->>'mitigated')::timestamptz AS "mitigated",
    ("state"->'moments'->>'resolved')::timestamptz AS "resolved"
  FROM "incident"
) AS "moments" WHERE "of" = "id";

-- The state did not keep why an incident was called off, but its timeline did.
UPDATE "incident" SET
  "cancel_reason" = "reason",
  "state" = jsonb_set("state", '{cancelReason}', to_jsonb("reason"))
FROM (
  SELECT DISTINCT ON ("incident_id") "incident_id", "body"->>'reason' AS "reason"
  FROM "timeline_entry" WHERE "kind" = 'cancelled' ORDER BY "incident_id", "seq" DESC
) AS "calling_off" WHERE "incident_id" = "id" AND "status" = 'cancelled' AND "reason" IS NOT NULL;

-- CreateIndex
CREATE INDEX "incident_workspace_declared_at_idx" ON "incident"("workspace", "declared_at");

-- CreateIndex
CREATE INDEX "incident_people_idx" ON "incident" USING GIN ("people");

-- CreateIndex
CREATE INDEX "incident_task_owners_idx" ON "incident" USING GIN ("task_owners");
