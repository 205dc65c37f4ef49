/**
 * Every data-testid of the user interface. End-to-end tests and components both use this list, so that a
 * renamed control breaks the build and not a selector. Seat numbers are the protocol's (from 0); people
 * read them one higher ("Seat 1" is seat 0).
 *
 * State that tests read is in data attributes beside the id:
 *   table        data-phase data-hand data-stage data-state-root data-height data-your-seat data-attempt
 *                data-final-hand (0 before the first) data-latencies (own bets, tap to final, ms, spaces between)
 *   relay-status data-state (connecting|connected|lost; in the lobby and in the status strip)
 *   tseat-N      data-stack data-bet data-folded data-allin data-turn data-button data-out data-won data-awaited
 *   card         data-card (own cards; '??' for one not opened yet) · shown-card data-card (other seats)
 *   board        data-cards ('Ah Kd 7c', spaces between) · pot data-chips (all chips in the middle)
 *   peer-row     data-peer data-kind data-rtt data-seat · seat-N data-taken data-you data-ready
 *   pending      data-verb data-amount · failure data-code · fault-banner data-seat data-step data-reason
 *   history-row  data-table data-hand data-identity · replay-step data-step data-steps
 *   create-game, create-structure, create-format: select elements with the names of codec/config.ts and cash|sit-and-go;
 *                create-more opens the rest of the form (ante, straddle, run it twice, bomb pots)
 *   tournament   data-level data-ante data-next-ms · place-row data-seat data-place data-prize
 *   seat-menu    opens top-up-amount, top-up, stand-up, stand-up-confirm, sit-down, sit-in-wait
 *   straddle, rebuy, twice-yes, twice-no   in the action bar while they are offered
 *   proofs-status data-verified data-expected · event-log-line data-kind data-seat · refused-row data-reason data-count
 */
export const testIds = {
  // landing
  landing: 'landing',
  createName: 'create-name',
  createSmallBlind: 'create-sb',
  createBigBlind: 'create-bb',
  createStack: 'create-stack',
  createSeats: 'create-seats',
  createSeconds: 'create-seconds',
  createGame: 'create-game',
  createStructure: 'create-structure',
  createFormat: 'create-format',
  createMore: 'create-more',
  createAnte: 'create-ante',
  createMinutes: 'create-minutes',
  createStraddle: 'create-straddle',
  createRunItTwice: 'create-run-it-twice',
  createEscrow: 'create-escrow',
  createBombHands: 'create-bomb-hands',
  createSubmit: 'create-submit',
  createError: 'create-error',
  joinLink: 'join-link',
  joinSubmit: 'join-submit',
  joinError: 'join-error',
  historyLink: 'history-link',
  homeLink: 'home-link',
  // lobby
  lobby: 'lobby',
  nickname: 'nickname',
  lobbySeat: (seat: number) => `seat-${seat}` as const,
  ready: 'ready',
  start: 'start',
  lobbyStatus: 'lobby-status',
  lobbyError: 'lobby-error',
  inviteLink: 'invite-link',
  inviteCopy: 'invite-copy',
  peers: 'peers',
  peerRow: 'peer-row',
  relayStatus: 'relay-status',
  // table
  table: 'table',
  tableSeat: (seat: number) => `tseat-${seat}` as const,
  ownCard: 'card',
  shownCard: 'shown-card',
  board: 'board',
  secondBoard: 'second-board',
  pot: 'pot',
  sidePot: 'side-pot',
  stageWords: 'stage-words',
  turnClock: 'turn-clock',
  actionBar: 'action-bar',
  actionFold: 'action-fold',
  actionCheck: 'action-check',
  actionCall: 'action-call',
  actionRaise: 'action-raise',
  actionTimeBank: 'action-time-bank',
  actionError: 'action-error',
  raiseAmount: 'raise-amount',
  raiseSlider: 'raise-slider',
  raiseHint: 'raise-hint',
  presetHalf: 'preset-half',
  presetThreeQuarters: 'preset-three-quarters',
  presetPot: 'preset-pot',
  presetAllIn: 'preset-all-in',
  allInConfirm: 'all-in-confirm',
  allInCancel: 'all-in-cancel',
  pending: 'pending',
  final: 'final',
  sitOut: 'sit-out',
  sitIn: 'sit-in',
  sitInWait: 'sit-in-wait',
  seatMenu: 'seat-menu',
  topUpAmount: 'top-up-amount',
  topUp: 'top-up',
  straddle: 'straddle',
  rebuy: 'rebuy',
  sitDown: 'sit-down',
  standUp: 'stand-up',
  standUpConfirm: 'stand-up-confirm',
  menuError: 'menu-error',
  twice: 'twice',
  twiceYes: 'twice-yes',
  twiceNo: 'twice-no',
  tournament: 'tournament',
  placeRow: 'place-row',
  fourColour: 'four-colour',
  eventLog: 'event-log',
  eventLogLine: 'event-log-line',
  eventLogOpen: 'event-log-open',
  eventLogLatest: 'event-log-latest',
  liveRegion: 'live-region',
  chatInput: 'chat-input',
  chatSend: 'chat-send',
  faultBanner: 'fault-banner',
  waitingBanner: 'waiting-banner',
  overBanner: 'over-banner',
  statusStrip: 'status-strip',
  proofsStatus: 'proofs-status',
  chainStatus: 'chain-status',
  linksStatus: 'links-status',
  clockStatus: 'clock-status',
  details: 'details',
  detailsClose: 'details-close',
  proofRow: 'proof-row',
  refusedRow: 'refused-row',
  // failure
  failure: 'failure',
  // history
  historyList: 'history-list',
  historyEmpty: 'history-empty',
  historyRow: 'history-row',
  replay: 'replay',
  replayStep: 'replay-step',
  replayFirst: 'replay-first',
  replayPrevious: 'replay-previous',
  replayNext: 'replay-next',
  replayLast: 'replay-last',
  replayProofs: 'replay-proofs',
} as const;
