/** Headers of every answer. */

/**
 * What a page may do: run its own scripts and workers (and WebAssembly in them), talk to this host and, over
 * WebSockets, to the relays of a table. Styles may be inline because the dialogs' scroll lock writes one. WebRTC
 * stands outside of this.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  // Isolation gives the page precise clocks and shared memory for its workers.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'origin-agent-cluster': '?1',
  // A phone must stay awake in a hand; everything else a poker table has no use for.
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), screen-wake-lock=(self)',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** For pages that came by https: half a year, and only this host name. */
export const STRICT_TRANSPORT = 'max-age=15768000';
