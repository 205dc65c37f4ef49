import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { showLook } from './platform/preferences.ts';
import './tokens.css';
import './base.css';
import { services } from '../client/contract/services.ts';
import { en, type Messages } from './messages/en/index.ts';
import { LanguageProvider } from './messages/LanguageProvider.tsx';
import { currentLanguage, loadMessages } from './messages/language.ts';
import { browserSurroundings, opensAway, watchForHost } from './platform/hostAway.ts';
import { watchMissingParts } from './platform/newBuild.ts';
import { HISTORY_PATH, parseRoute } from './platform/routes.ts';
import { installServiceWorker } from './platform/serviceWorker.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

/** The page opens in its language, never first in another; English where a catalogue cannot be fetched. */
async function firstMessages(): Promise<Messages> {
  try {
    return await loadMessages(currentLanguage());
  } catch (error) {
    console.warn(error);
    return en;
  }
}

/** What public/check-browser.js has found; its sentence stands on the page then. */
const lacking = document.documentElement.dataset.lacking;
if (lacking === undefined) await start(root);

/** A table's code comes while the page is still being drawn: the others are found half a second earlier. */
async function prepareTable(url: URL): Promise<void> {
  if (parseRoute(url).page !== 'table') return;
  try {
    await Promise.all([import('./screens/TablePage.tsx'), services.prepareTable?.(url)]);
  } catch (error) {
    // Opening the table asks for it again, and tells the player.
    console.warn(error);
  }
}

async function start(place: HTMLElement): Promise<void> {
  // Without a host there is nobody to play with, but the hands of this device are here.
  if (window.location.pathname === '/' && (await opensAway(browserSurroundings()))) {
    window.history.replaceState(null, '', HISTORY_PATH);
    watchForHost();
  }

  void prepareTable(new URL(window.location.href));
  const first = await firstMessages();
  document.documentElement.lang = first.language;
  showLook();
  watchMissingParts();
  createRoot(place).render(
    <LanguageProvider first={first}>
      <App services={services} />
    </LanguageProvider>,
  );
  installServiceWorker();
}
