/** Receipts from elsewhere: checked in this page or process, and compared with each other and with a table's link. */
import { sha256 } from '@noble/hashes/sha2.js';
import { DecodeError, toHex } from '../../codec/decode.ts';
import { type Member, ROLES } from '../../codec/genesis.ts';
import { meetingKeyOf } from '../../codec/meeting.ts';
import { RECEIPT_BYTES } from '../../codec/receipt.ts';
import { createNobleGroup } from '../../crypto/backendNoble.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { checkReceipt, type ReceiptStatement, type ReceiptTools } from '../../light/check.ts';
import { compareReceipts } from '../../light/several.ts';
import { OTHERS } from '../../table/state/ledger.ts';
import { fourWords } from '../build/fourWords.ts';
import type {
  CheckedReceipt,
  CheckedReceipts,
  LinkMatch,
  ReceiptBreach,
  ReceiptSays,
  ReceiptView,
} from '../contract/receipt.ts';
import { fromBase64Url, toBase64Url } from '../create/base64Url.ts';
import { moneyOf } from '../create/moneyOf.ts';
import { isShortUrl, parseShortUrl } from '../create/shortLink.ts';
import { parseTableUrl } from '../create/tableUrl.ts';

const text = new TextDecoder();

/** What checking takes here. Small: a receipt is one signature, not a game. */
export const receiptTools = async (): Promise<ReceiptTools> => ({
  group: createNobleGroup(),
  ed25519: await createEd25519(crypto.subtle),
});

/** Of a link; nothing that is a receipt where it is not one. */
function bytesOf(receipt: Uint8Array | string): Uint8Array {
  if (typeof receipt !== 'string') return receipt;
  if (receipt.length > 2 * RECEIPT_BYTES) return new Uint8Array(0);
  try {
    return fromBase64Url(receipt);
  } catch (error) {
    if (error instanceof DecodeError) return new Uint8Array(0);
    throw error;
  }
}

/** Path and fragment of the page that checks it. */
export const receiptPath = (bytes: Uint8Array): string => `/receipt#${toBase64Url(bytes)}`;

/**
 * Rejects only where this platform cannot check.
 * @param files or texts as they stand behind the # of a link
 */
export async function checkReceipts(
  files: readonly (Uint8Array | string)[],
  tools?: ReceiptTools,
): Promise<CheckedReceipts> {
  const using = tools ?? (await receiptTools());
  const verdicts = [];
  for (const file of files) verdicts.push(await checkReceipt(bytesOf(file), using));
  const good = verdicts.flatMap((v, at) => (v.ok ? [{ at, statement: v.statement }] : []));
  const tables = compareReceipts(good.map((g) => g.statement));
  const last = new Set(tables.map(({ order }) => good[order.at(-1)!]!.at));
  const receipts = verdicts.map(
    (v, at): CheckedReceipt =>
      v.ok ? { ok: true, receipt: receiptView(v.statement), isLast: last.has(at) } : v,
  );
  const breaches = tables.flatMap(({ breaches }) =>
    breaches.map(
      ({ kind, between: [a, b], names }): ReceiptBreach => ({
        kind,
        between: [good[a]!.at, good[b]!.at],
        names: names.map((m) => text.decode(m.nickname)),
      }),
    ),
  );
  return { receipts, breaches };
}

/** Bits enough that nobody finds another key with the same: 80. */
const fingerprint = (key: string): string => key.slice(0, 20).match(/.{4}/g)!.join(' ');

function receiptView(s: ReceiptStatement): ReceiptView {
  const { said, config, key, members, signers, rows } = s;
  return {
    tableId: toHex(s.tableId),
    meetingKey: toHex(meetingKeyOf(config)),
    tableName: text.decode(config.name),
    says: saysOf(s),
    isClosing: s.closed !== undefined,
    height: said.kind === 'blocks' ? said.height : said.message.height,
    words: key && fourWords(sha256(key.key)),
    threshold: s.threshold,
    members: members.map((m: Member, n) => ({
      nickname: text.decode(m.nickname),
      seat: ROLES[m.role] === 'player' ? m.seat : undefined,
      fingerprint: fingerprint(toHex(m.key)),
      signed: signers.includes(n),
    })),
    absent: s.absent.map((m) => text.decode(m.nickname)),
    players: rows.map((r) => ({
      nickname: r.nickname,
      fingerprint: fingerprint(r.player),
      isMany: r.player === OTHERS,
      seat: r.seat,
      resultChips: r.takenChips + r.tableChips - r.broughtChips,
      broughtChips: r.broughtChips,
      tableChips: r.tableChips,
    })),
    money: moneyOf(config),
    checkpoints: s.checkpoints.map(toHex),
  };
}

function saysOf({ said }: ReceiptStatement): ReceiptSays {
  switch (said.kind) {
    case 'blocks':
      return { kind: 'blocks' };
    case 'closing':
      return { kind: 'closing', unfinished: said.message.unfinished };
    case 'timeout':
      return { kind: 'timeout', hand: said.message.hand, seat: said.message.seat };
    default:
      return { kind: said.kind, hand: said.message.hand };
  }
}

/** @param link a table's address, long or short, as it was shared */
export function matchLink({ tableId, meetingKey, checkpoints }: ReceiptView, link: URL): LinkMatch {
  const address = isShortUrl(link) ? parseShortUrl(link) : parseTableUrl(link);
  if (typeof address === 'string') return 'bad-link';
  const same = 'config' in address ? address.tableId === tableId : toHex(address.meetingKey) === meetingKey;
  if (!same) return 'other-table';
  const { mark } = address;
  const root = mark && checkpoints[mark.epoch - 1];
  return root === undefined || root.startsWith(toHex(mark!.digest)) ? 'same' : 'other-history';
}
