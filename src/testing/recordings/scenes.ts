/** The games that are recorded: each plays a few short hands at a table of whole nodes and says whose logs are kept. */
import type { TableConfig } from '../../codec/config.ts';
import type { GameNode } from '../../node/gameNode.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { type Choose, height, root, type TestTable, until } from '../nodes.ts';
import { forgeTwin } from '../twin.ts';

export interface Scene {
  readonly name: string;
  readonly about: string;
  readonly config: Partial<TableConfig>;
  /** Whose logs are kept, by the name of the recording: number at the table. */
  readonly logs: Readonly<Record<string, number>>;
  /** Resolves when all whose logs are kept, and are still there, have come to one state. */
  play(table: TestTable): Promise<void>;
}

type Submitted = Parameters<GameNode['submit']>[0];

const state = (n: GameNode) => n.validator!.table;
const part = (n: GameNode) => n.validator!.part();
const epoch = (n: GameNode): number => n.validator?.table.epoch ?? -1;

const isOver = (n: GameNode, hand: number): boolean => {
  const now = n.validator?.table.hand;
  return now !== undefined && (now.hand > hand || (now.hand === hand && now.phase === 'done'));
};
const allOver = (nodes: readonly GameNode[], hand: number) => (): boolean =>
  nodes.every((n) => isOver(n, hand));

/** What cannot be done now is a mistake in the scene. */
function done(refused: string | undefined): void {
  if (refused !== undefined) throw new Error(refused);
}

/** Submits, and waits until it is applied in every tab. */
async function say(n: GameNode, among: readonly GameNode[], what: Submitted): Promise<void> {
  done(n.submit(what));
  await until(among, what.kind, () => n.validator!.pending.length === 0);
  const slot = height(n);
  await until(among, what.kind, () => among.every((x) => height(x) >= slot));
}

/** Members and spectators alike have come to the same state. */
async function agreed(nodes: readonly GameNode[]): Promise<void> {
  await until(nodes, 'one height', () => new Set(nodes.map(height)).size === 1);
  if (new Set(nodes.map(root)).size !== 1) throw new Error('the tabs have come to different states');
}

const fold: Choose = (legal) => ({ verb: legal.check ? 1 : 0 });
const call: Choose = (legal) => ({ verb: legal.check ? 1 : 2 });
/** Raises as little as it may, once; then calls. */
function raiseOnce(): Choose {
  let raised = false;
  return (legal, n) => {
    if (raised || legal.raise === undefined) return call(legal, n);
    raised = true;
    return { verb: 3, amountChips: legal.raise.minToChips };
  };
}
/** Everything in, as long as raising is possible. */
const shove: Choose = (legal, n) =>
  legal.raise === undefined ? call(legal, n) : { verb: 3, amountChips: legal.raise.maxToChips };

/** Its shares of a street do not fit its key: a proof that everybody finds false. */
function falseShares(worker: DeckWorker): DeckWorker {
  return {
    ...worker,
    makeShares: async (args) => {
      const made = await worker.makeShares(args);
      const proof = made.proof.slice();
      proof[proof.length - 1] = proof[proof.length - 1]! ^ 1;
      return { ...made, proof };
    },
  };
}

const holdem: Scene = {
  name: 'holdem',
  about:
    'No-limit hold’em of four. One signs two blocks for one round and is put out by evidence; the hand is dealt again, the next epoch is without it.',
  config: { bondChips: 20, escrow: 1, seats: 4, timeBankMs: 30_000 },
  logs: { holdem: 0 },
  async play(table) {
    forgeTwin(table, 3, ['P0', 'P1', 'P2']);
    await table.start(4);
    const three = table.nodes.slice(0, 3);
    await until(three, 'the evidence', () => three.every((n) => state(n).validators[3]?.expelled === true));
    await until(three, 'a turn', () => three.some((n) => part(n).legal));
    const actor = three.find((n) => part(n).legal)!;
    const { hand, decision } = part(actor).legal!;
    await say(actor, three, { kind: 'timeBank', body: { hand, decision } });
    await table.playUntil(three, 'the next epoch', () => three.every((n) => epoch(n) === 1), fold);
    await until(three, 'a hand', () => three.every((n) => state(n).hand !== undefined));
    await table.playUntil(three, 'hand 2', allOver(three, 2), fold);
    await agreed(three);
  },
};

const twice: Scene = {
  name: 'holdem-twice',
  about: 'No-limit hold’em of two. What would have come after a fold, a shown card, and an all-in run twice.',
  config: { seats: 2, runItTwice: 1, rabbitHunt: 1 },
  logs: { 'holdem-twice': 0 },
  async play(table) {
    await table.start(2);
    const two = [...table.nodes] as [GameNode, GameNode];
    await table.playUntil(two, 'hand 1', allOver(two, 1), fold);
    await say(two[1], two, { kind: 'rabbit', body: { hand: 1 } });
    await until(two, 'its cards', () => two.every((n) => part(n).hand?.rabbit !== undefined));
    const [card] = two[1].validator!.showable();
    done(two[1].validator!.showCards([card!]));
    const asked = () => two.filter((n) => part(n).offers?.twice !== undefined);
    await until(two, 'hand 2', () => two.every((n) => state(n).hand?.hand === 2));
    await table.playUntil(two, 'an all-in', () => asked().length === 2, shove);
    for (const n of two) done(n.submit({ kind: 'runItTwice', body: { hand: 2, agree: 1 } }));
    await until(two, 'hand 2', allOver(two, 2));
    await agreed(two);
  },
};

const omaha: Scene = {
  name: 'omaha',
  about:
    'Pot-limit Omaha of two. A third player joins between hands; a straddle, a raised pot, chips bought, a vote to remove somebody that fails; the third leaves again: three epochs.',
  config: { game: 1, structure: 1, bondChips: 20, straddle: 1 },
  logs: { omaha: 0, 'omaha-newcomer': 2 },
  async play(table) {
    await table.start(2);
    const two = [...table.nodes] as [GameNode, GameNode];
    const dora = await table.open(2);
    await until([dora], 'the table', () => dora.phase === 'started-without-us');
    await until([dora], 'members', () => dora.lobby.others.size === 2);
    done(dora.choose({ kind: 'seat', seat: 4 }) ?? dora.choose({ kind: 'ready', ready: true }));
    const three = [...two, dora];
    const offer = () => three.find((n) => part(n).offers?.straddle !== undefined);
    const inEpoch = (e: number) => three.every((n) => epoch(n) === e);
    await table.playUntil(two, 'the newcomer', () => inEpoch(1), fold);
    await until(
      three,
      'a straddle',
      () => three.some((n) => state(n).hand !== undefined) && offer() !== undefined,
    );
    const straddler = offer()!;
    const { hand } = part(straddler).offers!.straddle!;
    await say(straddler, three, { kind: 'straddle', body: { hand } });
    const { key } = state(dora).validators[2]!;
    await say(two[0], three, { kind: 'voteOut', body: { seat: 4, key, agree: 1 } });
    await say(two[1], three, { kind: 'voteOut', body: { seat: 4, key, agree: 0 } });
    await table.playUntil(three, 'a raised hand', allOver(three, hand), raiseOnce());
    const short = three.find((n) => (part(n).offers?.topUpChips ?? 0) > 0)!;
    await say(short, three, { kind: 'topUp', body: { chips: part(short).offers!.topUpMinChips + 1 } });
    done(dora.submit({ kind: 'standUp', body: { version: 0 } }));
    await table.playUntil(three, 'the newcomer to leave', () => two.every((n) => epoch(n) === 2), fold);
    await until(three, 'the newcomer to know', () => dora.phase === 'started-without-us');
    await agreed(two);
  },
};

const omahaHiLo: Scene = {
  name: 'omaha-hilo',
  about:
    'Fixed-limit Omaha high-low of three. One is gone on the flop: the table is adjourned, two play a hand, the third comes back and the hand that was set aside goes on to a showdown.',
  config: { game: 2, structure: 2, bondChips: 20, seats: 3, startingStackChips: 120 },
  logs: { 'omaha-hilo': 0 },
  async play(table) {
    await table.start(3);
    const [a, b, c] = table.nodes as [GameNode, GameNode, GameNode];
    const onFlop = () => [a, b, c].every((n) => state(n).hand?.engine.board.length === 3);
    await table.playUntil([a, b, c], 'a flop', onFlop, call);
    const { hand } = state(a).hand!;
    await c.stop();
    const two = [a, b];
    await until(two, 'the link to be seen as gone', () => two.every((n) => n.lobby.links.size === 1));
    for (const n of two) done(n.adjourn(2));
    await until(two, 'the next epoch', () => two.every((n) => epoch(n) === 1));
    await say(a, two, { kind: 'voidHand', body: { hand } });
    await until(two, 'cards for two', () => two.every((n) => state(n).hand?.phase === 'play'));
    const back = await table.open(2, 'P2 again');
    const three = [a, b, back];
    const isOn = () => three.every((n) => epoch(n) === 2 && state(n).hand?.hand === hand);
    await table.playUntil(three, 'the hand to go on', isOn, fold);
    const ended = () => three.every((n) => state(n).hand?.hand === hand && state(n).hand?.phase === 'done');
    await table.playUntil(three, 'its end', ended, raiseOnce());
    await agreed(three);
  },
};

const shortDeck: Scene = {
  name: 'short-deck',
  about:
    'No-limit short deck of two with antes. One watches from the middle of the first hand; sitting out and in, chat, a pause, other blinds by vote; a bomb pot.',
  config: { game: 3, anteKind: 1, anteChips: 1, seats: 2, bombPotHands: 2, bombPotChips: 10 },
  logs: { 'short-deck': 0, 'short-deck-spectator': 2 },
  async play(table) {
    await table.start(2);
    const [a, b] = table.nodes as [GameNode, GameNode];
    const two = [a, b];
    await until(two, 'cards', () => two.every((n) => n.validator!.ownCards !== undefined));
    const wanda = await table.open(2, 'Wanda');
    await until([wanda], 'the table', () => wanda.phase === 'started-without-us');
    done(wanda.watch(true));
    const three = [a, b, wanda];
    await until(three, 'her to follow', () => wanda.validator?.table.hand?.phase === 'play');
    await say(b, two, { kind: 'chat', body: { text: new TextEncoder().encode('¿Größe 7?') } });
    const terms = { smallBlindChips: 2, bigBlindChips: 4, actionTimeMs: 60_000 };
    await say(a, two, { kind: 'terms', body: terms });
    const proposal = part(b).house.terms!.number;
    await say(b, two, { kind: 'termsVote', body: { proposal, agree: 1 } });
    await say(a, two, { kind: 'sitOut', body: { version: 0 } });
    await say(a, two, { kind: 'sitIn', body: { comeBack: 0 } });
    await say(b, two, { kind: 'pause', body: { on: 1 } });
    await table.playUntil(three, 'hand 1', allOver(three, 1), raiseOnce());
    await say(b, two, { kind: 'pause', body: { on: 0 } });
    await until(three, 'a bomb pot', () => three.every((n) => state(n).hand?.hand === 2));
    await table.playUntil(three, 'its end', allOver(three, 2), call);
    await agreed(three);
  },
};

const escrow: Scene = {
  name: 'holdem-escrow',
  about:
    'No-limit hold’em of three with a witness. One is gone after the deal: what it left in escrow is opened, and the hand is played to the river without it.',
  config: { seats: 3, escrow: 1, actionTimeMs: 6_000 },
  logs: { 'holdem-escrow': 0 },
  async play(table) {
    await table.open(3, 'Witness', undefined, 'witness');
    await table.start(3, 1);
    const [a, b, c, witness] = table.nodes as [GameNode, GameNode, GameNode, GameNode];
    const players = [a, b, c];
    await until(players, 'cards', () => players.every((n) => n.validator!.ownCards !== undefined));
    await until(players, 'a turn', () => players.some((n) => part(n).legal));
    const gone = [b, c].find((n) => !part(n).legal)!;
    await gone.stop();
    const left = players.filter((n) => n !== gone);
    await table.playUntil(left, 'the end', allOver([...left, witness], 1), call);
    await agreed([...left, witness]);
  },
};

const stud: Scene = {
  name: 'stud',
  about: 'Fixed-limit seven card stud of two, to the showdown. One opens the table anew in the middle of it.',
  config: { game: 4, structure: 2, seats: 2, anteKind: 1, anteChips: 1 },
  logs: { stud: 0 },
  async play(table) {
    await table.start(2);
    const [a, b] = table.nodes as [GameNode, GameNode];
    await until([a, b], 'a turn', () => [a, b].some((n) => part(n).legal));
    await a.stop();
    const again = await table.open(0, 'P0 again');
    const two = [again, b];
    await until(two, 'its cards', () => again.validator?.ownCards !== undefined);
    await table.playUntil(two, 'its end', allOver(two, 1), raiseOnce());
    await agreed(two);
  },
};

const sitAndGo: Scene = {
  name: 'sit-and-go',
  about: 'A no-limit hold’em tournament of two with a level a hand and two prizes, played to its end.',
  config: {
    seats: 2,
    startingStackChips: 60,
    smallBlindChips: 5,
    bigBlindChips: 10,
    levels: [
      { smallBlindChips: 5, bigBlindChips: 10, anteChips: 0, hands: 1, durationMs: 0 },
      { smallBlindChips: 30, bigBlindChips: 60, anteChips: 10, hands: 50, durationMs: 0 },
    ],
    payoutsBasisPoints: [{ share: 7_000 }, { share: 3_000 }],
  },
  logs: { 'sit-and-go': 1 },
  async play(table) {
    await table.start(2);
    const two = [...table.nodes];
    await table.playUntil(two, 'hand 1', allOver(two, 1), fold);
    await table.playUntil(two, 'its end', () => two.every((n) => state(n).over), shove);
    await agreed(two);
  },
};

const razz: Scene = {
  name: 'razz',
  about:
    'Fixed-limit razz of three. One sends shares with a false proof: the hand is dealt again without it, and its bond is the others’.',
  config: { game: 6, structure: 2, seats: 3, bondChips: 20 },
  logs: { razz: 1 },
  async play(table) {
    await table.open(0);
    await table.open(1);
    await table.open(2, 'P2', undefined, 'player', falseShares);
    await table.start(3);
    const two = table.nodes.slice(0, 2);
    await until(two, 'its lie', () => two.every((n) => state(n).validators[2]?.expelled === true));
    await table.playUntil(two, 'hand 1', allOver(two, 1), raiseOnce());
    await agreed(two);
  },
};

export const scenes: readonly Scene[] = [
  holdem,
  twice,
  escrow,
  omaha,
  omahaHiLo,
  shortDeck,
  stud,
  sitAndGo,
  razz,
];
