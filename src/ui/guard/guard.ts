/**
 * Keeps fresh buttons asleep for a moment: what was aimed at the button that stood there before must not
 * hit the one that has taken its place. Time comes in, so that it can be tested.
 */
export interface GuardClock {
  /** Runs `then` once after `ms`; returns what cancels it. */
  after(ms: number, then: () => void): () => void;
}

/** Counts from the first picture: on a busy machine it may come long after the change, and in a hidden tab never. */
export const browserClock: GuardClock = {
  after(ms, then) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(then, ms);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  },
};

/** After the set of actions changes, its buttons sleep this long. */
export const GUARD_MS = 400;

export class Guard {
  private readonly clock: GuardClock;
  private readonly guardMs: number;
  private shown: string | undefined;
  private awakeFor: string | undefined;
  private cancel: (() => void) | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(clock: GuardClock, guardMs = GUARD_MS) {
    this.clock = clock;
    this.guardMs = guardMs;
  }

  /** `actions` names what can be pressed now; a change of it puts the buttons to sleep. */
  show(actions: string): void {
    if (actions === this.shown) return;
    this.shown = actions;
    this.sleep();
  }

  /** Also when nothing has changed: the page comes back from the background. */
  sleep(): void {
    this.cancel?.();
    this.wake(undefined);
    this.cancel = this.clock.after(this.guardMs, () => this.wake(this.shown));
  }

  /** For exactly these actions: a screen that has not shown them yet is answered no. */
  isAwake(actions: string): boolean {
    return this.awakeFor === actions;
  }

  dispose(): void {
    this.cancel?.();
    this.cancel = undefined;
    // Shown again (React mounts twice in its strict mode), the same actions begin anew.
    this.shown = undefined;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private wake(actions: string | undefined): void {
    if (this.awakeFor === actions) return;
    this.awakeFor = actions;
    for (const listener of this.listeners) listener();
  }
}
