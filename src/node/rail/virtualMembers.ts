/**
 * The members as they show to one who watches from the rail: by their own signed hellos, which others pass on. A hello
 * names the transport id of its member's page, under which the node then seems to be linked to it.
 */
import { equalBytes, toHex } from '../../codec/decode.ts';
import type { Member } from '../../codec/genesis.ts';
import { helloSigningBytes } from '../../codec/hello.ts';
import { sameId, type TableId } from '../../codec/ids.ts';
import type { MessageOf } from '../../codec/wire.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { PeerId } from '../../net/network.ts';

export type Hello = MessageOf<'hello'>['body'];

/** A member's next page is believed in only so often, or two hellos of it could take turns; milliseconds. */
const AGAIN_MS = 5_000;

export type Heard = 'new' | 'known' | 'stranger' | 'false';

export class VirtualMembers {
  private readonly byKey = new Map<string, { hello: Hello; peer: PeerId; sinceMs: number }>();
  private readonly keyOf = new Map<PeerId, string>();

  constructor(
    private readonly o: {
      readonly tableId: TableId;
      readonly ed25519: Pick<Ed25519, 'verify'>;
      readonly nowMs: () => number;
      readonly members: () => readonly Member[];
    },
  ) {}

  has(peer: PeerId): boolean {
    return this.keyOf.has(peer);
  }

  get peers(): PeerId[] {
    return [...this.keyOf.keys()];
  }

  get hellos(): [PeerId, Hello][] {
    return [...this.byKey.values()].map(({ peer, hello }) => [peer, hello]);
  }

  /** 'new': its member shows under this hello now; `left` is told where it showed under another transport id. */
  async take(hello: Hello, left: (peer: PeerId) => void): Promise<Heard> {
    const { tableId, ed25519, nowMs, members } = this.o;
    if (!sameId(hello.tableId, tableId)) return 'false';
    if (!members().some((m) => equalBytes(m.key, hello.key))) return 'stranger';
    const key = toHex(hello.key);
    const peer = new TextDecoder().decode(hello.peerId);
    const known = this.byKey.get(key);
    const samePage = known?.peer === peer;
    if (known && samePage && known.hello.revision >= hello.revision) return 'known';
    if (known && !samePage && nowMs() - known.sinceMs < AGAIN_MS) return 'known';
    // One page is one member's.
    if ((this.keyOf.get(peer) ?? key) !== key) return 'known';
    if (!(await ed25519.verify(hello.key, helloSigningBytes(hello), hello.signature))) return 'false';
    if (known && !samePage) {
      this.keyOf.delete(known.peer);
      left(known.peer);
    }
    this.byKey.set(key, { hello, peer, sinceMs: samePage ? known.sinceMs : nowMs() });
    this.keyOf.set(peer, key);
    return 'new';
  }

  /** Takes out who is no member any more; told which. */
  review(left: (peer: PeerId) => void): void {
    const keys = new Set(this.o.members().map((m) => toHex(m.key)));
    for (const [key, { peer }] of [...this.byKey]) {
      if (keys.has(key)) continue;
      this.byKey.delete(key);
      this.keyOf.delete(peer);
      left(peer);
    }
  }
}
