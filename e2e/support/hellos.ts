/** What somebody at a table's link says of itself, signed with a key of its own. */

type Address = Exclude<
  ReturnType<typeof import('../../src/client/create/tableUrl.ts')['parseTableUrl']>,
  string
>;

/** @returns what makes the first hello of a peer that asks for nothing */
export async function createHellos({ tableId }: Address): Promise<(peer: string) => Promise<Uint8Array>> {
  const { fromHex } = await import('../../src/codec/decode.ts');
  const { NO_SEAT } = await import('../../src/codec/genesis.ts');
  const { helloSigningBytes } = await import('../../src/codec/hello.ts');
  const { encodeMessage } = await import('../../src/codec/wire.ts');
  const { createEd25519 } = await import('../../src/crypto/ed25519.ts');
  const ed25519 = await createEd25519();
  const text = (s: string): Uint8Array => new TextEncoder().encode(s);
  return async (peer) => {
    const { publicKey, secretKey } = ed25519.generateKeyPair((n) =>
      crypto.getRandomValues(new Uint8Array(n)),
    );
    const unsigned = {
      ...{ tableId: fromHex(tableId), key: publicKey, role: 0, seat: NO_SEAT, ready: 0 },
      ...{ nickname: text('Stranger'), revision: 1, epoch: 0, peerId: text(peer) },
      ...{ signature: new Uint8Array(64), rules: 2, build: new Uint8Array(32) },
    };
    const signature = await ed25519.sign(secretKey, helloSigningBytes(unsigned));
    return encodeMessage({ kind: 'hello', body: { ...unsigned, signature } });
  };
}
