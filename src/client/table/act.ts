/** What a player does at the table, as a transaction: one line for each kind. Answers with why it is refused. */
import { fromHex } from '../../codec/decode.ts';
import { NO_SEAT } from '../../codec/genesis.ts';
import { BET_VERBS } from '../../codec/transactions.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { PLAYER, WITNESS } from '../../node/lobby/seating.ts';
import { parseCard } from '../../poker/cards.ts';
import type { DecisionRef, TableAction } from '../contract/actions.ts';
import type { ActRefusal } from '../contract/refusals.ts';
import type { LegalView } from '../contract/view.ts';
import { encodeLine } from './ownText.ts';
import { presentAdjourn } from './presentAdjourn.ts';

type Refused = ActRefusal | undefined;
type Of<K extends TableAction['kind']> = Extract<TableAction, { readonly kind: K }>;
type Transaction = Parameters<GameNode['submit']>[0];

/** The longest time to act that a configuration can hold. */
const MAX_ACTION_TIME_MS = 600_000;

export function act(node: GameNode, action: TableAction): Refused {
  const { table } = node;
  if (!table) return 'not-playing';
  const send = (transaction: Transaction): Refused => node.submit(transaction);
  const hand = table.hand?.hand ?? 0;
  switch (action.kind) {
    case 'fold':
    case 'check':
    case 'call':
      return bet(node, action.kind, 0, action.at);
    case 'raiseTo':
      return bet(node, action.kind, action.amountChips, action.at);
    case 'timeBank':
      return atDecision(node, undefined, (body) => send({ kind: 'timeBank', body }));
    case 'muck':
      return send({ kind: 'muck', body: { hand } });
    case 'claim':
      return node.claiming?.choose('claim') ? undefined : 'not-now';
    case 'show':
      if (action.cards === undefined && node.claiming?.choose('show')) return undefined;
      return showCards(node, action);
    case 'runItTwice':
      return send({ kind: 'runItTwice', body: { hand, agree: action.agree ? 1 : 0 } });
    case 'rabbit':
      return send({ kind: 'rabbit', body: { hand } });
    case 'straddle': {
      const offer = node.part()?.offers?.straddle;
      return offer ? send({ kind: 'straddle', body: { hand: offer.hand } }) : 'stale';
    }
    case 'sitOut':
    case 'standUp':
      return send({ kind: action.kind, body: { version: 0 } });
    case 'sitIn':
    case 'sitInWait':
      return send({ kind: 'sitIn', body: { comeBack: action.kind === 'sitIn' ? 0 : 1 } });
    case 'topUp':
      return whole(action.chips) ?? send({ kind: 'topUp', body: { chips: action.chips } });
    case 'sitDown':
      return whole(action.chips) ?? sitDown(node, action.chips);
    case 'pause':
      return send({ kind: 'pause', body: { on: action.on ? 1 : 0 } });
    case 'close':
      return send({ kind: 'close', body: { instance: table.instance, agree: action.agree ? 1 : 0 } });
    case 'voteOut':
      return voteOut(node, action);
    case 'terms':
      return proposeTerms(node, action);
    case 'termsVote':
      return send({ kind: 'termsVote', body: { proposal: action.proposal, agree: action.agree ? 1 : 0 } });
    case 'consent': {
      const { player, seat = NO_SEAT, agree } = action;
      const role = seat === NO_SEAT ? WITNESS : PLAYER;
      return send({ kind: 'consent', body: { key: fromHex(player), role, seat, agree: agree ? 1 : 0 } });
    }
    case 'adjourn': {
      const missing = presentAdjourn(node)?.member;
      return missing === undefined ? 'not-missing' : node.adjourn(missing);
    }
    case 'voidHand':
      return send({ kind: 'voidHand', body: { hand: action.hand } });
    case 'chat': {
      const line = encodeLine(action.text);
      return line.ok ? send({ kind: 'chat', body: { text: line.bytes } }) : line.reason;
    }
  }
}

const whole = (chips: number): Refused => (Number.isSafeInteger(chips) && chips > 0 ? undefined : 'amount');

/** A screen may lag behind the table: what was pressed for one decision is never sent for another. */
function atDecision(
  node: GameNode,
  at: DecisionRef | undefined,
  send: (body: DecisionRef) => Refused,
): Refused {
  const legal: LegalView | undefined = node.part()?.legal;
  if (!legal) return 'not-your-turn';
  const { hand, decision } = legal;
  return at && (at.hand !== hand || at.decision !== decision) ? 'stale' : send({ hand, decision });
}

function bet(
  node: GameNode,
  kind: (typeof BET_VERBS)[number],
  amountChips: number,
  at: DecisionRef | undefined,
): Refused {
  return atDecision(node, at, (decision) => {
    if (node.pending.some((p) => p.transaction.kind === 'bet')) return 'pending';
    if (!Number.isSafeInteger(amountChips) || amountChips < 0) return 'amount';
    return node.submit({ kind: 'bet', body: { ...decision, verb: BET_VERBS.indexOf(kind), amountChips } });
  });
}

function showCards(node: GameNode, { cards: texts }: Of<'show'>): Refused {
  const cards = texts?.map(parseCard).filter((c) => typeof c === 'number');
  return cards?.length === texts?.length ? node.showCards(cards) : 'not-now';
}

/** The seat that was ours, taken again. */
function sitDown(node: GameNode, chips: number): Refused {
  const seat = node.part()?.yourSeat;
  const me = node.table?.validators.find((v) => v.seat === seat);
  if (seat === undefined || !me) return 'not-a-player';
  const nickname = new TextEncoder().encode(me.nickname);
  return node.submit({ kind: 'sitDown', body: { seat, key: me.key, chips, nickname } });
}

function voteOut(node: GameNode, { seat, agree }: Of<'voteOut'>): Refused {
  const key = node.table?.validators.find((v) => v.seat === seat)?.key;
  return key ? node.submit({ kind: 'voteOut', body: { seat, key, agree: agree ? 1 : 0 } }) : 'stale';
}

function proposeTerms(
  node: GameNode,
  { smallBlindChips, bigBlindChips, actionTimeMs }: Of<'terms'>,
): Refused {
  const numbers = [smallBlindChips, bigBlindChips, actionTimeMs];
  if (!numbers.every((n) => Number.isSafeInteger(n) && n >= 0)) return 'amount';
  if (actionTimeMs > MAX_ACTION_TIME_MS) return 'bad-terms';
  return node.submit({ kind: 'terms', body: { smallBlindChips, bigBlindChips, actionTimeMs } });
}
