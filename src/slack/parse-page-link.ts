// As a person pastes it, as Slack hands it over (`<url|label>`), and as plainText() writes that ("label (url)").
const form =
  /<?https?:\/\/(?<site>[a-z0-9-]+(?:\.eu)?)\.pagerduty\.com\/incidents\/(?<id>[A-Z0-9]{6,40})(?![A-Za-z0-9])(?:[/?#][^\s<>|()]*)?(?:\|[^<>]*)?>?/i;

/** Takes the link of an incident of PagerDuty out of a text, and answers with what is left of it. */
export function takePageLink(text: string): { page: { id: string; url: string } | null; rest: string } {
  const found = form.exec(text);
  const { site = '', id = '' } = found?.groups ?? {};
  if (found === null || id === '') return { page: null, rest: text };
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  return {
    // Without what was behind it: a filter or a place on the page tells nothing.
    page: { id: id.toUpperCase(), url: `https://${site.toLowerCase()}.pagerduty.com/incidents/${id.toUpperCase()}` },
    rest: rest
      .replace(/\(\s*\)/g, ' ')
      .replace(/[ \t]+/g, ' ')
      .replace(/^[\s:,;–-]+|[\s:,;–-]+$/g, ''),
  };
}
