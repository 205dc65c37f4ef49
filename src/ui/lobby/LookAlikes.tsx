import type { LobbySeatView } from '../../client/contract/view.ts';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { alikeAmong } from '../text/lookAlike.ts';
import { isolated } from '../text/names.ts';

/** Two who sit here cannot be told apart by their names. */
export function LookAlikes({ seats }: { seats: readonly LobbySeatView[] }) {
  const m = useMessages();
  const alike = alikeAmong(seats.map((s) => s.nickname))?.map((i) => seats[i]!);
  const [one, other] = alike ?? [];
  if (!one || !other) return null;
  return (
    <p role="status" data-testid={testIds.lookAlikes}>
      <Words
        text={m.seats.alike(isolated(one.nickname), one.seat + 1, isolated(other.nickname), other.seat + 1)}
      />
    </p>
  );
}
