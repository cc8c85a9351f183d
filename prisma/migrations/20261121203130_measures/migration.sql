-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "repeat_of" INTEGER,
ADD COLUMN     "to_detect" INTEGER;

-- What is stored already: the same rule as measuresOf.
UPDATE "incident" SET
  "repeat_of" = ("state"->'repeatOf'->>'number')::integer,
  "to_detect" = CASE WHEN "detected" >= "began" THEN round(extract(epoch FROM "detected" - "began")) END
FROM (
  SELECT "id" AS "of",
    ("state"->'moments'->>'impactStarted')::timestamptz AS "began",
    ("state"->'moments'->>'detected')::timestamptz AS "detected"
  FROM "incident"
) AS "moments" WHERE "of" = "id";
