import { createContext, useContext } from 'react';
import { en, type Messages } from './en/index.ts';

/** The catalogue in use. Other languages are other values of the same type. */
export const MessagesContext = createContext<Messages>(en);

export function useMessages(): Messages {
  return useContext(MessagesContext);
}
