-- CreateTable
CREATE TABLE "audit_entry" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "workspace" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "who" TEXT,
    "action" TEXT NOT NULL,
    "incident" INTEGER,
    "result" TEXT NOT NULL,
    "request" TEXT,
    "detail" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE INDEX "audit_entry_incident_at_idx" ON "audit_entry"("incident", "at");

-- CreateIndex
CREATE INDEX "timeline_entry_recorded_at_idx" ON "timeline_entry" USING BRIN ("recorded_at");
