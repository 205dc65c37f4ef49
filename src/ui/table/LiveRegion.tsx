import { useEffect, useRef, useState } from 'react';
import type { TableView } from '../../client/view.ts';
import { formatChips } from '../amounts.ts';
import { eventWords } from '../eventWords.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';

/** Tells a screen reader what has happened since it last spoke, and when it is your turn. */
export function LiveRegion({ view }: { view: TableView }) {
  const m = useMessages();
  const [said, setSaid] = useState('');
  const spokenId = useRef(view.events.at(-1)?.id ?? -1);
  const { events, legal } = view;
  const decision = legal ? `${legal.hand}:${legal.decision}` : '';
  const spokenDecision = useRef('');
  useEffect(() => {
    const fresh = events.filter((e) => e.id > spokenId.current);
    const lines = fresh.slice(-6).map((e) => eventWords(m, e).replace(/[\u2068\u2069]/gu, ''));
    spokenId.current = events.at(-1)?.id ?? spokenId.current;
    if (decision !== '' && decision !== spokenDecision.current) {
      const call = legal?.callChips === undefined ? '' : `, ${m.action.call} ${formatChips(legal.callChips)}`;
      lines.push(m.stage.yourTurn + call);
    }
    spokenDecision.current = decision;
    if (lines.length > 0) setSaid(lines.join('. '));
  }, [events, decision, legal, m]);
  return (
    <div className="visually-hidden" aria-live="polite" data-testid={testIds.liveRegion}>
      {said}
    </div>
  );
}
