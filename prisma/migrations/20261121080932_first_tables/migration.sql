-- CreateTable
CREATE TABLE "incident" (
    "id" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "state" JSONB NOT NULL,
    "policy_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "private" BOOLEAN NOT NULL,
    "channel_id" TEXT,
    "declared_by" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "wake_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "workspace" TEXT NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("workspace")
);

-- CreateTable
CREATE TABLE "timeline_entry" (
    "incident_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "workspace" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT,
    "body" JSONB,
    "salt" TEXT,
    "digest" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "source" TEXT,

    CONSTRAINT "timeline_entry_pkey" PRIMARY KEY ("incident_id","seq")
);

-- CreateTable
CREATE TABLE "effect" (
    "id" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "incident_id" TEXT,
    "lane" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "needs" TEXT,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "owner" TEXT,
    "sending_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "result" JSONB,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "effect_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "workspace" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("workspace","key")
);

-- CreateTable
CREATE TABLE "process" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_mortem" (
    "incident_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "workspace" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "file_id" TEXT,
    "generated" BOOLEAN NOT NULL,

    CONSTRAINT "post_mortem_pkey" PRIMARY KEY ("incident_id","version")
);

-- CreateIndex
CREATE INDEX "incident_workspace_channel_id_idx" ON "incident"("workspace", "channel_id");

-- CreateIndex
CREATE INDEX "incident_workspace_status_number_idx" ON "incident"("workspace", "status", "number" DESC);

-- CreateIndex
CREATE INDEX "incident_wake_at_idx" ON "incident"("wake_at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_workspace_number_key" ON "incident"("workspace", "number");

-- CreateIndex
CREATE INDEX "timeline_entry_workspace_source_idx" ON "timeline_entry"("workspace", "source");

-- CreateIndex
CREATE INDEX "effect_lane_seq_idx" ON "effect"("lane", "seq");

-- CreateIndex
CREATE INDEX "effect_incident_id_type_idx" ON "effect"("incident_id", "type");

-- CreateIndex
CREATE INDEX "effect_needs_idx" ON "effect"("needs");

-- CreateIndex
CREATE INDEX "effect_unfinished_idx" ON "effect"("lane", "seq") WHERE (state = ANY (ARRAY['planned'::text, 'sending'::text]));

-- CreateIndex
CREATE INDEX "delivery_at_idx" ON "delivery"("at");
