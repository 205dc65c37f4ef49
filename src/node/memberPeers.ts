/**
 * The transport id by which each member was last heard, kept while its link is lost: the network needs it to reach the
 * member again through another one. A signed hello binds a key to its transport id.
 */
import { equalBytes, toHex } from '../codec/decode.ts';
import type { Network, PeerId } from '../net/network.ts';

interface Keyed {
  readonly key: Uint8Array;
}

export class MemberPeers {
  readonly #byKey = new Map<string, PeerId>();

  constructor(private readonly network: Pick<Network, 'setMembers'>) {}

  /**
   * @param members of the epoch; empty for one who only watches, whom nobody carries
   * @param hellos of the peers that are linked now
   */
  update(members: readonly Keyed[], hellos: ReadonlyMap<PeerId, Keyed>): void {
    const keys = new Set(members.map((m) => toHex(m.key)));
    for (const key of this.#byKey.keys()) if (!keys.has(key)) this.#byKey.delete(key);
    for (const member of members) {
      const found = [...hellos].find(([, hello]) => equalBytes(hello.key, member.key));
      if (found !== undefined) this.#byKey.set(toHex(member.key), found[0]);
    }
    this.network.setMembers([...this.#byKey.values()]);
  }
}
