-- CreateTable
CREATE TABLE "on_call" (
    "schedule" TEXT NOT NULL,
    "pager_id" TEXT,
    "name" TEXT,
    "slack" TEXT,
    "known" BOOLEAN NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "on_call_pkey" PRIMARY KEY ("schedule")
);
