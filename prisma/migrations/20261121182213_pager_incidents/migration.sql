-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "pager_incidents" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "incident_pager_incidents_idx" ON "incident" USING GIN ("pager_incidents");
