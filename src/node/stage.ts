/**
 * The stages of a node, and what may follow what. Pure.
 *
 * lobby: the table has not begun. signing: a genesis is proposed. entering: an epoch is about to be followed (its
 * validator is being opened); what was shown before still stands. playing: a member of the epoch that is on.
 * watching: no member, and following it. outside: no member, and not following. failed: it cannot go on.
 * stopped: it was closed.
 */
export type Resting = 'lobby' | 'signing' | 'playing' | 'watching' | 'outside';

export type Stage =
  | { readonly at: Resting | 'failed' }
  | { readonly at: 'entering'; readonly shows: Resting }
  | { readonly at: 'stopped'; readonly shows: Resting | 'failed' };

export type StageEvent =
  /** The lobby has a proposal that this tab would sign, or has lost it. */
  | 'proposed'
  | 'voided'
  /** An epoch is about to be followed. */
  | 'enter'
  /** And is: as a member, by watching it, or not at all. */
  | 'play'
  | 'watch'
  | 'leave'
  | 'fail'
  | 'stop';

export const firstStage: Stage = { at: 'lobby' };

/** What a person is shown: an epoch that is being entered leaves the picture of the one before. */
export function shown(stage: Stage): Resting | 'failed' {
  return stage.at === 'entering' || stage.at === 'stopped' ? stage.shows : stage.at;
}

/**
 * The stage after an event. What was under way when a node failed or was closed changes nothing any more.
 * @throws Error where the event cannot happen: our own state is not what we think it is
 */
export function stageAfter(stage: Stage, event: StageEvent): Stage {
  if (stage.at === 'stopped') return stage;
  if (event === 'stop') return { at: 'stopped', shows: shown(stage) };
  if (stage.at === 'failed' || event === 'fail') return { at: 'failed' };
  const next = following(stage, event);
  if (next === undefined) throw new Error(`a node that is ${stage.at} cannot ${event}`);
  return next;
}

function following(
  stage: Exclude<Stage, { at: 'stopped' } | { at: 'failed' }>,
  event: Exclude<StageEvent, 'stop' | 'fail'>,
): Stage | undefined {
  switch (event) {
    case 'proposed':
      return stage.at === 'lobby' || stage.at === 'signing' ? { at: 'signing' } : undefined;
    case 'voided':
      return stage.at === 'lobby' || stage.at === 'signing' ? { at: 'lobby' } : undefined;
    case 'enter':
      return { at: 'entering', shows: shown(stage) as Resting };
    case 'play':
      return stage.at === 'entering' ? { at: 'playing' } : undefined;
    case 'watch':
      return stage.at === 'entering' ? { at: 'watching' } : undefined;
    case 'leave':
      return stage.at === 'entering' || stage.at === 'watching' ? { at: 'outside' } : undefined;
  }
}
