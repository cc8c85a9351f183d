import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connect } from './live/connection.ts';
import { ConnectionContext, useLive } from './live/use-live.ts';
import { personOfAddress } from './route.ts';
import { StartPage } from './start-page.tsx';
import { applyTheme } from './theme.ts';
import './styles/base.css';
import './styles/layout.css';
import './styles/messages.css';
import './styles/blocks.css';
import './styles/parts.css';
import './styles/around.css';
import './styles/narrow.css';

applyTheme();
const person = personOfAddress();
const connection = connect(person ?? '');
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <ConnectionContext value={connection}>
        <Page />
      </ConnectionContext>
    </StrictMode>,
  );

function Page(): ReactNode {
  const known = useLive((picture) => picture.welcomes > 0);
  if (!known)
    return (
      <p role="status" className="waiting">
        Connecting to the sandbox…
      </p>
    );
  return person === null ? <StartPage /> : <App />;
}
