-- CreateTable
CREATE TABLE "home" (
    "workspace" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "incidents" TEXT[],
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "home_pkey" PRIMARY KEY ("workspace","user_id")
);

-- CreateIndex
CREATE INDEX "home_incidents_idx" ON "home" USING GIN ("incidents");
