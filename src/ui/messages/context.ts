import { createContext, use } from 'react';
import type { Messages } from './en/index.ts';
import type { StartMessages } from './en/start.ts';
import type { OpeningMessages } from './language.ts';

/** The catalogue in use. Other languages are other values of the same type. */
export const MessagesContext = createContext<Messages | OpeningMessages | undefined>(undefined);

function useCatalogue(): Messages | OpeningMessages {
  const messages = use(MessagesContext);
  if (messages === undefined) throw new Error('a screen without words');
  return messages;
}

/** All sentences. A screen that asks for them waits until they have come. */
export function useMessages(): Messages {
  const messages = useCatalogue();
  return 'whole' in messages ? use(messages.whole()) : messages;
}

/** The sentences of the start page and of what may happen to any page: never waits. */
export function useStartMessages(): StartMessages {
  const messages = useCatalogue();
  return 'whole' in messages ? messages.start : messages;
}
