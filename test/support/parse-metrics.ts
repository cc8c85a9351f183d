/** One family of Prometheus' text format. `samples` are keyed by name and labels, as they are written. */
export type Family = { type: string; help: string; samples: Map<string, number> };

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const sampleLine = new RegExp(`^(${name})(\\{(.*)\\})? (\\S+)$`);
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(,|$)/y;
const suffixes: Record<string, string[]> = { histogram: ['_bucket', '_sum', '_count'], counter: [''], gauge: [''] };

/** Reads Prometheus' text format 0.0.4 strictly; throws at the first line that is not right. */
export function parseMetrics(page: string): Map<string, Family> {
  if (!page.endsWith('\n')) throw new Error('The last line does not end');
  const families = new Map<string, Family>();
  let open: (Family & { name: string }) | null = null;
  for (const [index, line] of page.split('\n').entries()) {
    const fail = (what: string): never => {
      throw new Error(`Line ${index + 1}: ${what}: ${line}`);
    };
    if (line === '') continue;
    const help = new RegExp(`^# HELP (${name}) (.+)$`).exec(line);
    const type = new RegExp(`^# TYPE (${name}) (counter|gauge|histogram)$`).exec(line);
    if (help !== null) {
      const [, family = '', text = ''] = help;
      if (families.has(family)) fail('a family that was there before');
      open = { name: family, help: text, type: '', samples: new Map() };
      families.set(family, open);
    } else if (type !== null) {
      if (open?.name !== type[1] || open?.type !== '') fail('a type without its help');
      if (open !== null) open.type = type[2] ?? '';
    } else {
      const [, sample = '', labels = '', inside = '', value = ''] = sampleLine.exec(line) ?? fail('no sample');
      if (open === null || open.type === '') fail('a sample outside of its family');
      if (open !== null && !(suffixes[open.type] ?? []).some((end) => `${open?.name}${end}` === sample))
        fail('a strange name');
      if (!/^([+-]?(\d+(\.\d+)?(e[+-]?\d+)?)|\+Inf|NaN)$/i.test(value)) fail('no number');
      if (labels !== '' && !areLabels(inside)) fail('no labels');
      const key = `${sample}${labels}`;
      if (open?.samples.has(key)) fail('a sample twice');
      open?.samples.set(key, Number(value.replace('+Inf', 'Infinity')));
    }
  }
  for (const family of families.values()) if (family.type === '') throw new Error('A family without its type');
  return families;
}

function areLabels(text: string): boolean {
  label.lastIndex = 0;
  while (label.lastIndex < text.length) if (!label.test(text)) return false;
  return text !== '';
}
