-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "former_channel_id" TEXT;

-- CreateIndex
CREATE INDEX "incident_workspace_former_channel_id_idx" ON "incident"("workspace", "former_channel_id");
