/**
 * The numbers of the tables that are open in this browser, for whoever tests or mends it: no name, no card, no key, no
 * address.
 */
import type { Gauges } from '../../node/gauges.ts';
import type { LinkView, TableView } from './view.ts';

/** Of the consensus; absent before the game. Faults are counted here, not told one by one. */
export type ChainNumbers = Omit<Gauges, 'nextEventId' | 'faults'> & { readonly faults: number };

export interface TableNumbers {
  /** Of this tab, new each time. */
  readonly tab: string;
  readonly phase: TableView['phase'];
  readonly relay: TableView['relay'];
  readonly chain: ChainNumbers | undefined;
  readonly direct: number;
  readonly relayed: number;
  /** Round trips of the links, milliseconds. */
  readonly rttMs: readonly number[];
  /** Own actions from tapping to final, milliseconds. */
  readonly actionMs: readonly number[];
  /** Judging the hand's proofs, milliseconds each. */
  readonly proofMs: readonly number[];
  /** Refused messages of all peers, by reason. */
  readonly refused: Readonly<Record<string, number>>;
}

export interface DeviceNumbers {
  readonly browser: string;
  readonly language: string;
  readonly cores: number | undefined;
  readonly isolated: boolean;
  readonly webRtc: boolean;
  readonly serviceWorker: boolean;
  readonly usedBytes: number | undefined;
  readonly quotaBytes: number | undefined;
  /** Four words; undefined in development. */
  readonly build: string | undefined;
}

/** What a table's screen shows, counted. */
export function countLinks(
  links: readonly LinkView[],
): Pick<TableNumbers, 'direct' | 'relayed' | 'rttMs' | 'refused'> {
  const refused: Record<string, number> = {};
  for (const link of links)
    for (const [reason, count] of Object.entries(link.refused))
      refused[reason] = (refused[reason] ?? 0) + (count ?? 0);
  return {
    direct: links.filter((l) => l.kind === 'direct').length,
    relayed: links.filter((l) => l.kind === 'relayed').length,
    rttMs: links.flatMap((l) => (l.rttMs === undefined ? [] : [Math.round(l.rttMs)])),
    refused,
  };
}

/** The middle of some numbers, and the highest of the lower 95 in 100; undefined where there are none. */
export function spread(
  values: readonly number[],
): { readonly p50: number; readonly p95: number } | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  const [p50, p95] = [at(0.5), at(0.95)];
  return p50 === undefined || p95 === undefined ? undefined : { p50, p95 };
}

/** Plain text in English, for those who made the app. */
export function numbersReport(
  version: string,
  device: DeviceNumbers,
  tables: readonly TableNumbers[],
): string {
  const ms = (name: string, values: readonly number[]): string[] => {
    const found = spread(values);
    return found ? [`  ${name}: P50 ${Math.round(found.p50)} ms, P95 ${Math.round(found.p95)} ms`] : [];
  };
  const lines = [
    `Dealerless ${version}, ${device.build ?? 'no build'}`,
    `browser: ${device.browser}`,
    `language ${device.language}, cores ${device.cores ?? '?'}, isolated ${device.isolated}, WebRTC ${device.webRtc}, service worker ${device.serviceWorker}`,
    `storage: ${device.usedBytes ?? '?'} of ${device.quotaBytes ?? '?'} bytes`,
    ...tables.flatMap((t, i) => [
      `table ${i + 1}: ${t.phase}, relay ${t.relay}, links ${t.direct} direct ${t.relayed} relayed`,
      ...(t.chain ? [`  ${chainLine(t.chain)}`] : []),
      ...ms('round trip', t.rttMs),
      ...ms('action to final', t.actionMs),
      ...ms('proof judged', t.proofMs),
      ...Object.entries(t.refused).map(([reason, count]) => `  refused ${reason}: ${count}`),
    ]),
    ...(tables.length === 0 ? ['no table is open'] : []),
  ];
  return lines.join('\n');
}

function chainLine(c: ChainNumbers): string {
  return [
    `epoch ${c.epoch}, height ${c.height}, hand ${c.handOn ? 'on' : 'off'}`,
    `${c.working ? 'something waits' : 'nothing waits'}, ${Math.round(c.sinceSlotMs)} ms since the last slot`,
    `linked ${c.linked} of ${c.members} (quorum ${c.quorum}), waiting for ${c.waitingFor}`,
    `participation ${c.participation.toFixed(2)}, contradictions ${c.contradictions}, faults ${c.faults}`,
  ].join('; ');
}
