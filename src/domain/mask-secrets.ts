/** A text in which secrets are masked, and what they looked like ("GitHub token"), each once. */
export type Masked<T> = { masked: T; found: string[] };

// A value in quotes may have spaces; another one ends at a space, or where the next `name=` begins.
const value = String.raw`(?:(?<=["'])[^"'•\n]{1,500}(?=["'])|(?:(?![;&,]\s?[\w-]+=)[^\s"'\`•]){1,500})`;
const secretName = String.raw`(?:pass(?:word|wd|phrase|wort)|pwd|secret|token|credential|api[_-]?key|access[_-]?key|(?:private|account|routing|integration|service|signing|subscription|encryption)[_-]?key|(?<=[_-]|\b)pass(?=\s*=))(?:[_-]?(?:access[_-]?)?(?:key|value|token|hash))?\d{0,3}`;

/** Bare secrets, known by their own form. docs/adr/0012-record.md says where each form comes from. */
const forms: readonly { name: string; form: RegExp }[] = [
  {
    name: 'private key',
    form: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  { name: 'Slack token', form: /\bxox[a-z](?:\.xox[a-z])?-[\w-]{8,}/g },
  { name: 'Slack token', form: /\bxapp-[\w-]{8,}/g },
  { name: 'Slack webhook', form: /\bhttps:\/\/hooks\.slack(?:-gov)?\.com\/[\w/-]{8,}/g },
  { name: 'GitHub token', form: /\bgh[oprsu]_[A-Za-z0-9]{20,}/g },
  { name: 'GitHub token', form: /\bgithub_pat_\w{20,}/g },
  { name: 'GitLab token', form: /\bgl(?:agent|cbt|dt|ft|imt|oas|pat|ptt|rt|soat)-[\w.-]{16,}/g },
  { name: 'AWS key', form: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { name: 'Google key', form: /\bAIza[\w-]{35}/g },
  { name: 'Google key', form: /\bGOCSPX-[\w-]{20,}/g },
  { name: 'Google token', form: /\bya29\.[\w-]{20,}/g },
  { name: 'Stripe key', form: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}/g },
  { name: 'Stripe key', form: /\bwhsec_[A-Za-z0-9]{20,}/g },
  // One figure at least: `sk-learn-based-classification` is no key.
  { name: 'API key', form: /\bsk-(?=[\w-]{0,60}\d)[\w-]{20,}/g },
  { name: 'SendGrid key', form: /\bSG\.[\w-]{16,}\.[\w-]{16,}/g },
  { name: 'npm token', form: /\bnpm_[A-Za-z0-9]{36,}/g },
  { name: 'Hugging Face token', form: /\bhf_[A-Za-z0-9]{30,}/g },
  { name: 'Docker token', form: /\bdckr_[a-z]{3}_[\w-]{20,}/g },
  { name: 'DigitalOcean token', form: /\bdo[opr]_v1_[a-f0-9]{40,}/g },
  { name: 'Vault token', form: /\bhv[bsr]\.[\w-]{20,}/g },
  { name: 'Azure secret', form: /(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,40}/g },
  { name: 'Azure signature', form: /(?<=[?&]sig=)[\w%+/=-]{20,}/g },
  { name: 'Atlassian token', form: /\bATATT3[\w=-]{20,}/g },
  { name: 'Grafana token', form: /\bgl(?:c|sa)_[\w+/=]{20,}/g },
  { name: 'New Relic key', form: /\bNRAK-[A-Z0-9]{20,}/g },
  { name: 'PyPI token', form: /\bpypi-AgE[\w-]{20,}/g },
  { name: 'Databricks token', form: /\bdapi[a-f0-9]{32}\b/g },
  { name: 'Sentry token', form: /\bsntry[su]_[\w+/=-]{20,}/g },
  { name: 'Shopify token', form: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/g },
  { name: 'Linear key', form: /\blin_api_[A-Za-z0-9]{20,}/g },
  { name: 'Notion token', form: /\bntn_[A-Za-z0-9]{20,}/g },
  { name: 'Telegram token', form: /\b\d{8,10}:AA[\w-]{32,}/g },
  { name: 'age key', form: /\bAGE-SECRET-KEY-1[A-Z0-9]{50,}/g },
  { name: 'JWT', form: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g },
];

/** Secrets that a name or a place beside them gives away: what stands before them (`kept`) stays. */
const given: readonly { name: string; form: RegExp; isMeant?: (value: string, kept: string) => boolean }[] = [
  {
    name: 'credential',
    form: /(?<kept>\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:bearer|basic|token|digest|apikey)\s+)?)(?<value>(?!(?:bearer|basic|token|digest|apikey)\s)[^\s"'`•]{6,4000})/gi,
    // "Authorization: failed for 3 %" is a sentence.
    isMeant: (text, kept) => /\d/.test(text) || /(?:bearer|basic|token|digest|apikey)\s+$/i.test(kept),
  },
  {
    name: 'credential',
    form: /(?<kept>\bbearer\s+)(?<value>[\w.~+/=-]{16,4000})/gi,
    isMeant: (text) => /\d/.test(text),
  },
  {
    name: 'password',
    form: /(?<kept>\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/?#@]{0,200}:)(?<value>[^\s/?#•]{1,500})(?=@)/gi,
  },
  {
    name: 'password or secret',
    form: new RegExp(
      String.raw`(?<kept>${secretName}["'\`]?\s{0,3}(?:=>|:=|=|:)\s{0,3}["'\`]?)(?<value>${value})`,
      'gi',
    ),
    isMeant: isSecretValue,
  },
  {
    name: 'password or secret',
    form: new RegExp(String.raw`(?<kept>--?(?:[a-z-]{0,20})${secretName}\s+["']?)(?<value>${value})`, 'gi'),
    isMeant: (text) => text.length > 3,
  },
];

// After a colon people write prose, too: "token: expired". After an equals sign it is a setting.
const prose =
  /^(?:changed|correct|deleted|empty|enabled|disabled|expired|false|fine|incorrect|invalid|leaked|missing|none|null|okay?|redacted|required|reset|revoked|rotated|rotate|rotation|same|true|undefined|unchanged|unknown|unset|wrong|yes)[.!?]?$/i;

function isSecretValue(text: string, kept: string): boolean {
  if (text.length < 3 || prose.test(text) || /^(?:https?|file):\/\//.test(text)) return false;
  // A variable, a placeholder or stars stand for a secret that is elsewhere.
  if (/^(?:\$[A-Za-z_{(]|\{\{|<[^>]*>$|[*x.…]+$)/.test(text)) return false;
  const isPassword = /pass|pwd/i.test(kept);
  if (/=["'`]?\s*["'`]?$/.test(kept)) return isPassword || text.length > 5 || /[^\d.]/.test(text);
  if (isPassword) return text.length > 3;
  // "Token: 4096" counts something, "secret: vault" is a word.
  return text.length > 5 && /\d/.test(text) && /[^\d.,%]/.test(text) ? true : text.length >= 20;
}

/** The text without its secrets; what surrounds them stays. Never longer than it was, so that no limit is newly crossed. */
export function maskSecrets(text: string): Masked<string> {
  const found = new Set<string>();
  let masked = text;
  for (const { name, form } of forms)
    masked = masked.replaceAll(form, (secret) => {
      found.add(name);
      return standIn(name, secret);
    });
  for (const { name, form, isMeant } of given)
    masked = masked.replaceAll(form, (whole: string, kept: string, secret: string) => {
      // A form above has been there.
      if (secret.includes('•••') || isMeant?.(secret, kept) === false) return whole;
      found.add(name);
      return `${kept}${standIn(name, secret)}`;
    });
  return { masked, found: [...found] };
}

function standIn(name: string, secret: string): string {
  const said = `••• (masked ${name})`;
  if (said.length <= secret.length) return said;
  return '•••'.slice(0, secret.length);
}

/** The same for every text in a command or a declaration, however deep. Ids are no secrets and stay what they are. */
export function maskAll<T extends object>(given: T): Masked<T> {
  const masked = structuredClone(given);
  const found = new Set<string>();
  walk(masked, found);
  return { masked, found: [...found] };
}

function walk(node: object, found: Set<string>): void {
  for (const [key, inner] of Object.entries(node)) {
    const at: unknown = inner;
    if (typeof at === 'string') {
      const one = maskSecrets(at);
      for (const name of one.found) found.add(name);
      if (one.masked !== at) Reflect.set(node, key, one.masked);
    } else if (typeof at === 'object' && at !== null && !(at instanceof Date)) walk(at, found);
  }
}
