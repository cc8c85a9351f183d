-- CreateTable
CREATE TABLE "runbook_version" (
    "hash" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runbook_version_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "incident_policy_hash_idx" ON "incident"("policy_hash");
