/** A device with a seat of each kind, for the gallery. */
import type { SeatRecordView, SeatServices } from '../../client/contract/seats.ts';
import { handSummaries } from './fixtures.ts';

const { tableId } = handSummaries[0]!;
const seat = (identity: string, change: Partial<SeatRecordView>): SeatRecordView => ({
  ...{ identity, tableId, path: '/gallery/your-turn', createdAt: 1_764_000_000_000 },
  ...{ tableName: 'Friday at Ana’s', state: 'here', movedAt: undefined },
  ...change,
});
const file = { name: 'dealerless-seat-5f1b569d.age', bytes: new Uint8Array(0) };

export const seatsFixture: SeatServices = {
  list: async () => [
    seat('1', {}),
    seat('2', { tableName: 'Lunch break', state: 'moved', movedAt: 1_764_100_000_000 }),
    seat('3', { tableName: 'Last winter', state: 'copy' }),
  ],
  backUp: async () => ({ file, passphrase: 'frost ladder quiz olive zoo abandon' }),
  handOver: async () => ({ ok: false, reason: 'bad-code' }),
  handedOver: async () => file,
  arrivalCode: async () => 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
  bring: async () => ({ ok: false, reason: 'not-a-seat' }),
};
