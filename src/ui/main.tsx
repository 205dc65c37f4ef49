import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { preferences, showLook } from './platform/preferences.ts';
import './tokens.css';
import './base.css';
import { services } from '../client/contract/services.ts';
import { LanguageProvider } from './messages/LanguageProvider.tsx';
import { currentLanguage, loadMessages, type OpeningMessages, openMessages } from './messages/language.ts';
import { browserSurroundings, opensAway, watchForHost } from './platform/hostAway.ts';
import { reloadOnceMore, watchMissingParts } from './platform/newBuild.ts';
import { HISTORY_PATH, parseRoute, type Route } from './platform/routes.ts';
import { watchServed } from './platform/servedCheck.ts';
import { installServiceWorker } from './platform/serviceWorker.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

/** The page opens in its language, never first in another; English where a catalogue cannot be fetched. */
async function firstMessages(page: Route['page']): Promise<OpeningMessages> {
  try {
    const language = currentLanguage();
    // Every page but the first needs all words: they come while its code does.
    if (page !== 'landing') void loadMessages(language).catch(() => undefined);
    return await openMessages(language);
  } catch (error) {
    console.warn(error);
    return openMessages('en');
  }
}

/** Where not even the words of this page have come. */
const NO_WORDS = 'Part of this page could not be loaded. Nothing of yours is lost: load the page again.';

/** What public/check-browser.js has found; its sentence stands on the page then. */
const lacking = document.documentElement.dataset.lacking;
// Not awaited: parts that are loaded later import from the file this stands in, and would wait for its end for ever.
if (lacking === undefined) void start(root);

/** A table's code comes while the page is still being drawn: the others are found half a second earlier. */
async function prepareTable(url: URL): Promise<void> {
  if (parseRoute(url).page !== 'table') return;
  try {
    await Promise.all([
      import('./screens/TablePage.tsx'),
      services.prepareTable?.(url, { relayedOnly: preferences().hideAddress }),
    ]);
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

  const url = new URL(window.location.href);
  void prepareTable(url);
  watchMissingParts();
  reloadOnceMore();
  const first = await firstMessages(parseRoute(url).page).catch((error: unknown) => {
    console.error(error);
  });
  if (!first) {
    place.textContent = NO_WORDS;
    return;
  }
  document.documentElement.lang = first.start.language;
  showLook();
  createRoot(place).render(
    <LanguageProvider first={first}>
      <App services={services} />
    </LanguageProvider>,
  );
  installServiceWorker();
  void watchServed(services.compareServed);
}
