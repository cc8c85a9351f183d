-- CreateIndex
CREATE INDEX "effect_failed_idx" ON "effect"("incident_id") WHERE (state = 'failed'::text);
