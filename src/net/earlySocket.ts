/**
 * The page's first script has dialled the relay of its host (public/check-browser.js), while the app was still on its
 * way. What is dialled first at that address gets this socket; over a distance that is half a second.
 */
import type { webSockets } from '@libp2p/websockets';

type MakeTransport = ReturnType<typeof webSockets>;

/** What the transport (@libp2p/websockets 10.1) dials with. */
interface Dialler {
  _connect?(address: Multiaddr, options: DialOptions): Promise<WebSocket>;
}
type Multiaddr = Parameters<ReturnType<MakeTransport>['dial']>[0];
type DialOptions = Parameters<ReturnType<MakeTransport>['dial']>[1];

declare global {
  interface Window {
    dealerlessSocket?: WebSocket | undefined;
  }
}

/** Of the relay with this multiaddr, once; undefined where another one was dialled, or it has closed again. */
export function takeSocket(address: string): WebSocket | undefined {
  const socket = globalThis.window?.dealerlessSocket;
  const uri = /^\/(?:dns[46]?|ip4|ip6)\/([^/]+)\/tcp\/(\d+)\/(ws|tls\/ws|wss)(?:\/|$)/.exec(address);
  if (socket === undefined || uri === null) return undefined;
  const [, host, port, kind] = uri;
  const name = host!.includes(':') ? `[${host}]` : host;
  const { href } = new URL(`${kind === 'ws' ? 'ws' : 'wss'}://${name}:${port}/`);
  if (socket.url !== href) return undefined;
  window.dealerlessSocket = undefined;
  return socket.readyState <= WebSocket.OPEN ? socket : undefined;
}

/** Resolves with false if it closes first. */
function opened(socket: WebSocket): Promise<boolean> {
  if (socket.readyState === WebSocket.OPEN) return Promise.resolve(true);
  return new Promise((resolve) => {
    socket.addEventListener('open', () => resolve(true), { once: true });
    socket.addEventListener('close', () => resolve(false), { once: true });
  });
}

/** The transport, whose first dial takes over what is there. */
export function withEarlySocket(make: MakeTransport): MakeTransport {
  return (components) => {
    const transport = make(components);
    const dialler = transport as Dialler;
    const connect = dialler._connect?.bind(transport);
    if (connect === undefined) return transport;
    dialler._connect = async (address, options) => {
      const socket = takeSocket(address.toString());
      if (socket === undefined) return connect(address, options);
      const giveUp = (): void => socket.close();
      options.signal?.addEventListener('abort', giveUp);
      const isOpen = await opened(socket);
      options.signal?.removeEventListener('abort', giveUp);
      return isOpen ? socket : connect(address, options);
    };
    return transport;
  };
}
