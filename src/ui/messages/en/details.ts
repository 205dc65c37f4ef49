/** Words of the status strip and of what lies under the table, in English. */
import { steps } from './events.ts';
import { plural } from './games.ts';

export const status = {
  strip: 'State of the table: open details',
  links: (direct: number, relayed: number, none: number) =>
    [direct ? `${direct} direct` : '', relayed ? `${relayed} relayed` : '', none ? `${none} lost` : '']
      .filter(Boolean)
      .join(' · ') || 'no links',
};

export const details = {
  title: 'Under the table',
  close: 'Close',
  plain: 'In plain words',
  plainShares: (n: number) => `${n} card ${plural(n, 'opening', 'openings')} checked in this hand.`,
  plainFinal: (n: number, f: number) =>
    `${n} tabs keep the log together. ${f > 0 ? `It goes on if ${f} of them ${plural(f, 'fails', 'fail')}.` : 'All of them are needed to go on.'}`,
  plainLatency: (ms: number) => `Your actions were final after ${ms} ms (median).`,
  chips: 'Stacks and bonds',
  chipsNote:
    'A bond is locked beside the stack. Whoever is proven to have cheated in the deck loses it to the others.',
  credit: (chips: string) => `+ ${chips} after this hand`,
  proofs: 'Proofs in this hand',
  noProofs: 'None yet.',
  network: 'Network',
  chain: 'Log',
  proof: steps,
  ok: 'verified',
  bad: 'failed',
  own: 'your own',
  took: (ms: number) => `${ms} ms`,
  columns: {
    seat: 'Seat',
    stack: 'Stack',
    bond: 'Bond',
    step: 'Step',
    result: 'Result',
    time: 'Time',
    peer: 'Peer',
    link: 'Link',
    rtt: 'Round trip',
    refused: 'Refused messages',
  },
  noRefused: 'none',
  chainRows: {
    epoch: 'Epoch',
    validators: 'Validators',
    tolerated: 'Failures tolerated',
    height: 'Last final block',
    round: 'Round',
    clock: 'Table clock',
    root: 'State root',
    table: 'Table id',
    relay: 'Meeting point',
    signatures: 'Signatures',
    rules: 'Rules version',
  },
  signatures: {
    webcrypto: 'by the browser itself (WebCrypto)',
    noble:
      'in JavaScript, some thirty times slower: this browser has no Ed25519 that gives the table’s verdicts',
  },
  relay: { connecting: 'connecting', connected: 'connected', lost: 'lost (not needed any more)' },
};
