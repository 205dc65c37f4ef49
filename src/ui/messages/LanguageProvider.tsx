import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { MessagesContext } from './context.ts';
import type { Messages } from './en/index.ts';
import { chosenLanguage, currentLanguage, nextMessages, type OpeningMessages } from './language.ts';

/**
 * Gives the screens their sentences. `first` is the catalogue the page opened with; another language takes over when
 * as much of its catalogue has arrived as the page uses.
 */
export function LanguageProvider({ first, children }: { first: OpeningMessages; children: ReactNode }) {
  const language = useSyncExternalStore(chosenLanguage.subscribe, currentLanguage, currentLanguage);
  const [messages, setMessages] = useState<Messages | OpeningMessages>(first);
  useEffect(() => {
    let left = false;
    nextMessages(language).then(
      (loaded) => {
        if (!left) setMessages((now) => (languageOf(now) === languageOf(loaded) ? now : loaded));
      },
      // Offline, and never loaded before: the language that is there stays.
      (error: unknown) => console.warn(error),
    );
    return () => {
      left = true;
    };
  }, [language]);
  const shown = languageOf(messages);
  useEffect(() => {
    document.documentElement.lang = shown;
  }, [shown]);
  return <MessagesContext value={messages}>{children}</MessagesContext>;
}

const languageOf = (messages: Messages | OpeningMessages): string =>
  'whole' in messages ? messages.start.language : messages.language;
