/** A newcomer's wish to sit down, made a transaction; every member hands it in, once each. */
import { equalBytes } from '../../codec/decode.ts';
import { NO_SEAT } from '../../codec/genesis.ts';
import { judgeAdmission } from '../../table/epoch/epoch.ts';
import type { Hello } from '../lobby/state.ts';
import type { Validator } from '../validator/validator.ts';

/** Wishes under way at once; while a table stands still, strangers cannot pile up more. */
const MOST_ADMITS = 8;

export function handIn(validator: Validator | undefined, hello: Hello): void {
  if (!validator || hello.role !== 0 || hello.ready !== 1 || hello.seat === NO_SEAT) return;
  if (judgeAdmission(validator.table, hello) !== undefined) return;
  if (validator.table.joins.some((j) => equalBytes(j.key, hello.key))) return;
  const admits = validator.pending.flatMap(({ transaction: t }) => (t.kind === 'admit' ? [t.body] : []));
  if (admits.length >= MOST_ADMITS || admits.some((a) => a.seat === hello.seat)) return;
  validator.submit({ kind: 'admit', body: hello });
}
