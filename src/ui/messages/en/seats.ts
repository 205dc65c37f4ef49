/** English for the seats of this device: moving one to another device, keeping a copy, and one key in two places. */

export const movedFailure =
  'You handed this seat over to another device: play on there. Its chips and cards are with it, and this device can no longer sign for it. To have it back, hand it over from there. To sit here as somebody else, erase this game in the history first.';

export const seats = {
  title: 'Seats of this device',
  lead: 'A seat is its key: whoever has the key has the chips. One key plays in one place at a time.',
  link: 'Move a seat, or keep a copy',
  none: 'No table has been opened here yet.',
  unreadable:
    'What this browser keeps cannot be read just now. Nothing is lost; close other tabs of this site and try again.',
  opened: (when: string) => `Opened ${when}`,
  movedOn: (when: string) => `Handed over ${when}; it plays on the other device`,
  copied: 'A copy, to look at: it never plays',
  play: 'Open the table',
  fromTable: 'Move this seat to another device',
  fromTableNote:
    'Leaves this table here; the clock goes on until the other device takes over. Have it at hand.',
  handOver: 'Move to another device',
  handOverTitle: 'Move this seat',
  handOverText:
    'On the other device, open this page and copy its code to here. The seat leaves this device at once, with its cards and chips: a file is saved that only the other device can open, so it may go by any way, also by mail.',
  code: 'Code of the other device',
  handOverNow: 'Hand over now',
  handedOver:
    'Handed over. Bring the saved file to the other device and open it there; until then nobody plays this seat, and its clock runs.',
  saveAgain: 'Save the file again',
  backUp: 'Keep a copy',
  backUpTitle: 'A copy with a passphrase',
  backUpText:
    'The hands, the record and the key, locked with the six words below. Write them down: nobody can open the copy without them. It is for looking at and proving what was played. It cannot play, because this device could still be playing.',
  passphrase: 'The six words',
  backUpSave: 'Save the copy',
  close: 'Close',
  bringTitle: 'Bring a seat to this device',
  bringText:
    'Show this code to the device that has the seat, hand the seat over there, and open the saved file here. A copy is opened with its six words. Open only files that you made yourself.',
  ownCode: 'Code of this device',
  copyCode: 'Copy the code',
  codeCopied: 'Copied',
  codeQr: 'The code of this device as a QR code',
  file: 'File of the seat or copy',
  open: 'Open',
  brought: (table: string) =>
    `Your seat at “${table}” is here now, with its cards and chips. Open the table to play on.`,
  broughtCopy: (table: string) =>
    `The copy of “${table}” is here: its hands are in the history. The seat itself stays with the device that has it. If that device is lost, sit down here with a new key once the table has left the old one out.`,
  copyHere:
    'This device has a copy of a seat at this table. A copy never plays, because its device might: what you take here is another seat, with a key of its own. Once the table has left the old one out, its chips are in the books.',
  refused: {
    'in-use': 'A tab of this browser has this game open. Close it there first; nothing was changed.',
    gone: 'This seat is not here any more. Nothing was changed.',
    'bad-code':
      'This is not the code of a device: it begins with age1 and has 62 characters. Nothing was changed.',
    'own-code': 'This is the code of this very device. Take the other one’s; nothing was changed.',
    'used-code':
      'A seat was handed over to this code before, and a code is good for one seat. Nothing was changed: open that seat’s file on the other device, then copy the new code it shows.',
    'needs-passphrase': 'This is a copy: type its six words.',
    'wrong-passphrase':
      'These words do not open this copy. Nothing was changed; compare them with what you wrote down.',
    'not-for-this-device':
      'This file is for another device, or was opened here before. Nothing was changed: open it on the device whose code it was made for.',
    damaged:
      'This file is damaged: its end is missing, or something changed it. Nothing was changed here; save it again on the other device.',
    'other-version':
      'This file was made by another version of this app. Reload this page and try again; nothing was changed.',
    'not-a-seat': 'This is no file of a seat. Nothing was changed.',
    'already-here': 'This device has this seat already, and what it has is newer. Nothing was changed.',
  },
  failed: 'That did not work, and nothing was changed here. Try again.',
  alike: (one: string, seat: number, other: string, otherSeat: number) =>
    `The names ${one} (seat ${seat}) and ${other} (seat ${otherSeat}) look alike, but they are two players with keys of their own. Ask them who is who.`,
  askerAlike: (name: string) =>
    `This name looks like ${name}’s, who is at the table already: it is somebody else, or a second device. Ask before you let it in.`,
  keyElsewhere: {
    title: 'Your seat is also being played somewhere else.',
    text: 'Another tab or device signs with the same key. So that your key never contradicts itself, which could cost your seat, this one says nothing more; your chips are safe. Play on there, or close it there and load this page anew.',
    again: 'It is closed there: load anew',
  },
};
