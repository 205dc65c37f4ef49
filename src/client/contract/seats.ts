/** The seats of this device, as screens see them: backed up, handed over to another device, and taken up here. */

export interface SeatRecordView {
  readonly identity: string;
  readonly tableId: string;
  readonly tableName: string;
  /** Table URL without origin. */
  readonly path: string;
  readonly createdAt: number;
  /** 'here': it can be played. 'copy': from a backup, to look at. */
  readonly state: 'here' | 'moved' | 'copy';
  /** When it was handed over. */
  readonly movedAt: number | undefined;
}

export interface LockedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** SECRET: the passphrase. */
export interface Backup {
  readonly file: LockedFile;
  readonly passphrase: string;
}

export type HandOverRefusal = 'gone' | 'bad-code' | 'own-code' | 'used-code';

/**
 * 'in-use': a tab has the game open. 'gone': the seat is not here any more. 'bad-code': no device's. 'own-code': this
 * very device's. 'used-code': a seat was handed over
 * from here to that code, which is good for one. In each case nothing was changed.
 */
export type HandOverResult =
  | { readonly ok: true; readonly file: LockedFile }
  | { readonly ok: false; readonly reason: 'in-use' | HandOverRefusal };

export type BringRefusal =
  /** The file is a backup. */
  | 'needs-passphrase'
  | 'wrong-passphrase'
  /** Handed over to another device, or to this one and taken up already. */
  | 'not-for-this-device'
  /** Cut off or changed. */
  | 'damaged'
  | 'other-version'
  /** No file of this app. */
  | 'not-a-seat'
  /** What this device has of that seat is newer. */
  | 'already-here';

/** In each case of refusal nothing was changed. */
export type BringResult =
  | { readonly ok: true; readonly seat: SeatRecordView }
  | { readonly ok: false; readonly reason: BringRefusal };

export interface SeatServices {
  /** Newest first. */
  list(): Promise<readonly SeatRecordView[]>;
  /** A copy of the game for reading it elsewhere, locked with a passphrase made for it. */
  backUp(identity: string): Promise<Backup | 'gone'>;
  /** @param code of the device that goes on with the seat */
  handOver(identity: string, code: string): Promise<HandOverResult>;
  /** The file of a seat that was handed over, once more. */
  handedOver(identity: string): Promise<LockedFile | undefined>;
  /** This device's code, until a seat has come by it. */
  arrivalCode(): Promise<string>;
  bring(file: Uint8Array, passphrase?: string): Promise<BringResult>;
}
