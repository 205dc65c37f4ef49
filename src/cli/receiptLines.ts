/** Receipts in lines of text, for `npm run verify`. */
import type {
  CheckedReceipts,
  ReceiptBreachKind,
  ReceiptFault,
  ReceiptMember,
  ReceiptView,
} from '../client/contract/receipt.ts';

const FAULTS: Readonly<Record<ReceiptFault, string>> = {
  malformed: 'it is cut off, changed, or no receipt of this program',
  genesis: 'the table’s beginning is not signed by all its members and its creator',
  chain: 'the changes of members that it shows do not lead from one to the next',
  key: 'too few members have signed that this is the table’s key, or a signature is false',
  signature: 'the table’s key has not signed this',
  blocks: 'too few members have signed blocks that say so, or a signature is false',
  chips: 'the chips are not those that were signed',
};
const BREACHES: Readonly<Record<ReceiptBreachKind, string>> = {
  'two-beginnings': 'the table’s creator has sealed two beginnings',
  'two-histories': 'an epoch begins with two different states',
  'two-states': 'one moment has two different states',
  'out-of-order': 'what comes later by its height comes earlier by its epoch or time',
  'two-closings': 'the evening was closed twice, differently',
  'after-closing': 'something was signed above the closing',
};

export const faultLine = (fault: ReceiptFault): string => FAULTS[fault];

const nameOf = ({ nickname, fingerprint }: ReceiptMember): string => `${nickname} [${fingerprint}]`;

const LAST = 'nothing of this table comes after it';

function what({ says, height, isClosing }: ReceiptView): string {
  switch (says.kind) {
    case 'closing':
      return says.unfinished.length === 0
        ? `closing: ${LAST}`
        : `closing: ${LAST}; hands not finished: ${says.unfinished.join(', ')}`;
    case 'timeout':
      return `the clock decided for seat ${says.seat + 1} in hand ${says.hand}`;
    case 'blocks':
      if (isClosing) return `closing, as of slot ${height}, by headers of blocks: ${LAST}`;
      return `as of slot ${height}, by headers of blocks; later hands may have followed`;
    default:
      return `after hand ${says.hand}; ${isClosing ? `closed: ${LAST}` : 'later hands may have followed'}`;
  }
}

function who({ members, threshold, words, absent }: ReceiptView): string {
  const spare = members.length - threshold;
  const agreed =
    spare === 0
      ? `All of these ${members.length} devices agreed`
      : `All but at most ${spare} of these ${members.length} devices agreed`;
  const by = words === undefined ? '' : `, with the table’s key (${words.join(' ')})`;
  const without =
    absent.length === 0 ? '' : ` The table went on without ${absent.join(', ')}, who has not agreed to it.`;
  return `${agreed}${by}: ${members.map(nameOf).join(', ')}.${without}`;
}

export function receiptLines(receipt: ReceiptView): string[] {
  const signed = (chips: number): string => (chips > 0 ? `+${chips}` : String(chips));
  return [
    `table ${receipt.tableId} "${receipt.tableName}", ${what(receipt)}`,
    who(receipt),
    ...receipt.players.map((p) => {
      const name = p.isMany
        ? 'several who left long ago'
        : `${p.nickname ?? 'came later'} [${p.fingerprint}]`;
      const seat = p.seat === undefined ? 'left' : `seat ${p.seat + 1}`;
      return `${name} (${seat}): ${signed(p.resultChips)}`;
    }),
    'Compare the table with its link: without that it says only that some keys have signed.',
  ];
}

/** What several say together. @param names of the files, in their order */
export function breachLines({ breaches }: CheckedReceipts, names: readonly string[]): string[] {
  return breaches.map(({ kind, between: [a, b], names: who }) => {
    const by = who.length === 0 ? '' : ` Both are signed by ${who.join(', ')}.`;
    return `BREACH: ${names[a]} and ${names[b]} cannot both be true: ${BREACHES[kind]}.${by}`;
  });
}
