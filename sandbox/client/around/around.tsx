import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useLive } from '../live/use-live.ts';
import { IconButton } from '../parts/icons.tsx';
import { Calls } from './calls.tsx';
import { Outbox } from './outbox.tsx';
import { Pages } from './pages.tsx';
import { StagePanel } from './stage-panel.tsx';
import { TroublePanel } from './trouble-panel.tsx';

const TABS = ['Stage', 'Trouble', 'Pages', 'E-mails', 'Status page', 'Tickets', 'Calls'] as const;
type Tab = (typeof TABS)[number];

/** What is around Slack: what left the workspace, what the bot asks of it, and the switches. */
export function Around({ onClose }: { onClose: () => void }): ReactNode {
  const [tab, setTab] = useState<Tab>('Stage');
  const outside = useLive((picture) => picture.outside);
  const violations = useLive((picture) => picture.calls.filter(({ violation }) => violation !== null).length);
  const open = outside.pages.filter(({ status }) => status === 'triggered').length;
  const counts: Partial<Record<Tab, number>> = {
    Pages: open,
    'E-mails': outside.emails.length,
    'Status page': outside.statusPage.length,
    Tickets: outside.tickets.length,
    Calls: violations,
  };
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? tab;
    setTab(next);
    event.currentTarget.querySelector<HTMLElement>(`#tab-${TABS.indexOf(next)}`)?.focus();
  };
  return (
    <aside className="pane" aria-label="Around Slack">
      <header className="pane-head">
        <h2>Around Slack</h2>
        <IconButton icon="close" label="Close" onPress={onClose} />
      </header>
      <div role="tablist" aria-label="Around Slack" className="tabs" onKeyDown={walk}>
        {TABS.map((name, index) => (
          <button
            key={name}
            id={`tab-${index}`}
            type="button"
            role="tab"
            aria-selected={name === tab}
            aria-controls="around-panel"
            tabIndex={name === tab ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {name}
            {(counts[name] ?? 0) > 0 && (
              <span className={name === 'Calls' ? 'count bad' : 'count'}>{counts[name]}</span>
            )}
          </button>
        ))}
      </div>
      <div id="around-panel" role="tabpanel" aria-label={tab} className="pane-body" tabIndex={0}>
        <Panel tab={tab} />
      </div>
    </aside>
  );
}

function Panel({ tab }: { tab: Tab }): ReactNode {
  const outside = useLive((picture) => picture.outside);
  switch (tab) {
    case 'Stage':
      return <StagePanel />;
    case 'Trouble':
      return <TroublePanel />;
    case 'Pages':
      return <Pages />;
    case 'E-mails':
      return <Outbox items={outside.emails} none="No e-mails arrive here yet. This is where they will be." />;
    case 'Status page':
      return <Outbox items={outside.statusPage} none="Nothing is on a status page yet. This is where it will be." />;
    case 'Tickets':
      return <Outbox items={outside.tickets} none="No tickets arrive here yet. This is where they will be." />;
    case 'Calls':
      return <Calls />;
  }
}
