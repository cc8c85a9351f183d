/**
 * Which part of src/ may import which: as docs/architecture.md says under "Directions". The first row whose
 * pattern fits a path names its part, so narrower rows come first.
 */
const PARTS = [
  ['main', /^src\/main\.ts$/],
  ['config', /^src\/config(-[a-z]+)?\.ts$/],
  ['context', /^src\/context\.ts$/],
  ['clock', /^src\/clock\.ts$/],
  ['log', /^src\/log\.ts$/],
  ['errors', /^src\/errors\.ts$/],
  ['domain', /^src\/domain\//],
  ['db', /^src\/db\//],
  ['commands', /^src\/commands\//],
  ['jobs', /^src\/jobs\//],
  ['policy', /^src\/policy\//],
  // What is done with any request that comes in, before it is anybody's.
  ['request', /^src\/request\//],
  ['metrics', /^src\/metrics\//],
  ['web', /^src\/web\//],
  ['cli', /^src\/cli\//],
  ['views', /^src\/slack\/views\//],
  ['listeners', /^src\/slack\/listeners\//],
  // Pure names and numbers that both the views and the listeners need.
  ['slack names', /^src\/slack\/(ids|limits)\.ts$/],
  ['slack client', /^src\/slack\/client[^/]*(\.ts$|\/)/],
  ['slack', /^src\/slack\//],
  // One folder per service outside: pager, pagerduty, statuspage, email, tickets …
  ['adapters', /^src\/[^/]+\//],
];

const BELOW_ALL = ['errors'];

/** What each part may import besides itself and errors.ts. */
const ALLOWED = {
  main: 'anything',
  config: ['domain'],
  context: 'anything',
  clock: [],
  log: ['config', 'domain'],
  errors: [],
  domain: [],
  db: ['domain'],
  policy: ['domain'],
  metrics: ['domain', 'db'],
  adapters: ['domain', 'views', 'slack names', 'slack client'],
  commands: ['domain', 'db', 'policy'],
  views: ['domain', 'slack names'],
  'slack names': ['domain'],
  'slack client': ['domain', 'slack names'],
  request: [],
  slack: ['commands', 'request', 'domain', 'views', 'slack names', 'slack client', 'listeners'],
  listeners: ['commands', 'domain', 'views', 'slack names', 'slack client', 'slack'],
  jobs: ['commands', 'domain', 'db', 'policy', 'views', 'slack names', 'slack client', 'adapters'],
  web: ['commands', 'domain', 'request'],
  cli: 'anything but listeners',
};

/** Types alone leave nothing behind at run time, so ctx, config and what is counted may be named everywhere but in the pure parts. */
const TYPES_EVERYWHERE = ['context', 'config', 'metrics'];
const PURE = ['domain', 'views', 'slack names'];

/** Packages that reach outside; the pure parts import none of them. */
const OUTSIDE =
  /^(node:(?!crypto$|util$)|fs$|net$|http$|pg$|pino$|undici$|graphile-worker|@prisma\/|@electric-sql\/|@pagerduty\/|@slack\/(?!types$))/;

/** Folders beside src/ that the program must not need. */
const BESIDE = /^(sandbox|test|demo|bench|chaos|workbench|scripts|lint|fuzz)\//;

/**
 * Says what is wrong with an import, or null when it is allowed. Paths are relative to the repository:
 * `from` is the importing file, `to` the imported file, or the package name with `isPackage`.
 */
export function judgeImport({ from, to, isPackage, typeOnly }) {
  if (from.startsWith('chaos/check/')) return judgeChecker(from, to, isPackage);
  if (isPackage) return judgePackage(from, to);
  if (from.startsWith('sandbox/')) {
    return to.startsWith('sandbox/') ? null : `sandbox/ is a package of its own: it must not import ${to}`;
  }
  if (!from.startsWith('src/')) return null;
  if (BESIDE.test(to)) return `src/ must not import ${to}: it has to run without it`;
  return judgeParts(from, partOf(from), to, partOf(to), typeOnly);
}

// Who checks the bot must not share a mistake with it.
function judgeChecker(from, to, isPackage) {
  const allowed = isPackage ? /^(node:|zod$|yaml$)/.test(to) : /^chaos\/(check\/|record\.ts$)/.test(to);
  return allowed
    ? null
    : `${from} must not import ${to}: the checker reads the record and the policy, and nothing of the bot`;
}

function judgePackage(from, name) {
  if (from.startsWith('src/') && name.startsWith('@muster/'))
    return `src/ must not import ${name}: it has to run without it`;
  const part = partOf(from);
  if (!PURE.includes(part) || !OUTSIDE.test(name)) return null;
  return `${part} is pure and must not import ${name}: do it in a job, a command or an adapter and pass the facts in`;
}

function judgeParts(from, part, to, target, typeOnly) {
  if (part === null || target === null || part === target || BELOW_ALL.includes(target)) return null;
  if (typeOnly && TYPES_EVERYWHERE.includes(target) && !PURE.includes(part)) return null;
  const allowed = ALLOWED[part];
  if (allowed === 'anything') return null;
  if (allowed === 'anything but listeners') {
    return target === 'listeners'
      ? `cli must not import ${to}: listeners belong to Bolt; call the command instead`
      : null;
  }
  if (allowed.includes(target)) return null;
  const list = [...allowed, ...BELOW_ALL].join(', ');
  return `${from} (${part}) must not import ${to} (${target}); ${part} may import: ${list}`;
}

function partOf(path) {
  return PARTS.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}
