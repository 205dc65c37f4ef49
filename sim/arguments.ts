/** What stands on the simulator's command line. */
import { type FaultKind, faultKinds } from './faults.ts';

export interface Arguments<K extends string = FaultKind> {
  readonly seeds: number;
  readonly from: number;
  readonly validators: number | undefined;
  readonly faults: readonly K[] | undefined;
  readonly stopAtFirst: boolean;
}

/** @throws RangeError with a sentence for whoever typed it */
export function parseArguments(args: readonly string[]): Arguments;
export function parseArguments<K extends string>(args: readonly string[], kinds: readonly K[]): Arguments<K>;
export function parseArguments(
  args: readonly string[],
  kinds: readonly string[] = faultKinds,
): Arguments<string> {
  const given = new Map<string, string>();
  const valued = args.filter((a) => a !== '--stop-at-first');
  for (let i = 0; i < valued.length; i += 2) {
    const name = valued[i]!;
    const value = valued[i + 1];
    if (!['--seeds', '--from', '--validators', '--faults'].includes(name))
      throw new RangeError(`Unknown option ${name}.`);
    if (value === undefined) throw new RangeError(`${name} needs a value.`);
    given.set(name, value);
  }
  const whole = (name: string, otherwise: number | undefined): number | undefined => {
    const text = given.get(name);
    if (text === undefined) return otherwise;
    if (!/^\d+$/.test(text)) throw new RangeError(`${name} needs a whole number.`);
    return Number(text);
  };
  const list = given.get('--faults');
  const faults = list?.split(',').filter((f) => f !== '' && f !== 'none');
  const unknown = faults?.find((f) => !kinds.includes(f));
  if (unknown !== undefined)
    throw new RangeError(`Unknown fault ${unknown}; there are: none ${kinds.join(' ')}.`);
  const validators = whole('--validators', undefined);
  if (validators !== undefined && (validators < 2 || validators > 13))
    throw new RangeError('--validators: 2 to 13.');
  return {
    seeds: whole('--seeds', 100)!,
    from: whole('--from', 1)!,
    validators,
    faults,
    stopAtFirst: args.length > valued.length,
  };
}
