/**
 * Where a validator stands in its epoch.
 *
 * running: it takes part. closing: the epoch is being adjourned, and nothing more is decided than what is decided
 * already. ended: it only answers those who lag. stopped: it says and does nothing.
 */
export type ValidatorStatus = 'running' | 'closing' | 'ended' | 'stopped';

const follows: Readonly<Record<ValidatorStatus, readonly ValidatorStatus[]>> = {
  running: ['closing', 'ended', 'stopped'],
  closing: ['ended', 'stopped'],
  ended: ['stopped'],
  stopped: ['stopped'],
};

/** The status `to`. @throws Error where it cannot follow: our own state is not what we think it is */
export function statusAfter(from: ValidatorStatus, to: ValidatorStatus): ValidatorStatus {
  if (!follows[from].includes(to)) throw new Error(`a validator that is ${from} cannot become ${to}`);
  return to;
}

/** The status of one validator, as its rooms ask for it. */
export class Standing {
  private status: ValidatorStatus = 'running';

  get is(): ValidatorStatus {
    return this.status;
  }

  get isStopped(): boolean {
    return this.status === 'stopped';
  }

  /** Nothing more is decided here. */
  get isOver(): boolean {
    return this.status === 'ended' || this.status === 'stopped';
  }

  become(to: ValidatorStatus): void {
    this.status = statusAfter(this.status, to);
  }
}
