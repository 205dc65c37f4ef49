/**
 * Scripts that run in a player's page before the app and stand between it and its deck worker: the attacks of the
 * tests. What the worker made honestly is bent or held back on its way to the rest of the tab, as a changed client
 * would do it. Each function is sent to the page as text, so that it holds all it needs.
 */

/** Names what a bent tab does: see `bendWorker`. */
export type Bend = 'card-twice' | 'false-river-share' | 'keeps-river' | 'no-first-shares' | 'never-shows';

/**
 * - `card-twice`: the shuffled deck has one card twice, under the proof of the honest shuffle.
 * - `false-river-share`: the share for the river is another point of the group, under the proof of the true share.
 * - `keeps-river`: the share for the river is made into nothing that the own table would take, so that it is never
 *   sent, while the tab goes on making blocks.
 * - `no-first-shares`: the shares of the hole cards, with their escrow, are made and never sent; the tab goes on, and
 *   sees its own cards by the others' shares.
 * - `never-shows`: the tab never opens its hand at the showdown.
 */
export function bendWorker(bend: Bend): void {
  // A worker whose result is held back takes no other job: this tab gets one more, to open its own cards with.
  if (bend === 'no-first-shares') Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 });
  const pointBytes = 48;
  let singles = 0;

  /** True = the result is delivered. */
  const pass = (value: Record<string, unknown>): boolean => {
    const { deck, shares, proof, escrow } = value;
    if (!(proof instanceof Uint8Array)) return true;
    if (bend === 'card-twice' && deck instanceof Uint8Array)
      deck.copyWithin(2 * pointBytes, 0, 2 * pointBytes);
    if (!(shares instanceof Uint8Array) || !(escrow instanceof Uint8Array)) return true;
    if (bend === 'no-first-shares') return escrow.length === 0;
    // Two hole cards are shown together; the flop has three cards, turn and river one each.
    if (bend === 'never-shows') return escrow.length > 0 || shares.length !== 2 * pointBytes;
    if (bend === 'false-river-share' && shares.length === pointBytes) {
      singles += 1;
      // The proof begins with a point.
      if (singles === 2) shares.set(proof.subarray(0, pointBytes));
    }
    if (bend === 'keeps-river' && shares.length === pointBytes) {
      singles += 1;
      if (singles % 2 === 0) value.shares = new Uint8Array(0);
    }
    return true;
  };

  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, type, listener, options) {
    const fromWorker = this instanceof MessagePort || this instanceof Worker;
    if (!fromWorker || type !== 'message' || typeof listener !== 'function')
      return listen.call(this, type, listener, options);
    const wrapped = (event: Event): void => {
      const { data } = event as MessageEvent<{ value?: unknown } | null>;
      const value = data?.value;
      if (typeof value !== 'object' || value === null || pass(value as Record<string, unknown>))
        listener.call(this, event);
    };
    return listen.call(this, type, wrapped, options);
  };
}
