/** What the shield says of a hand, from what this tab has checked itself. */
import type { TableView } from '../../client/contract/view.ts';
import type { Messages } from '../messages/en/index.ts';
import { isolated } from '../text/names.ts';
import { peerLinks } from '../words/peers.ts';

export interface ProofSummary {
  readonly state: 'none' | 'working' | 'good' | 'bad';
  readonly shuffled: number;
  readonly shufflers: number;
  readonly checked: number;
  readonly failed: number;
  /** Who won unseen, and how. */
  readonly unseen: readonly { readonly name: string; readonly relation: 'better' | 'equal' }[];
  readonly directLinks: number;
  readonly links: number;
  /** Since the last final block, milliseconds of the table clock. */
  readonly finalForMs: number | undefined;
  readonly waitingFor: readonly string[];
}

export function proofSummary(view: TableView, nowMs: number): ProofSummary {
  const proofs = view.hand?.proofs;
  const links = peerLinks(view);
  const failed = proofs?.entries.filter((e) => !e.ok).length ?? 0;
  const shuffled = proofs?.shufflesVerified ?? 0;
  const shufflers = proofs?.shufflesExpected ?? 0;
  const faulty = view.seats.some((s) => s.faults.some((f) => f.reason !== 'silent'));
  return {
    state: !proofs
      ? 'none'
      : failed > 0 || faulty
        ? 'bad'
        : shufflers > 0 && shuffled === shufflers
          ? 'good'
          : 'working',
    shuffled,
    shufflers,
    checked: proofs?.entries.length ?? 0,
    failed,
    unseen: view.seats.flatMap((s) =>
      s.claimed === undefined ? [] : [{ name: s.nickname, relation: s.claimed }],
    ),
    directLinks: links.filter((l) => l.kind === 'direct').length,
    links: links.length,
    finalForMs: view.chain && Math.max(0, nowMs - view.chain.tableTimeMs),
    waitingFor: view.chain?.waitingFor ?? [],
  };
}

/** Plain sentences, most telling first. */
export function proofSentences(s: ProofSummary, m: Messages): string[] {
  const t = m.shield;
  if (s.state === 'none') return [t.none];
  const waiting = s.waitingFor.map(isolated).join(', ');
  return [
    s.shufflers > 0 && s.shuffled === s.shufflers
      ? t.shuffled(s.shufflers)
      : t.shuffling(s.shuffled, s.shufflers),
    s.failed > 0 ? t.failed(s.checked, s.failed) : t.checked(s.checked),
    ...s.unseen.map(({ name, relation }) => m.claim.proof(isolated(name), relation)),
    t.links(s.directLinks, s.links),
    waiting !== ''
      ? t.waiting(waiting)
      : s.finalForMs === undefined
        ? ''
        : t.final((s.finalForMs / 1000).toFixed(1)),
  ].filter((sentence) => sentence !== '');
}
