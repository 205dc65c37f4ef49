import { memo, useEffect, useRef, useState } from 'react';
import type { EventView, TableView } from '../../client/contract/view.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { spokenCards, spokenNews, spokenTurn } from '../words/spoken.ts';
import { sameGame } from './sameGame.ts';

/** Tells a screen reader what has happened since it last spoke, the own cards, and when it is your turn. */
export const LiveRegion = memo(function LiveRegion({
  view,
  events,
}: {
  view: TableView;
  events: readonly EventView[];
}) {
  const m = useMessages();
  const [said, setSaid] = useState('');
  const spokenId = useRef(view.events.at(-1)?.id ?? -1);
  const spokenBefore = useRef({ cards: '', turn: '' });
  const lastId = view.events.at(-1)?.id ?? -1;
  const cards = spokenCards(view, m);
  const turn = spokenTurn(view, m);
  const decision = turn === '' ? '' : `${view.legal?.hand}:${view.legal?.decision}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: spoken when there is news, not when a list is rebuilt
  useEffect(() => {
    const lines = spokenNews(events, spokenId.current, m, view.practice ? view.yourSeat : undefined);
    spokenId.current = Math.max(spokenId.current, lastId);
    if (cards !== '' && cards !== spokenBefore.current.cards) lines.push(cards);
    if (decision !== '' && decision !== spokenBefore.current.turn) lines.push(turn);
    spokenBefore.current = { cards, turn: decision };
    if (lines.length > 0) setSaid(lines.join('. '));
  }, [lastId, cards, decision, m]);
  return (
    <div className="visually-hidden" aria-live="polite" data-testid={testIds.liveRegion}>
      {said}
    </div>
  );
}, sameGame);
