/** Cards for the screen: 0..51 = rank * 4 + suit as two characters, 'As', 'Td'. */
export function cardText(card: number): string {
  return '23456789TJQKA'[card >> 2]! + 'cdhs'[card & 3]!;
}
