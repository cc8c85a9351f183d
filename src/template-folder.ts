import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const shipped = join(import.meta.dirname, '../templates');

/** The templates that come with Muster: what a team's folder leaves out is taken from here. */
export const shippedTemplates = join(shipped, 'generic');

/**
 * Where the templates of a runbook are: `templates/<name>` beside the folder `runbooks` that it is in, else the shipped
 * ones of that name. The loader itself takes from `generic` what is not there.
 */
export function templateFolder(runbook: string): string {
  const own = join(dirname(dirname(resolve(runbook))), 'templates', basename(resolve(runbook)));
  return existsSync(own) ? own : join(shipped, basename(resolve(runbook)));
}
