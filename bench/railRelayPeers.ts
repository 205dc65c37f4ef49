/** Peers that do nothing, for `bench rail`. Arguments: COUNT RELAY-ADDRESS. Says when all of them are at the relay. */
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import { systemRandom } from '../src/workers/inProcess.ts';

const [count, relayAddress] = [Number(process.argv[2]), process.argv[3]!];
for (let i = 0; i < count; i++) {
  const network = await createNodeNetwork({
    meetingKey: systemRandom(32),
    relayAddresses: [relayAddress],
    privateKeySeed: systemRandom(32),
    relayedOnly: true,
    say: () => undefined,
  });
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (network.relay() === 'connected') resolve();
    };
    network.subscribe(look);
    look();
  });
}
process.once('disconnect', () => process.exit());
process.send?.('all');
