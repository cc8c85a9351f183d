-- AlterTable
ALTER TABLE "effect" ADD COLUMN     "urgency" SMALLINT NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "slack_limit" (
    "key" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slack_limit_pkey" PRIMARY KEY ("key")
);
