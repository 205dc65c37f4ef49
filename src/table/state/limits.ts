/** Durations are milliseconds of the table clock; the one second of grace of every deadline comes on top. */
export const limits = {
  /** Lines of the display log that are kept. */
  events: 200,
  /** A nonce this far below the author's highest can no longer be used. */
  nonceWindow: 64,
  /** Chat lines of one author within `chatWindowMs`. */
  chatLines: 5,
  chatWindowMs: 10_000,
  /** Times one author may sit out or in within `requestWindowMs`: each is a line on every screen. */
  requests: 6,
  requestWindowMs: 10_000,
  /** Attempts at dealing one hand before it is given up. */
  attempts: 12,
  /** Decks begun beforehand for one hand: so often may its players change before nobody begins another. */
  nextDecks: 3,
  /**
   * Hands after which an epoch ends though nobody comes or goes, or blocks (rounds times validators), whichever
   * comes first: what a tab holds in memory, replays after a reload and fetches when it was away is never more than
   * these and the hand that is being played. A block costs two to three kilobytes of heap.
   */
  epochHands: 32,
  epochBlocks: 6_000,
  /** From the genesis to the first hand. */
  firstHandMs: 500,
  /** How long a result stands before the next hand: nothing is to be seen, or a shown hand or a rabbit hunt. */
  pauseMs: 2_000,
  pauseAfterShowdownMs: 4_500,
  /**
   * From the second rules on the table says how long; beside that for a run-out, by how many streets came, and for
   * each of them on a second board.
   */
  pauseRunOutMs: [0, 2_300, 4_100, 5_400],
  pauseSecondBoardMs: 700,
  /** In a cash game, for whoever has lost the last chip to buy in again before the next hand (play/rebuy.ts). */
  rebuyMs: 30_000,
  /** For everybody's hand key. */
  keyMs: 30_000,
  /** For one seat's shuffle with its proof. */
  shuffleMs: 45_000,
  /** For everybody's shares of the hole cards. */
  dealMs: 45_000,
  /** From the genesis for everybody's escrow key; hands then begin without the missing ones. */
  escrowKeyMs: 20_000,
  /** From the epoch's beginning for everybody's channel key; the table's key is then dealt to those who have one. */
  channelKeysMs: 20_000,
  /** An epoch that ends so long after the key was asked for a signature, and has seen none, is one of its silence. */
  keySilentMs: 60_000,
  /**
   * For everybody's shares of a later street. They come by themselves, so this is for a reload or a break in
   * the connection; whoever is late is passed over by escrow and may go on playing.
   */
  boardMs: 12_000,
  /**
   * A hand that stands still because shares are missing that nobody else can make: until the countdown, the countdown
   * itself, and how near to its end a block of the missing one counts as of its end (play/exit.ts).
   */
  withheldMs: 12_000,
  exitMs: 30_000,
  exitTailMs: 10_000,
  /** After being absent for `absentMs`: the hand of whom the others can do without is dead. */
  absentExitMs: 180_000,
  /** For enough escrow openings; then the screen says that the hand is suspended and for whom it waits. */
  escrowOpenMs: 12_000,
  /**
   * No block output for so long, in time and in committed rounds: the seat sits out. Rounds count too, so that a
   * table that stands still finds nobody absent.
   */
  absentMs: 60_000,
  absentRounds: 20,
  /** Absent for so much longer, again in both: left out of the next epoch. */
  evictMs: 120_000,
  evictRounds: 20,
  /** Validators up to which the others may go on without one: as long as everybody is needed for a quorum. */
  adjournValidators: 3,
  /** Transactions of one author that no honest tab sends, in one epoch, after which it is out. */
  unsendable: 20,
  /** Epochs before the present one whose blocks are evidence. */
  evidenceEpochs: 2,
  /** Hands set aside at one table: what is kept of each is some kilobytes of everybody's state. */
  asideHands: 4,
  /** The longest pause that players may ask for, and the hands until the same player may ask for another. */
  housePauseMs: 15 * 60_000,
  pauseEveryHands: 10,
  /** Hands after which a vote that was not decided is forgotten. */
  voteHands: 5,
  /** Hands until the same player may propose other blinds again. */
  proposeEveryHands: 3,
  /** After the creator's word to let somebody in, the time in which any other may object. */
  objectMs: 20_000,
  /** A creator who is there is waited for so long before the others decide. */
  creatorSilentMs: 60_000,
  /** Hands after which a word on somebody who asks is void. */
  consentHands: 5,
  /** So many that ask one player can have begun to speak of at once. */
  consents: 8,
  /** Players who left by absence that are remembered. */
  absent: 64,
  /** Players voted out that are remembered. */
  barred: 64,
  /** All chips at one table, top-ups included: four times this is still a safe integer. */
  tableChips: 1e15,
  /** To agree to run it twice; silence is a no. */
  twiceMs: 8_000,
  /** To table or muck one's hand. */
  showMs: 15_000,
} as const;
