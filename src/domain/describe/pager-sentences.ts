import type { Reader } from './read-entry.ts';

/** What is told of calls, and of what people did in the pager. */
export const pagerSentences = {
  paged: (said: Reader) => {
    const instead = said.person('insteadOf') === null ? '' : ` instead of ${said.person('insteadOf')}`;
    return `${said.actor} paged ${said.person('user')}${instead}${said.because('why')}`;
  },
  pageAnswered: (said: Reader) => `${said.person('user')}: ${pageOutcome(said)}`,
  pageAttached: (said: Reader) => {
    const page = said.text('name');
    if (page === null) return `${said.say('via')} incident ${said.say('url')} was not attached: ${said.say('reason')}`;
    const whom = said.list('to') === '' ? 'nobody' : said.list('to');
    const answer = said.text('acknowledged') === null ? '' : `, acknowledged there by ${said.say('acknowledged')}`;
    const title = said.yes('named') ? ', whose title it took' : '';
    return `attached to ${page} (${said.say('url')}), assigned to ${whom}${answer}${title}: ${said.say('title')}`;
  },
  pagerChanged: (said: Reader) => {
    const who = said.text('name') ?? said.actor;
    const page = said.text('page') ?? `the page for ${said.person('user')} in ${said.say('via')}`;
    switch (said.text('what')) {
      case 'acknowledged':
        return `${who} acknowledged ${page}`;
      case 'resolved':
        return `${who} resolved ${page}`;
      case 'reassigned':
        return `${who} gave ${page} to ${said.list('to') || 'nobody'}`;
      default:
        return `${who} noted in ${said.say('via')}: ${said.say('text')}`;
    }
  },
};

function pageOutcome(said: Reader): string {
  const via = said.say('via');
  // Where a pager is asked as well, the phone has an entry of its own.
  const silent = said.yes('beside') ? '' : '; no phone rang';
  switch (said.text('outcome')) {
    case 'accepted':
      if (said.has('with') && said.yes('rang'))
        return `not paged again by ${via}: the page of ${said.say('with')} waits for them and names this one, too`;
      if (said.has('with')) return `called by ${via}, with the message of ${said.say('with')}${silent}`;
      return said.yes('rang') ? `paged: ${via} accepted it` : `called by ${via}${silent}`;
    case 'attached':
      return `not paged again: ${said.say('page')} rings their phone already`;
    case 'queued':
      return `queued by ${via}`;
    case 'delayed':
      return `not paged yet by ${via}: ${said.say('reason')}; it is tried again`;
    case 'refused':
      return `could not be reached by ${via}: ${said.say('reason')}`;
    default:
      return `whether ${via} reached them is not known`;
  }
}
