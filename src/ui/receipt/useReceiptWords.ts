import { useMessages } from '../messages/context.ts';
import { receipt as de } from '../messages/de/receipt.ts';
import { receipt as en, type ReceiptWords } from '../messages/en/receipt.ts';
import { receipt as es } from '../messages/es/receipt.ts';

const words: Readonly<Record<string, ReceiptWords>> = { en, de, es };

/** Only who opens a receipt loads its words. */
export const useReceiptWords = (): ReceiptWords => words[useMessages().language] ?? en;
