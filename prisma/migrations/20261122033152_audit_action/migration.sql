-- CreateIndex
CREATE INDEX "audit_entry_via_action_at_idx" ON "audit_entry"("via", "action", "at");
