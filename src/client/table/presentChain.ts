/** How the log stands: who votes, who is missing, what is final. */
import { toHex } from '../../codec/decode.ts';
import { RULES_VERSION } from '../../codec/rulesVersion.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { witnessesTrusted } from '../../node/lobby/witnesses.ts';
import type { Validator } from '../../node/validator/validator.ts';
import type { ChainView } from '../contract/view.ts';
import { presentAdjourn } from './presentAdjourn.ts';

export function presentChain(node: GameNode, validator: Validator): ChainView {
  const { table } = validator;
  const s = validator.status();
  const { key, links, others } = node.lobby;
  const linked = new Set([...others].filter(([peer]) => links.has(peer)).map(([, h]) => toHex(h.key)));
  linked.add(toHex(key));
  const members = table.validators.map((v) => {
    return { nickname: v.nickname, seat: v.seat, linked: linked.has(toHex(v.key)) };
  });
  const gone = members.flatMap((v, author) => (v.linked ? [] : [author]));
  const away = gone.map((author) => members[author]!.nickname);
  const players = members.filter((v) => v.seat !== undefined).length;
  return {
    epoch: table.epoch,
    validators: table.validators.length,
    faultsTolerated: s.faultsTolerated,
    height: validator.settled.height,
    round: s.highestRound,
    tableTimeMs: table.timeMs,
    stateRoot: toHex(validator.root),
    signatures: node.signatures,
    rulesVersion: RULES_VERSION,
    actionMs: validator.actionLatenciesMs(),
    waitingFor: s.waitingFor.map((v) => table.validators[v]!.nickname),
    missing: away.length > s.faultsTolerated ? away : [],
    adjourn: presentAdjourn(node, validator, gone),
    members,
    witnessesTrusted: witnessesTrusted(players, members.length - players),
  };
}
