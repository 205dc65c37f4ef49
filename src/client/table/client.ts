/** `TableClient` over a running node: what the node knows as a view, what the player does as the node's own calls. */
import { isSealed, NO_SEAT } from '../../codec/genesis.ts';
import type { GameNode } from '../../node/gameNode.ts';
import type { ActResult, TableClient } from '../contract/actions.ts';
import type { ActRefusal } from '../contract/refusals.ts';
import { ledgerCsv } from '../record/ledgerCsv.ts';
import { Scores } from '../record/scores.ts';
import { act } from './act.ts';
import { DrawingPace, type Moment } from './drawingPace.ts';
import { encodeNickname, encodeRailLine } from './ownText.ts';
import { type ClientOptions, presentNode } from './present.ts';
import { presentChain } from './presentChain.ts';

export function createTableClient(node: GameNode, options: ClientOptions): TableClient {
  const drawing = new DrawingPace(
    () => presentNode(node, options),
    () => momentOf(node),
  );
  const { kept, listing, rail } = options;
  const chatEnds = rail?.chat.onChange(() => drawing.changed());
  if (listing) listing.onChange = () => drawing.changed();
  const unsubscribe = node.subscribe(() => {
    drawing.changed();
    listing?.seatsChanged();
  });
  const missing = () => presentChain(node)?.missing ?? [];
  const scores = kept && new Scores(node, kept.readBook, kept.player, missing);
  /** What this player does shows at once. */
  const own = (refused: ActRefusal | undefined): ActResult => {
    drawing.drawNext();
    return refused === undefined ? { ok: true } : { ok: false, reason: refused };
  };
  return {
    view: () => drawing.view(),
    nowMs: () => node.nowMs(),
    subscribe: (listener) => drawing.subscribe(listener),
    setNickname(nickname) {
      const encoded = encodeNickname(nickname);
      return encoded.ok ? own(node.choose({ kind: 'nickname', nickname: encoded.bytes })) : encoded;
    },
    setLook: (look) => own(node.choose({ kind: 'look', look })),
    takeSeat: (seat) => own(node.choose({ kind: 'seat', seat: seat < 0 ? NO_SEAT : seat })),
    setReady: (ready) => own(node.choose({ kind: 'ready', ready })),
    remove: (seat) => own(node.choose({ kind: 'remove', seat })),
    start: (how) => own(node.choose({ kind: 'start', ...how })),
    watch: (on) => own(node.watch(on)),
    list:
      listing &&
      ((on) => {
        listing.want(on);
        drawing.drawNext();
      }),
    sayOnRail: rail && ((nickname, line) => sayOnRail(rail, nickname, line)),
    act: (action) => own(act(node, action)),
    scores: () => scores?.view() ?? Promise.reject(new Error('nothing is kept here')),
    async exportScores() {
      return { name: 'scores.csv', mediaType: 'text/csv', text: ledgerCsv(await this.scores()) };
    },
    shareHand: (hand) => kept?.shareHand(hand) ?? Promise.reject(new Error('nothing is kept here')),
    exportLog: () => kept?.exportLog() ?? Promise.reject(new Error('nothing is kept here')),
    // A table of the first rules has no tree to show chips by.
    receipt: kept && isSealed(options.config) ? () => kept.receipt() : undefined,
    async close() {
      unsubscribe();
      chatEnds?.();
      scores?.close();
      drawing.stop();
      // Not waited for: the host may be away.
      void listing?.close();
      await node.stop();
      options.release();
    },
  };
}

/** Between decks every bet and every card is news; while one is made, only how far it is. */
function momentOf({ table }: GameNode): Moment {
  const hand = table?.hand;
  const played = hand !== undefined && (hand.phase === 'play' || hand.phase === 'done');
  return {
    of: played ? hand.engine : hand?.phase,
    making: table !== undefined && !table.over && !played,
  };
}

async function sayOnRail(
  { chat }: NonNullable<ClientOptions['rail']>,
  nickname: string,
  line: string,
): Promise<ActResult> {
  const [name, text] = [encodeNickname(nickname), encodeRailLine(line)];
  if (!name.ok) return name;
  if (!text.ok) return text;
  return (await chat.say(name.bytes, text.bytes)) ? { ok: true } : { ok: false, reason: 'chat-limit' };
}
