-- CreateIndex
CREATE INDEX "incident_status_updated_at_idx" ON "incident"("status", "updated_at");
