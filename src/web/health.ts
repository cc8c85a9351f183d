/** One thing that the bot cannot work without. */
export type Check = { ok: boolean; detail: string };

/** What /readyz answers. `notes` are told, but do not make the bot unready. */
export type Readiness = { ready: boolean; checks: Record<string, Check>; notes: string[] };

/** Where the checks come from; each answers within 2.5 s and none throws. */
export type HealthSources = { stopping(): boolean; checks: Record<string, () => Promise<Check>>; notes(): string[] };

/** Asks everything at once, so that a loss shows within 5 s however many are lost. */
export async function readiness(sources: HealthSources): Promise<Readiness> {
  const answered = Object.entries(sources.checks).map(
    async ([name, check]): Promise<[string, Check]> => [name, await check()],
  );
  const checks = Object.fromEntries(await Promise.all(answered));
  const ready = !sources.stopping() && Object.values(checks).every((check) => check.ok);
  return { ready, checks, notes: sources.stopping() ? ['Stopping.', ...sources.notes()] : sources.notes() };
}
