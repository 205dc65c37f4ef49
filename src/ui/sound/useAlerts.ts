import { useEffect, useRef } from 'react';
import type { TableView } from '../../client/contract/view.ts';
import { useMessages } from '../messages/context.ts';
import { usePreferences } from '../platform/preferences.ts';
import { formatChips } from '../text/amounts.ts';
import { shownName } from '../text/names.ts';
import { tellTurn } from './notify.ts';
import { playSound } from './player.ts';
import { soundsFor } from './sounds.ts';

/** Sounds for what happens, and a notification when it is one's turn behind another window. */
export function useAlerts(view: TableView): void {
  const { sound, volume } = usePreferences();
  const before = useRef<TableView>(undefined);
  useEffect(() => {
    const names = soundsFor(before.current, view);
    before.current = view;
    if (sound) for (const name of names) playSound(name, volume);
  }, [view, sound, volume]);
  useTurnNotification(view);
}

function useTurnNotification(view: TableView): void {
  const m = useMessages();
  const { notify } = usePreferences();
  const { legal, pending } = view;
  const decision = legal && !pending ? `${legal.hand}.${legal.decision}` : '';
  const call = legal?.callChips;
  const table = view.name;
  useEffect(() => {
    if (!notify || decision === '' || !('Notification' in window)) return;
    if (Notification.permission !== 'granted' || document.visibilityState === 'visible') return;
    const takeBack = tellTurn(
      m.notification.title(shownName(table, 40)),
      call === undefined ? m.notification.check : m.notification.call(formatChips(call)),
    );
    // The turn is over, or the tab is back in front: nothing to tell any more.
    document.addEventListener('visibilitychange', takeBack);
    return () => {
      document.removeEventListener('visibilitychange', takeBack);
      takeBack();
    };
  }, [notify, decision, call, table, m]);
}
