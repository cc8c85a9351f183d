-- CreateTable
CREATE TABLE "runbook_review" (
    "id" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "next" TEXT,
    "policy_next" TEXT,
    "until" TIMESTAMPTZ(3),
    "undone_by" TEXT,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "runbook_review_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "runbook_review_at_idx" ON "runbook_review"("at");
