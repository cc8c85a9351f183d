-- CreateTable
CREATE TABLE "channel_name" (
    "workspace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,

    CONSTRAINT "channel_name_pkey" PRIMARY KEY ("workspace","name")
);

-- CreateIndex
CREATE INDEX "channel_name_incident_id_idx" ON "channel_name"("incident_id");
