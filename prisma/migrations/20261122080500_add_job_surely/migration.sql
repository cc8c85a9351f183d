-- graphile-worker looks whether a job of that key is locked, and adds or changes one in a second statement. A worker that takes the
-- job in between makes it answer nothing, and what was added is lost when that job ends. Then it is added once more.
CREATE FUNCTION "muster_add_job"("task" TEXT, "payload" JSON, "at" TIMESTAMPTZ, "key" TEXT, "mode" TEXT DEFAULT 'replace', "rank" INTEGER DEFAULT 0)
RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  added BIGINT;
BEGIN
  FOR turn IN 1..100 LOOP
    SELECT job.id INTO added
    FROM graphile_worker.add_job("task", "payload", run_at := "at", job_key := "key", job_key_mode := "mode", priority := "rank") AS job;
    IF added IS NOT NULL THEN
      RETURN added;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'The job % cannot be added', "key";
END;
$$;
