-- CreateTable
CREATE TABLE "trouble" (
    "id" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "channel" TEXT,
    "ts" TEXT,
    "said_detail" TEXT,
    "claimed_at" TIMESTAMPTZ(3),

    CONSTRAINT "trouble_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "trouble_workspace_cause_key" ON "trouble"("workspace", "cause");
