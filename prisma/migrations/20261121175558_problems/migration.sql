-- CreateTable
CREATE TABLE "problem" (
    "runbook" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "names" TEXT NOT NULL,
    "signs" TEXT NOT NULL,
    "steps" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    -- Written by hand. 'english' finds stems, 'simple' what english leaves out as a stop word ("site down").
    "search" tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', "names"), 'A') || setweight(to_tsvector('simple', "names"), 'A') ||
        setweight(to_tsvector('english', "signs"), 'B') || setweight(to_tsvector('simple', "signs"), 'B') ||
        setweight(to_tsvector('english', "steps"), 'C') || setweight(to_tsvector('simple', "steps"), 'C')
    ) STORED,

    CONSTRAINT "problem_pkey" PRIMARY KEY ("runbook","slug")
);

-- Rows are written once and searched ever after: nothing should wait in a pending list.
-- CreateIndex
CREATE INDEX "problem_search_idx" ON "problem" USING GIN ("search") WITH (fastupdate = off);
