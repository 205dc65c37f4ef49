/** Whose lines are told in the second person: the seat of whoever practises; undefined among people. */
import { createContext } from 'react';

export const SelfContext = createContext<number | undefined>(undefined);
