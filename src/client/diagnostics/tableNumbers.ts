/** The numbers of this tab's table. */
import { toHex } from '../../codec/decode.ts';
import type { GameNode } from '../../node/gameNode.ts';
import type { Gauges } from '../../node/gauges.ts';
import { type ChainNumbers, countLinks, type TableNumbers } from '../contract/diagnostics.ts';
import type { TableView } from '../contract/view.ts';
import { randomBytes } from '../create/identity.ts';
import { tellNumbers } from './channel.ts';

function chainNumbers({ nextEventId: _, faults, ...numbers }: Gauges): ChainNumbers {
  return { ...numbers, faults: faults.length };
}

function tableNumbers(tab: string, view: TableView, node: Pick<GameNode, 'gauges'>): TableNumbers {
  const gauges = node.gauges();
  return {
    tab,
    phase: view.phase,
    relay: view.relay,
    chain: gauges && chainNumbers(gauges),
    ...countLinks(view.links),
    actionMs: view.chain?.actionMs ?? [],
    proofMs: (view.hand?.proofs.entries ?? []).map((p) => p.tookMs),
  };
}

/** Answers the page of numbers from now on. @returns its end */
export function answerForTable(node: Pick<GameNode, 'gauges'>, view: () => TableView): () => void {
  const tab = toHex(randomBytes(8));
  return tellNumbers(() => tableNumbers(tab, view(), node));
}
