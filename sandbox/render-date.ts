const formatters = new Map<string, Intl.DateTimeFormat>();

// To make one takes a hundred times as long as to use it.
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}

/** One of Slack's date formats, such as "{date_short_pretty} at {time}", in a time zone, as it reads at `now`. */
export function renderDate(seconds: number, format: string, tz: string, now: Date): string {
  const date = new Date(seconds * 1000);
  const say = (options: Intl.DateTimeFormatOptions, locale = 'en-US'): string =>
    formatter(locale, { timeZone: tz, ...options }).format(date);
  const pretty = (options: Intl.DateTimeFormatOptions): string => relativeDay(date, tz, now) ?? say(options);
  const short = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  const long = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' } as const;
  const plain = { year: 'numeric', month: 'long', day: 'numeric' } as const;
  const tokens: Record<string, () => string> = {
    date_num: () => say({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA'),
    date_slash: () => say({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    date: () => say(plain),
    date_short: () => say(short),
    date_long: () => say(long),
    date_pretty: () => pretty(plain),
    date_short_pretty: () => pretty(short),
    date_long_pretty: () => pretty(long),
    time: () => say({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    time_secs: () => say({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    ago: () => ago(now.getTime() / 1000 - seconds),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => tokens[name]?.() ?? whole);
}

function relativeDay(date: Date, tz: string, now: Date): string | undefined {
  const dayOf = (moment: Date): string => formatter('en-CA', { timeZone: tz }).format(moment);
  const near = [
    ['yesterday', -86_400_000],
    ['today', 0],
    ['tomorrow', 86_400_000],
  ] as const;
  return near.find(([, shift]) => dayOf(new Date(now.getTime() + shift)) === dayOf(date))?.[0];
}

function ago(seconds: number): string {
  const [size, unit] = Math.abs(seconds) < 3600 ? [60, 'minute'] : [3600, 'hour'];
  const amount = Math.round(Math.abs(seconds) / size);
  const said = `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  return seconds < 0 ? `in ${said}` : `${said} ago`;
}
