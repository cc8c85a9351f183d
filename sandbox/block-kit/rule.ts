/** One thing that Slack would refuse: where it is (a JSON pointer) and what is wrong with it. */
export type Violation = { path: string; problem: string };

/** Receives each violation as it is found. */
export type Report = (path: string, problem: string) => void;

/** Checks one value found at `path`. */
export type Rule = (value: unknown, path: string, report: Report) => void;

/** Checks how the properties of one object fit together. */
export type Check = (object: Record<string, unknown>, path: string, report: Report) => void;

/** For sizes that Slack states no limit for; all text together is held in message.ts, a view's size in view.ts. */
export const UNLIMITED = Number.POSITIVE_INFINITY;

/** Tells whether a value is a plain object, so that its properties can be read. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string of `min` to `max` characters. */
export function text(max: number, min = 1): Rule {
  return (value, path, report) => {
    if (typeof value !== 'string') return report(path, `must be a string, but it is ${nameOf(value)}`);
    // UTF-16 units: where Slack counts code points instead, this is the stricter of the two.
    if (value.length > max) report(path, `has ${value.length} characters; at most ${max} are allowed`);
    if (value.length < min)
      report(path, min === 1 ? 'must not be empty' : `needs at least ${min} characters, but has ${value.length}`);
  };
}

/** A string that matches `pattern`; `meaning` says in words what that is. */
export function matching(pattern: RegExp, meaning: string): Rule {
  return (value, path, report) => {
    if (typeof value !== 'string' || !pattern.test(value))
      report(path, `must be ${meaning}, but it is ${JSON.stringify(value)}`);
  };
}

/** An absolute http(s) address of at most `max` characters. */
export function url(max = 3000, protocols = ['http:', 'https:']): Rule {
  const length = text(max);
  return (value, path, report) => {
    length(value, path, report);
    if (typeof value !== 'string' || value === '') return;
    const valid = URL.canParse(value) && protocols.includes(new URL(value).protocol);
    if (!valid)
      report(
        path,
        `must be a valid ${protocols.map((p) => p.slice(0, -1)).join(' or ')} URL, but it is ${JSON.stringify(value.slice(0, 80))}`,
      );
  };
}

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number): Rule {
  return (value, path, report) => {
    if (typeof value !== 'number' || !Number.isInteger(value))
      return report(path, `must be a whole number, but it is ${nameOf(value)}`);
    const range = max === UNLIMITED ? `at least ${min}` : `from ${min} to ${max}`;
    if (value < min || value > max) report(path, `must be ${range}, but it is ${value}`);
  };
}

/** Any finite number. */
export function number(value: unknown, path: string, report: Report): void {
  if (typeof value !== 'number' || !Number.isFinite(value))
    report(path, `must be a number, but it is ${nameOf(value)}`);
}

/** True or false. */
export function boolean(value: unknown, path: string, report: Report): void {
  if (typeof value !== 'boolean') report(path, `must be true or false, but it is ${nameOf(value)}`);
}

/** One of a few fixed values. */
export function oneOf(...allowed: (string | number)[]): Rule {
  return (value, path, report) => {
    if (!allowed.some((one) => one === value))
      report(path, `must be ${allowed.join(' or ')}, but it is ${JSON.stringify(value)}`);
  };
}

/** An array of `min` to `max` items, each held to `item`. */
export function list(item: Rule, max: number, min = 1): Rule {
  return (value, path, report) => {
    if (!Array.isArray(value)) return report(path, `must be an array, but it is ${nameOf(value)}`);
    if (value.length > max) report(path, `has ${value.length} items; at most ${max} are allowed`);
    if (value.length < min)
      report(path, `needs at least ${min} ${min === 1 ? 'item' : 'items'}, but has ${value.length}`);
    for (const [index, entry] of value.entries()) item(entry, `${path}/${index}`, report);
  };
}

/** An object with exactly these properties; any other is refused. */
export function shape(required: Record<string, Rule>, optional: Record<string, Rule> = {}, ...checks: Check[]): Rule {
  const rules = new Map(Object.entries({ ...required, ...optional }));
  return (value, path, report) => {
    if (!isObject(value)) return report(path, `must be an object, but it is ${nameOf(value)}`);
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) report(path, `misses the required property '${name}'`);
    }
    for (const [name, entry] of Object.entries(value)) {
      // JSON has no undefined: such a property never reaches Slack.
      if (entry === undefined) continue;
      const rule = rules.get(name);
      if (rule) rule(entry, `${path}/${name}`, report);
      else report(`${path}/${name}`, `unknown property '${name}'${typeOf(value)}`);
    }
    for (const check of checks) check(value, path, report);
  };
}

/** An object whose `type` picks its rule; `place` names where it stands in the problem text. */
export function byType(rules: Record<string, Rule>, place: string): Rule {
  const known = new Map(Object.entries(rules));
  return (value, path, report) => {
    if (!isObject(value)) return report(path, `must be an object, but it is ${nameOf(value)}`);
    const rule = typeof value.type === 'string' ? known.get(value.type) : undefined;
    if (rule) rule(value, path, report);
    else
      report(
        `${path}/type`,
        `${JSON.stringify(value.type) ?? 'a missing type'} is not allowed ${place}; allowed: ${[...known.keys()].join(', ')}`,
      );
  };
}

/** A check that exactly one of these properties is given. */
export function exactlyOneOf(...names: string[]): Check {
  return (object, path, report) => {
    const given = names.filter((name) => object[name] !== undefined);
    if (given.length !== 1)
      report(path, `needs exactly one of ${names.join(', ')}, but has ${given.join(', ') || 'none'}`);
  };
}

/** A check that one number does not exceed another when both are given. */
export function ordered(low: string, high: string): Check {
  return (object, path, report) => {
    const [min, max] = [object[low], object[high]];
    if (min === undefined || max === undefined || Number(min) <= Number(max)) return;
    report(`${path}/${low}`, `is ${JSON.stringify(min)}, above ${high}, which is ${JSON.stringify(max)}`);
  };
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}

function typeOf(object: Record<string, unknown>): string {
  return typeof object.type === 'string' ? ` on ${object.type}` : '';
}
