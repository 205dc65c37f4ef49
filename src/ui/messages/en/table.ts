/** English for what stands round a decision: choosing ahead, settings, keys, reactions, and the shield. */
import { plural } from './games.ts';

export const preaction = {
  title: 'Choose ahead',
  fold: 'Fold',
  checkFold: 'Check or fold',
  check: 'Check',
  call: (chips: string) => `Call ${chips}`,
  allIn: (chips: string) => `All in ${chips}`,
  label: (what: string) => `${what} when it is my turn`,
  cleared: 'The bet has changed: choose again.',
};

export const settings = {
  open: 'Settings',
  title: 'Settings',
  show: 'On the table',
  fourColour: 'Four-colour deck',
  bigBlinds: 'Stacks and bets in big blinds',
  bigBlindsNote: 'Buttons name the chips as well, for chips are what is sent.',
  motion: 'Cards and chips move',
  bubbles: 'Show what others say at their seats',
  alerts: 'Sound and alerts',
  sound: 'Sound',
  volume: 'Volume',
  notify: 'Notify me when it is my turn',
  notifyNote: 'Only while this tab is in the background.',
  notifyDenied: 'This browser does not allow notifications from this page.',
  keyboard: 'Keyboard',
  shortcuts: 'Single letters act',
  keys: 'Show the keys',
  bb: (amount: string) => `${amount} BB`,
};

export const keys = {
  open: 'Keys',
  title: 'Keys',
  note: 'They rest while you type or a dialog is open.',
  off: 'Single letters are switched off in the settings.',
  list: {
    fold: 'Fold; before your turn: fold, or check where it is free',
    check: 'Check or call; before your turn: choose it ahead',
    raise: 'Type an amount; Enter bets it, Escape leaves the field',
    presets: 'Half the pot, three quarters, the pot, all in or the most',
    steps: 'A big blind more or less',
    timeBank: 'More time',
    chat: 'Say something',
    shield: 'Who shuffled, and every proof',
    settings: 'Settings',
    help: 'These keys',
  },
};

export const reactions = {
  open: 'React',
  title: 'Quick reactions',
  say: (what: string) => `Send ${what}`,
  names: {
    '👍': 'thumbs up',
    '👏': 'applause',
    '😂': 'laughter',
    '😮': 'surprise',
    '😢': 'a tear',
    '🔥': 'fire',
    '🍀': 'good luck',
    '🙏': 'thank you',
  } as Record<string, string>,
  more: (n: number, name: string) => `${n} more ${plural(n, 'line', 'lines')} from ${name}`,
  mute: (name: string) => `Hide what ${name} says`,
  muted: (name: string) => `${name} is hidden`,
  unmute: 'Show again',
};

export const shield = {
  open: 'Proof of this hand',
  title: 'Proof of this hand',
  none: 'No hand has been dealt yet.',
  shuffling: (done: number, of: number) =>
    `${done} of ${of} players ${plural(done, 'has', 'have')} shuffled this deck so far.`,
  shuffled: (n: number) =>
    n === 2 ? 'Both players shuffled this deck.' : `All ${n} players shuffled this deck.`,
  checked: (n: number) => `${n} ${plural(n, 'proof', 'proofs')} checked by this tab, none failed.`,
  failed: (n: number, failed: number) =>
    `${n} ${plural(n, 'proof', 'proofs')} checked by this tab, ${failed} failed.`,
  links: (direct: number, of: number) =>
    of === 0 ? '' : `${direct} of ${of} ${plural(of, 'link', 'links')} direct.`,
  final: (seconds: string) => `Everything above is final since ${seconds} s.`,
  waiting: (names: string) => `Nothing can become final without ${names}.`,
  words: { good: 'All proofs hold', working: 'Proofs on their way', bad: 'A proof failed' },
  order: 'Shuffled in this order',
};

export const seatMenu = {
  sitOut: 'Sit out from the next hand',
  sitIn: 'I am back',
  sitOutBigBlind: 'Sit out when the big blind comes to me',
  chips: 'Chips',
  playing: 'Playing',
  handNow: (name: string) => `You have: ${name}`,
};

export const spoken = {
  cards: (list: string) => `Your cards: ${list}`,
  turn: (call: string, pot: string) => `Your turn. ${call}Pot ${pot}`,
  toCall: (chips: string) => `${chips} to call. `,
  free: 'Checking is free. ',
};

export const notification = {
  title: (table: string) => `Your turn at ${table}`,
  call: (chips: string) => `${chips} to call`,
  check: 'Checking is free',
};
