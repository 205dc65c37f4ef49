/** Order around the table, by index into `setup.seats`. */

/** The part of a setup that has an order. */
interface Seating {
  readonly seats: readonly { readonly seat: number }[];
  readonly buttonSeat: number;
}

/** Index of the first dealt-in seat clockwise from the button: the small blind's place. */
export function firstFromButton(setup: Seating): number {
  const i = setup.seats.findIndex((s) => s.seat > setup.buttonSeat);
  return Math.max(i, 0);
}

/** All indices clockwise, beginning at `start`. */
export function clockwise(count: number, start: number): number[] {
  return Array.from({ length: count }, (_, i) => (start + i) % count);
}

export function indexOfSeat(setup: Pick<Seating, 'seats'>, seat: number): number {
  return setup.seats.findIndex((s) => s.seat === seat);
}
