/** How the log stands: who votes, who is missing, what is final. */
import { RULES_VERSION } from '../../codec/rulesVersion.ts';
import { witnessesTrusted } from '../../consensus/witnesses.ts';
import type { GameNode } from '../../node/gameNode.ts';
import type { ChainView } from '../contract/view.ts';
import { presentAdjourn } from './presentAdjourn.ts';
import { presentClosing, presentKey } from './presentKey.ts';

export function presentChain(node: GameNode): ChainView | undefined {
  const chain = node.chain();
  if (chain === undefined) return undefined;
  const { members, waitingFor, otherRules, signed, ...rest } = chain;
  const away = members.filter((m) => !m.linked).map((m) => m.nickname);
  const players = members.filter((m) => m.seat !== undefined).length;
  return {
    ...rest,
    signatures: node.signatures,
    rulesVersion: RULES_VERSION,
    members,
    validators: members.length,
    otherRules: otherRules.map((v) => members[v]!.nickname),
    waitingFor: waitingFor.map((v) => members[v]!.nickname),
    stopped: members.filter((m) => m.stopped).map((m) => m.nickname),
    missing: away.length > chain.faultsTolerated ? away : [],
    adjourn: presentAdjourn(node),
    key: node.table && presentKey(node.table),
    closing: node.table && presentClosing(node.table, signed),
    witnessesTrusted: witnessesTrusted(players, members.length - players),
  };
}
