import { useState } from 'react';
import { Avatar } from '../components/Avatar.tsx';
import { Button } from '../components/Button.tsx';
import { Field } from '../components/Field.tsx';
import { LinkDot } from '../components/LinkDot.tsx';
import { NameBadge } from '../components/NameBadge.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { PlayingCard } from '../components/PlayingCard.tsx';
import { useMessages } from '../messages/context.ts';
import { AVATAR_STYLES } from '../text/avatarLook.ts';
import { RANKS, SUITS } from '../text/cards.ts';
import styles from './Gallery.module.css';

/** The small parts, side by side. */
export function Components() {
  const m = useMessages();
  const [text, setText] = useState('1,000');
  const cards = [...SUITS].flatMap((s) => [...RANKS].reverse().map((r) => r + s));
  return (
    <PageShell wide>
      <h1>{m.gallery.title}</h1>
      {(['two', 'four'] as const).map((deck) => (
        <div key={deck} className={styles.cards} data-deck={deck}>
          {cards.map((card) => (
            <PlayingCard key={card} card={card} />
          ))}
          <PlayingCard card={null} />
        </div>
      ))}
      <div className={styles.row}>
        {(['primary', 'plain', 'quiet', 'danger'] as const).map((look) => (
          <Button key={look} look={look}>
            {m.action.check}
          </Button>
        ))}
        <Button disabled>{m.action.check}</Button>
        <Button look="primary" large>
          {m.lobby.start}
        </Button>
      </div>
      <div className={styles.row}>
        <Field
          label={m.action.amount}
          value={text}
          onValue={setText}
          testId="gallery-field"
          problem={m.amountProblems.separator}
        />
        <Field
          label={m.landing.create.seats}
          value="6"
          onValue={setText}
          testId="gallery-stepper"
          stepper={{ less: '−', more: '+', onStep: () => setText('6') }}
        />
      </div>
      <div className={styles.row}>
        {[0, 1, 2, 3, 4, 5, 6, 7].map((n) => (
          <NameBadge key={n} seat={n} name={String.fromCharCode(65 + n)} />
        ))}
        {AVATAR_STYLES.map((look, seat) => (
          <Avatar key={look} look={look} name={look} seat={seat} size={44} />
        ))}
        {(['direct', 'relayed', 'none'] as const).map((kind) => (
          <span key={kind}>
            <LinkDot kind={kind} /> {m.link[kind]}
          </span>
        ))}
      </div>
    </PageShell>
  );
}
