/** A name for whoever comes for the first time, so that one may sit down before thinking of a better one. */
const ANIMALS = [
  'Otter',
  'Panda',
  'Koala',
  'Lynx',
  'Puma',
  'Gecko',
  'Orca',
  'Zebra',
  'Tiger',
  'Bison',
  'Cobra',
  'Gorilla',
  'Ibis',
  'Jaguar',
  'Kiwi',
  'Lama',
];

/** @param below a whole number below the given one, at random */
export function suggestedName(below: (limit: number) => number): string {
  const animal = ANIMALS[below(ANIMALS.length)]!;
  return `${animal} ${10 + below(90)}`;
}
