/** Every sentence of the user interface in Spanish. What is missing here does not compile. */

import type { Messages } from '../en/index.ts';
import { action, amountTooLarge, amountTooSmall } from './action.ts';
import { adjourn } from './adjourn.ts';
import { apps } from './apps.ts';
import { books } from './books.ts';
import { claim } from './claim.ts';
import { company } from './company.ts';
import { details, status } from './details.ts';
import { build, device } from './device.ts';
import { divergence } from './divergence.ts';
import { entry } from './entry.ts';
import { evening } from './evening.ts';
import { log } from './events.ts';
import { exits } from './exits.ts';
import { felt, stage } from './felt.ts';
import { gameName, gameWords, handName, offers, structureWords, tournament } from './games.ts';
import { history, replay } from './history.ts';
import { hostRules } from './hostRules.ts';
import { house } from './house.ts';
import { tableKey } from './key.ts';
import { landing } from './landing.ts';
import { link, linkNotes } from './links.ts';
import { lobby } from './lobby.ts';
import { numbers } from './numbers.ts';
import { failure } from './opening.ts';
import { openTables } from './openTables.ts';
import { exporting, session } from './pages.ts';
import { past } from './past.ts';
import { proofs } from './proofs.ts';
import { rail } from './rail.ts';
import { faultReasons, peerRefusals, refusals } from './refusals.ts';
import { seats } from './seats.ts';
import { amountProblems, createRefusals, hideAddress, installed, opening, practise, start } from './start.ts';
import { keys, notification, preaction, reactions, seatMenu, settings, shield, spoken } from './table.ts';
import { fault, over, waiting } from './trouble.ts';
import { watch } from './watch.ts';
import { standstill, witness } from './witness.ts';

export const es: Messages = {
  language: start.language,
  game: gameWords,
  structure: structureWords,
  gameName,
  handName,
  app: start.app,
  landing,
  createRefusals,
  refusals,
  peerRefusals,
  faultReasons,
  opening,
  books,
  build,
  device,
  failure,
  lobby,
  link,
  linkNotes,
  hideAddress,
  table: felt,
  stage,
  action,
  offers,
  tournament,
  preaction,
  settings,
  keys,
  reactions,
  shield,
  seatMenu,
  spoken,
  notification,
  amountProblems,
  amountTooSmall,
  amountTooLarge,
  fault,
  waiting,
  over,
  status,
  details,
  tableKey,
  divergence,
  apps,
  past,
  log,
  company,
  history,
  hostRules,
  replay,
  practise,
  session,
  exporting,
  installed,
  numbers,
  openTables,
  witness,
  standstill,
  adjourn,
  claim,
  proofs,
  entry,
  watch,
  rail,
  ...evening,
  seats,
  house,
  exits,
  gallery: { title: 'Galería' },
};
