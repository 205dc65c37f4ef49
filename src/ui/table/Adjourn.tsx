import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useLasting } from '../hooks/useLasting.ts';
import { useRefusal } from '../hooks/useRefusal.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import { isolated } from '../text/names.ts';
import styles from './Banners.module.css';
import offerStyles from './Offers.module.css';

/** Under "Waiting for …": after a while the others may go on without the one who is missing. */
export function AdjournOffer({ view, client }: { view: TableView; client: TableClient | undefined }) {
  const m = useMessages();
  const offer = view.chain?.adjourn;
  const refused = useRefusal();
  const waited = useLasting(offer !== undefined, offer?.afterMs ?? 0);
  if (!offer || !client || (!waited && offer.agreed.length === 0)) return null;
  const name = isolated(offer.nickname);
  if (offer.refused !== undefined) {
    const why = { 'nobody-left': m.adjourn.alone, tournament: m.adjourn.tournament, full: m.adjourn.full };
    return <span data-testid={testIds.adjournRefused}>{why[offer.refused]}</span>;
  }
  const agreed = offer.agreed.map(isolated).join(', ');
  return (
    <>
      <span>
        <Words text={offer.youAgreed ? m.adjourn.begun : `${m.adjourn.what(name)} ${m.adjourn.all}`} />
      </span>
      {agreed !== '' && (
        <span data-testid={testIds.adjournAgreed}>
          <Words text={m.adjourn.agreed(agreed)} />
        </span>
      )}
      {!offer.youAgreed && (
        <Button testId={testIds.adjourn} onClick={() => refused.attempt(client.act({ kind: 'adjourn' }))}>
          <Words text={m.adjourn.button(name)} />
        </Button>
      )}
      {refused.words && <span role="alert">{refused.words}</span>}
    </>
  );
}

/** Hands that wait for somebody, each with the chips in it. */
export function AsideBanners({ view }: { view: TableView }) {
  const m = useMessages();
  // One that goes on is on the table for all to see; that somebody would have it void is not.
  const told = view.aside?.filter((a) => a.hand !== view.hand?.hand || a.agreed.length > 0);
  return told?.map((a) => {
    const chips = formatChips(a.chips);
    const names = a.waitsFor.map(isolated).join(', ');
    return (
      <div
        key={a.hand}
        className={styles.banner}
        data-look="waiting"
        role="status"
        data-testid={testIds.asideBanner}
        data-hand={a.hand}
        data-chips={a.chips}
      >
        <p>
          <span>
            <Words
              text={names === '' ? m.adjourn.next(a.hand, chips) : m.adjourn.aside(a.hand, chips, names)}
            />
          </span>
          {a.agreed.length > 0 && (
            <span className={styles.code}>
              <Words text={`${m.adjourn.void(a.hand)}: ${a.agreed.map(isolated).join(', ')}`} />
            </span>
          )}
        </p>
      </div>
    );
  });
}

/** For the seat's own menu: this player's word that a hand which waits, or waited, be void. */
export function VoidHands({ view, agree }: { view: TableView; agree: (hand: number) => void }) {
  const m = useMessages();
  return view.aside
    ?.filter((a) => a.mayAgree)
    .map((a) => (
      <div key={a.hand}>
        <Button testId={testIds.voidHand} onClick={() => agree(a.hand)}>
          {m.adjourn.void(a.hand)}
        </Button>
        <p className={offerStyles.note}>{m.adjourn.voidNote}</p>
      </div>
    ));
}
