/** The streams that a service of libp2p is given, seen by us first: the library counts nothing by the second. */
import type { circuitRelayServer } from '@libp2p/circuit-relay-v2';
import type { Connection, Stream } from './libp2pStream.ts';

type Registrar = Parameters<ReturnType<typeof circuitRelayServer>>[0]['registrar'];

/** The same components, but for a registrar that shows every inbound stream before its handler has it. */
export function meteredBy<T extends { readonly registrar: Registrar }>(
  components: T,
  look: (stream: Stream, connection: Connection) => void,
): T {
  const { registrar } = components;
  const handle: Registrar['handle'] = (protocol, handler, options) =>
    registrar.handle(
      protocol,
      (stream, connection) => {
        look(stream, connection);
        return handler(stream, connection);
      },
      options,
    );
  const metered = new Proxy(registrar, {
    get: (target, name) => {
      const value: unknown = name === 'handle' ? handle : Reflect.get(target, name);
      return typeof value === 'function' && name !== 'handle' ? value.bind(target) : value;
    },
  });
  return new Proxy(components, {
    get: (target, name) => (name === 'registrar' ? metered : Reflect.get(target, name)),
  });
}
