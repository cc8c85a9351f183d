import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, normalize, relative, resolve } from 'node:path';
import { shippedTemplates, templateFolder } from '../template-folder.ts';

/** Gives the text of a file; null where there is none. */
export type ReadText = (file: string) => Promise<string | null>;

/** Gives the names of the files in a folder; none where there is no such folder. */
export type ListFiles = (folder: string) => Promise<string[]>;

/** Everything that a runbook was read from: path → text. Paths are as seen from its folder; templates are under `templates/`. */
export type RunbookFiles = Record<string, string>;

/** Where the problem runbooks of a folder are. */
export const problemPlace = 'problems';

/** Reads from the disk. */
export async function readFromDisk(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Reads from the disk, and puts everything that it found into `files`. */
export function recording(folder: string, files: RunbookFiles): ReadText {
  const templates = templateFolder(folder);
  const places = [templates, join(templates, '..', 'generic'), shippedTemplates];
  return async (file) => {
    const text = await readFromDisk(file);
    if (text === null) return null;
    const inside = places.map((place) => relative(place, file)).find((path) => !path.startsWith('..'));
    // PostgreSQL keeps no NUL in a text.
    const kept = text.replaceAll('\0', '');
    files[inside === undefined ? relative(folder, file) : join('templates', inside)] = kept;
    return kept;
  };
}

/** Reads what was kept of a folder. What Muster ships and did not read then, such as a newer template, comes from the disk. */
export function fromKept(files: RunbookFiles): ReadText {
  return async (file) =>
    files[normalize(file)] ?? (resolve(file).startsWith(shippedTemplates) ? readFromDisk(file) : null);
}

/** The templates among what was kept: its one folder has them all. */
export function listKept(files: RunbookFiles): ListFiles {
  return async () =>
    Object.keys(files).flatMap((file) => (file.startsWith('templates/') ? [file.slice('templates/'.length)] : []));
}

/** The files of a folder on the disk. */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The problem runbooks of a folder, by name of the file. */
export async function problemFilesIn(folder: string): Promise<string[]> {
  const found = await filesIn(join(folder, problemPlace));
  return found
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => join(folder, problemPlace, name));
}

/** What tells one version from another. */
export function hashOf(files: RunbookFiles): string {
  const sorted = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
