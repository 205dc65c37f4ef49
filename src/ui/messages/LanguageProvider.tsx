import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { MessagesContext } from './context.ts';
import type { Messages } from './en/index.ts';
import { chosenLanguage, currentLanguage, loadMessages } from './language.ts';

/**
 * Gives the screens their sentences. `first` is the catalogue the page opened with; another language takes over when
 * its catalogue has arrived.
 */
export function LanguageProvider({ first, children }: { first: Messages; children: ReactNode }) {
  const language = useSyncExternalStore(chosenLanguage.subscribe, currentLanguage, currentLanguage);
  const [messages, setMessages] = useState(first);
  useEffect(() => {
    let left = false;
    loadMessages(language).then(
      (loaded) => {
        if (!left) setMessages(loaded);
      },
      // Offline, and never loaded before: the language that is there stays.
      (error: unknown) => console.warn(error),
    );
    return () => {
      left = true;
    };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = messages.language;
  }, [messages]);
  return <MessagesContext value={messages}>{children}</MessagesContext>;
}
