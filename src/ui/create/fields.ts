/** The fields of the create form, described: what each is called, where it is asked for, and what it offers. */
import { hasBringIn } from '../../client/contract/games.ts';
import { CURRENCIES } from '../../client/contract/money.ts';
import { defaultPayouts } from '../../client/contract/payouts.ts';
import type { StartMessages } from '../messages/en/start.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import { formatChips, parseAmount } from '../text/amounts.ts';
import { currencyName, moneyText, parseMoney } from '../text/money.ts';
import {
  ADMISSION_NAMES,
  type CreateFields,
  GAME_NAMES,
  hasBond,
  hasClaims,
  hasExtras,
  isFixedLimit,
  structuresOf,
  usualText,
  withGame,
} from './createForm.ts';
import { readMoney } from './createMoney.ts';

type CreateWords = StartMessages['landing']['create'];
/** Fields with a value of this type. */
type KeyOf<T> = { [K in keyof CreateFields]: CreateFields[K] extends T ? K : never }[keyof CreateFields];
type ChoiceKey = 'game' | 'structure' | 'format' | 'proofs' | 'admission' | 'currency' | 'pace';
type NumberKey = Exclude<KeyOf<string>, ChoiceKey | 'name' | 'payouts'>;

interface Common {
  readonly testId: string;
  readonly label: (t: CreateWords, fields: CreateFields, m: StartMessages) => string;
  readonly note?: (t: CreateWords, fields: CreateFields, m: StartMessages) => string | undefined;
  /** It needs a line for itself. */
  readonly wide?: boolean;
  /** Absent: always asked. */
  readonly shown?: (fields: CreateFields) => boolean;
}

interface ChoiceField extends Common {
  readonly kind: 'choice';
  readonly key: ChoiceKey;
  readonly options: (m: StartMessages, fields: CreateFields) => readonly Option<string>[];
  /** The form with that option; unchanged for what is none. */
  readonly choose: (m: StartMessages, fields: CreateFields, value: string) => CreateFields;
}

interface Option<T> {
  readonly value: T;
  readonly label: string;
}

export type CreateFieldOf =
  | (Common & { readonly kind: 'text'; readonly key: 'name' })
  | (Common & {
      readonly kind: 'number';
      readonly key: NumberKey;
      readonly step?: { readonly by: number; readonly min: number; readonly max: number };
      /** What an empty field stands for. */
      readonly placeholder?: (fields: CreateFields, m: StartMessages) => string | undefined;
    })
  | (Common & { readonly kind: 'tick'; readonly key: KeyOf<boolean> })
  | ChoiceField;

function choice<K extends ChoiceKey>(
  field: Common & {
    readonly key: K;
    readonly options: (m: StartMessages, fields: CreateFields) => readonly Option<CreateFields[K]>[];
    /** Where more than the field itself changes. */
    readonly take?: (fields: CreateFields, value: CreateFields[K]) => CreateFields;
  },
): ChoiceField {
  const { options, take = (f, value) => ({ ...f, [field.key]: value }) } = field;
  return {
    ...field,
    kind: 'choice',
    choose(m, fields, value) {
      const chosen = options(m, fields).find((o) => o.value === value);
      return chosen ? take(fields, chosen.value) : fields;
    },
  };
}

const bringIn = (f: CreateFields): boolean => hasBringIn(f.game);
const withBlinds = (f: CreateFields): boolean => !bringIn(f);

/** Rows of what is asked first. */
export const FIRST_ROWS: readonly (readonly CreateFieldOf[])[] = [
  [{ kind: 'text', key: 'name', testId: testIds.createName, label: (t) => t.name }],
  [
    choice({
      key: 'game',
      testId: testIds.createGame,
      label: (t) => t.game,
      options: (m) => GAME_NAMES.map((value) => ({ value, label: m.game(value) })),
      take: withGame,
    }),
  ],
  [
    choice({
      key: 'structure',
      testId: testIds.createStructure,
      label: (t) => t.structure,
      options: (m, f) => structuresOf(f.game).map((value) => ({ value, label: m.structure(value) })),
    }),
    choice({
      key: 'format',
      testId: testIds.createFormat,
      label: (t) => t.format,
      options: (m) =>
        (['cash', 'sit-and-go'] as const).map((value) => ({ value, label: m.landing.create.formats[value] })),
    }),
  ],
  [
    {
      kind: 'number',
      key: 'smallBlind',
      testId: testIds.createSmallBlind,
      label: (t, f) => (bringIn(f) ? t.bringIn : t.smallBlind),
    },
    {
      kind: 'number',
      key: 'bigBlind',
      testId: testIds.createBigBlind,
      label: (t, f) => (bringIn(f) ? t.smallBet : t.bigBlind),
    },
    {
      kind: 'number',
      key: 'stack',
      testId: testIds.createStack,
      label: (t) => t.stack,
      note: (t, f) => {
        const [stack, big] = [parseMoney(f.stack), parseMoney(f.bigBlind)];
        if (!stack.ok || !big.ok || big.cents === 0) return undefined;
        return t.stackNote(formatChips(Math.floor(stack.cents / big.cents)));
      },
    },
  ],
  [
    choice({
      key: 'currency',
      testId: testIds.createCurrency,
      label: (_t, _f, m) => m.money.currency,
      options: (m) =>
        CURRENCIES.map((value) => ({
          value,
          label: value === '' ? m.money.none : currencyName(value, m.language),
        })),
    }),
    {
      kind: 'number',
      key: 'chipValue',
      testId: testIds.createChipValue,
      label: (_t, _f, m) => m.money.chipValue,
      note: (_t, f, m) => {
        const read = readMoney(f, m);
        return 'money' in read && read.money
          ? m.money.oneChip(moneyText(1, read.money, m.language))
          : undefined;
      },
      shown: (f) => f.currency !== '',
    },
  ],
  [
    {
      kind: 'number',
      key: 'seats',
      testId: testIds.createSeats,
      label: (t) => t.seats,
      step: { by: 1, min: 2, max: 9 },
    },
    {
      kind: 'number',
      key: 'seconds',
      testId: testIds.createSeconds,
      label: (t) => t.seconds,
      step: { by: 5, min: 3, max: 600 },
    },
  ],
  [
    {
      kind: 'number',
      key: 'minutes',
      testId: testIds.createMinutes,
      label: (t) => t.minutes,
      note: (t, f) => {
        const seats = parseAmount(f.seats);
        const shares = defaultPayouts(seats.ok ? seats.chips : 2).map(({ share }) => `${share / 100} %`);
        return t.tournamentNote(shares.join(' · '));
      },
      shown: (f) => f.format === 'sit-and-go',
    },
  ],
];

/** Behind "More rules": numbers first, then what is switched on or off. */
export const MORE_FIELDS: readonly CreateFieldOf[] = [
  choice({
    key: 'admission',
    wide: true,
    testId: testIds.createAdmission,
    label: (t) => t.admission,
    options: (m) => ADMISSION_NAMES.map((value) => ({ value, label: m.entry.admissions[value] })),
    shown: (f) => f.format === 'cash',
  }),
  {
    kind: 'number',
    key: 'timeBank',
    testId: testIds.createTimeBank,
    label: (t) => t.timeBank,
    note: (t) => t.timeBankNote,
  },
  { kind: 'number', key: 'ante', testId: testIds.createAnte, label: (t) => t.ante },
  {
    kind: 'tick',
    key: 'bigBlindAnte',
    wide: true,
    testId: testIds.createBigBlindAnte,
    label: (t) => t.bigBlindAnte,
    shown: (f) => withBlinds(f) && f.ante.trim() !== '0',
  },
  {
    kind: 'number',
    key: 'bombHands',
    testId: testIds.createBombHands,
    label: (t) => t.bombHands,
    note: (t) => t.bombNever,
    shown: hasExtras,
  },
  {
    kind: 'number',
    key: 'bond',
    testId: testIds.createBond,
    label: (t) => t.bond,
    note: (t, f, m) => t.bondNote(usualText(f, m)?.bond ?? '20 × BB'),
    placeholder: (f, m) => usualText(f, m)?.bond,
    wide: true,
    shown: hasBond,
  },
  {
    kind: 'number',
    key: 'minBuyIn',
    testId: testIds.createMinBuyIn,
    label: (_t, _f, m) => m.hostRules.minBuyIn,
    note: (_t, f, m) => m.hostRules.minBuyInNote(usualText(f, m)?.minBuyIn ?? '1 BB'),
    placeholder: (f, m) => usualText(f, m)?.minBuyIn,
    shown: hasBond,
  },
  {
    kind: 'number',
    key: 'maxBuyIn',
    testId: testIds.createMaxBuyIn,
    label: (_t, _f, m) => m.hostRules.maxBuyIn,
    note: (t, f, m) => m.hostRules.maxBuyInNote(usualText(f, m)?.maxBuyIn ?? t.stack),
    placeholder: (f, m) => usualText(f, m)?.maxBuyIn,
    shown: hasBond,
  },
  choice({
    key: 'pace',
    wide: true,
    testId: testIds.createPace,
    label: (_t, _f, m) => m.hostRules.pace,
    note: (_t, _f, m) => m.hostRules.paceNote,
    options: (m) =>
      (['quick', 'usual', 'slow'] as const).map((value) => ({ value, label: m.hostRules.paces[value] })),
  }),
  {
    kind: 'tick',
    key: 'capHeadsUp',
    wide: true,
    testId: testIds.createCapHeadsUp,
    label: (_t, _f, m) => m.hostRules.capHeadsUp,
    note: (_t, _f, m) => m.hostRules.capHeadsUpNote,
    shown: isFixedLimit,
  },
  {
    kind: 'tick',
    key: 'straddle',
    wide: true,
    testId: testIds.createStraddle,
    label: (t) => t.straddle,
    shown: hasExtras,
  },
  {
    kind: 'tick',
    key: 'runItTwice',
    wide: true,
    testId: testIds.createRunItTwice,
    label: (t) => t.runItTwice,
    shown: hasExtras,
  },
  {
    kind: 'tick',
    key: 'rabbitHunt',
    wide: true,
    testId: testIds.createRabbitHunt,
    label: (t) => t.rabbitHunt,
    shown: withBlinds,
  },
  {
    kind: 'tick',
    key: 'claims',
    wide: true,
    testId: testIds.createClaims,
    label: (_t, _f, m) => m.claim.option,
    note: (_t, _f, m) => m.claim.optionNote,
    shown: hasClaims,
  },
  {
    kind: 'tick',
    key: 'escrow',
    wide: true,
    testId: testIds.createEscrow,
    label: (t) => t.escrow,
    note: (t) => t.escrowNote,
  },
  {
    kind: 'tick',
    key: 'escrowOfThree',
    wide: true,
    testId: testIds.createEscrowOfThree,
    label: (t) => t.escrowOfThree,
    note: (t) => t.escrowOfThreeNote,
    shown: (f) => f.escrow,
  },
  choice({
    key: 'proofs',
    wide: true,
    testId: testIds.createProofs,
    label: (_t, _f, m) => m.proofs.label,
    note: (_t, f, m) => m.proofs.notes[f.proofs],
    options: (m) =>
      (['both', 'transparent', 'groth16'] as const).map((value) => ({ value, label: m.proofs.kinds[value] })),
  }),
];

export const shownFields = (list: readonly CreateFieldOf[], fields: CreateFields): readonly CreateFieldOf[] =>
  list.filter((field) => field.shown?.(fields) ?? true);
