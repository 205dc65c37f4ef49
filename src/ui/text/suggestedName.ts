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

/** @param random in [0, 1), twice */
export function suggestedName(random: () => number): string {
  const animal = ANIMALS[Math.floor(random() * ANIMALS.length)]!;
  return `${animal} ${10 + Math.floor(random() * 90)}`;
}
