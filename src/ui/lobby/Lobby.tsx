import { useEffect, useRef, useState } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import { randomBelow } from '../../client/contract/chance.ts';
import type { ExtraRulesView, LobbySeatView, TableView } from '../../client/contract/view.ts';
import { OtherRules } from '../apps/Apps.tsx';
import { Avatar } from '../components/Avatar.tsx';
import { Button } from '../components/Button.tsx';
import { Field } from '../components/Field.tsx';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { Words } from '../components/Words.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { setPreferences, usePreferences } from '../platform/preferences.ts';
import { whenIdle } from '../platform/whenIdle.ts';
import { ScheduleToCome } from '../schedule/Schedule.tsx';
import { prepareSound } from '../sound/player.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import { moneyText } from '../text/money.ts';
import { fitBytes, isolated, shownName } from '../text/names.ts';
import { suggestedName } from '../text/suggestedName.ts';
import { WatchOffer } from '../watch/WatchOffer.tsx';
import { AvatarPicker } from './AvatarPicker.tsx';
import { Invite } from './Invite.tsx';
import { ListTable } from './ListTable.tsx';
import styles from './Lobby.module.css';
import { LookAlikes } from './LookAlikes.tsx';
import { lobbyStatus } from './lobbyStatus.ts';
import { PeerList } from './PeerList.tsx';
import { Witnesses } from './Witnesses.tsx';

const NICKNAME_BYTES = 48;

/** What else one agrees to by sitting down. */
function extraRules(rules: ExtraRulesView, m: Messages): string[] {
  const words = m.lobby.extra;
  const host = m.hostRules.rules;
  return [
    rules.sitAndGo && words.sitAndGo(rules.prizes),
    rules.anteChips > 0 && words.ante(formatChips(rules.anteChips)),
    rules.straddle && words.straddle,
    rules.runItTwice && words.runItTwice,
    rules.rabbitHunt === true && words.rabbitHunt,
    rules.claims === true && m.claim.rule,
    rules.proofs === 'transparent' && m.proofs.rules.transparent,
    rules.proofs === 'groth16' && m.proofs.rules.groth16,
    rules.bombPotHands > 0 && words.bombPot(rules.bombPotHands, formatChips(rules.bombPotChips)),
    rules.bondChips > 0 && words.bond(formatChips(rules.bondChips)),
    rules.buyIns !== undefined &&
      host.buyIns(formatChips(rules.buyIns.minChips), formatChips(rules.buyIns.maxChips)),
    rules.capHeadsUp === true && host.capHeadsUp,
    (rules.pace === 'quick' || rules.pace === 'slow') && host[rules.pace],
  ].filter((x) => x !== false);
}

/** At a running table those who play are not ready for anything; they play, or are gone. */
function seatMark({ plays, ready }: LobbySeatView, m: Messages): string {
  if (plays !== undefined) return m.lobby.playsMark[plays];
  return ready ? m.lobby.readyMark : m.lobby.notReadyMark;
}

export function Lobby({
  client,
  view,
  inviteUrl,
  watchOnly = false,
}: {
  client: TableClient;
  view: TableView;
  inviteUrl: string;
  /** Opened by a link for watching: no seat is offered. */
  watchOnly?: boolean;
}) {
  const m = useMessages();
  const lobby = view.lobby;
  const { nickname: remembered, sound } = usePreferences();
  const [nickname, setNickname] = useState(() => remembered.trim() || suggestedName(randomBelow));
  const refused = useRefusal();
  const [takeWitnesses, setTakeWitnesses] = useState(true);
  const named = nickname.trim() !== '';

  // The remembered name is told to the table once; later ones as they are typed.
  const told = useRef(false);
  useEffect(() => {
    if (told.current || remembered.trim() === '') return;
    told.current = true;
    client.setNickname(remembered.trim());
  }, [client, remembered]);

  // Whoever has sat down has touched the page, which may sound from then on.
  const sits = lobby?.yourSeat !== undefined;
  useEffect(() => {
    if (sits && sound) whenIdle(prepareSound);
  }, [sits, sound]);

  if (!lobby) return null;
  const lookAt = (seat: number) => view.looks?.find((l) => l.seat === seat)?.avatar;
  const extras = view.extraRules ? extraRules(view.extraRules, m) : [];
  if (lobby.admission && view.extraRules?.sitAndGo === false) extras.push(m.entry.rule[lobby.admission]);
  const signing = view.phase === 'signing';
  const rename = (text: string) => {
    const fitted = fitBytes(text, NICKNAME_BYTES);
    setNickname(fitted);
    if (fitted.trim() === '') return;
    setPreferences({ nickname: fitted.trim() });
    refused.attempt(client.setNickname(fitted.trim()));
  };
  return (
    <PageShell wide aside={<LanguagePicker />}>
      <div className={styles.lobby} data-testid={testIds.lobby}>
        <header className={styles.head}>
          <h1 className={styles.title}>
            <bdi>{shownName(view.name, 40)}</bdi>
          </h1>
          <p className={styles.rules}>
            {m.lobby.rules(
              m.gameName(view.structure, view.game),
              formatChips(view.smallBlindChips),
              formatChips(view.bigBlindChips),
              formatChips(Math.round(view.actionTimeMs / 1000)),
            )}
          </p>
          {view.money && (
            <p className={styles.rules} data-testid={testIds.lobbyMoney}>
              {[
                m.money.oneChip(moneyText(1, view.money, m.language)),
                m.money.blinds(
                  moneyText(view.smallBlindChips, view.money, m.language),
                  moneyText(view.bigBlindChips, view.money, m.language),
                ),
              ].join(' · ')}
            </p>
          )}
          {extras.length > 0 && <p className={styles.rules}>{extras.join(' · ')}</p>}
          {view.copy && <p role="status">{m.seats.copyHere}</p>}
          {view.extraRules && <ScheduleToCome rules={view.extraRules} />}
          {view.elsewhere && <p role="status">{m.doors.second}</p>}
        </header>

        <div className={styles.left}>
          <section className={styles.panel} aria-labelledby="lobby-seats">
            <Field
              label={m.lobby.nickname}
              value={nickname}
              onValue={rename}
              testId={testIds.nickname}
              placeholder={m.lobby.nicknamePlaceholder}
              note={named ? undefined : m.lobby.nicknameHint}
              maxLength={NICKNAME_BYTES}
              disabled={signing}
              dir="auto"
            />
            <h2 id="lobby-seats" className={styles.sub}>
              {m.lobby.seats}
            </h2>
            <ul className={styles.seats}>
              {Array.from({ length: lobby.seatCount }, (_, seat) => {
                const taken = lobby.seats.find((s) => s.seat === seat);
                const label = !taken
                  ? m.lobby.takeSeat(seat + 1)
                  : taken.you
                    ? m.lobby.yours(seat + 1, taken.ready)
                    : m.lobby.taken(seat + 1, shownName(taken.nickname), taken.ready);
                return (
                  <li key={m.lobby.seat(seat)}>
                    <button
                      type="button"
                      className={styles.seat}
                      aria-label={label}
                      aria-pressed={taken?.you ?? false}
                      disabled={signing || !named || watchOnly || (taken !== undefined && !taken.you)}
                      data-testid={testIds.lobbySeat(seat)}
                      data-taken={taken ? 'true' : 'false'}
                      data-you={taken?.you ? 'true' : 'false'}
                      data-ready={taken?.ready ? 'true' : 'false'}
                      onClick={() => {
                        // A first name may have been typed before the table was there to hear it, or only been
                        // suggested.
                        client.setNickname(nickname.trim());
                        setPreferences({ nickname: nickname.trim() });
                        refused.attempt(client.takeSeat(seat));
                      }}
                    >
                      <span className={styles.seatNumber}>{m.lobby.seat(seat + 1)}</span>
                      {taken ? (
                        <>
                          <span className={styles.seatName}>
                            <Avatar
                              seat={seat}
                              name={taken.nickname}
                              size={32}
                              you={taken.you}
                              look={lookAt(seat)}
                            />
                            <bdi className={styles.ellipsis}>{shownName(taken.nickname)}</bdi>
                          </span>
                          <span
                            className={styles.mark}
                            data-on={taken.ready && taken.plays !== 'away' ? '' : undefined}
                          >
                            {taken.you ? `${m.lobby.you} · ` : ''}
                            {seatMark(taken, m)}
                          </span>
                        </>
                      ) : (
                        <span className={styles.free}>{m.lobby.free}</span>
                      )}
                    </button>
                    {lobby.youAreCreator && taken && !taken.you && (
                      <Button
                        look="quiet"
                        className={styles.takeOff}
                        testId={testIds.takeOff(seat)}
                        onClick={() => refused.attempt(client.remove(seat))}
                      >
                        <span>
                          <Words text={m.entry.takeOff(isolated(taken.nickname))} />
                        </span>
                      </Button>
                    )}
                  </li>
                );
              })}
            </ul>
            <LookAlikes seats={lobby.seats} />
            <OtherRules apps={view.apps} />
            {view.past?.disbelieved && <p role="status">{m.past.notTheLinks}</p>}
            {view.past?.onTheirWord && <p className={styles.soft}>{m.past.onTheirWord}</p>}
            <p className={styles.status} role="status" data-testid={testIds.lobbyStatus}>
              <Words text={lobbyStatus(view, m)} />
            </p>
            {refused.words && (
              <p className={styles.refused} role="alert" data-testid={testIds.lobbyError}>
                {refused.words}
              </p>
            )}
            {!watchOnly && (
              <div className={styles.buttons}>
                <Button
                  large
                  look={lobby.youAreReady ? 'plain' : 'primary'}
                  disabled={lobby.yourSeat === undefined || (signing && lobby.mayWithdraw !== true)}
                  aria-pressed={lobby.youAreReady}
                  testId={testIds.ready}
                  onClick={() => refused.attempt(client.setReady(!lobby.youAreReady))}
                >
                  {lobby.youAreReady ? m.lobby.notReady : m.lobby.ready}
                </Button>
                {lobby.youAreCreator && (
                  <Button
                    large
                    look="primary"
                    disabled={signing || !lobby.canStart}
                    testId={testIds.start}
                    onClick={() => refused.attempt(client.start({ witnesses: takeWitnesses }))}
                  >
                    {m.lobby.start}
                  </Button>
                )}
              </div>
            )}
            {watchOnly && <p className={styles.soft}>{m.entry.watchOnly}</p>}
            {lobby.yourSeat === undefined && !signing && !watchOnly && (
              <WatchOffer client={client} wished={lobby.watching ?? false} />
            )}
            <AvatarPicker name={nickname} seat={lobby.yourSeat} />
          </section>
        </div>

        <div className={styles.right}>
          <Invite url={inviteUrl} table={shownName(view.name, 40)} />
          {client.list && lobby.listing && <ListTable state={lobby.listing} onList={client.list} />}
          {lobby.witnesses && (
            <Witnesses
              witnesses={lobby.witnesses}
              taken={takeWitnesses}
              onTake={lobby.youAreCreator && !signing ? setTakeWitnesses : undefined}
            />
          )}
          <PeerList view={view} />
        </div>
      </div>
    </PageShell>
  );
}
