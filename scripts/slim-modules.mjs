// Takes away from node_modules what the running bot does not import: `npm ci --omit=dev` keeps what peers drag in, and by
// @prisma/client that is Prisma's whole workshop with its studio and React. What is needed is what `dependencies` lead to.
import { existsSync, lstatSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = process.cwd();
const modules = join(root, 'node_modules');
const needed = new Set();

for (const name of Object.keys(readPackage(root).dependencies ?? {})) need(name, root);
removeOthers(modules);
removeForeignDatabases();
removeByEnding(modules, /(\.map|\.d\.[mc]?ts)$/);
rmSync(join(modules, '.bin'), { recursive: true, force: true });
rmSync(join(modules, '.cache'), { recursive: true, force: true });
console.log(`${needed.size} packages are left.`);

function readPackage(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function need(name, from) {
  // Some packages say that they need types; nothing loads those.
  if (name.startsWith('@types/')) return;
  const folder = find(name, from);
  // Of optional ones only those for this machine are there.
  if (folder === null || needed.has(folder)) return;
  needed.add(folder);
  const { dependencies = {}, optionalDependencies = {} } = readPackage(folder);
  for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) need(other, folder);
}

function find(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return from === root ? null : find(name, dirname(from));
}

function removeOthers(folder) {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    if (entry.startsWith('.') || !lstatSync(path).isDirectory()) {
      if (lstatSync(path).isSymbolicLink()) rmSync(path);
      continue;
    }
    if (entry.startsWith('@')) removeOthers(path);
    else if (!needed.has(path)) rmSync(path, { recursive: true });
    else if (existsSync(join(path, 'node_modules'))) removeOthers(join(path, 'node_modules'));
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

// Prisma brings a query compiler for each database that it knows, twice.
function removeForeignDatabases() {
  const runtime = join(modules, '@prisma/client/runtime');
  for (const file of readdirSync(runtime))
    if (file.startsWith('query_compiler_') && !file.startsWith('query_compiler_small_bg.postgresql.'))
      rmSync(join(runtime, file));
}

function removeByEnding(folder, ending) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeByEnding(path, ending);
    else if (ending.test(entry.name)) rmSync(path);
  }
}
