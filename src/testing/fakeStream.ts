/** Two ends of a stream in memory, for tests of what runs over one. */
import type { ByteStream, ByteStreamEvents } from '../net/byteStream.ts';

/** One end of a stream in memory. Bytes wait until `flow`, so that a test decides what has arrived. */
export class FakeStream implements ByteStream {
  other!: FakeStream;
  events: ByteStreamEvents | undefined;
  inbox: Uint8Array[] = [];
  written = 0;
  closed = false;
  ended = false;
  /** Writes beyond this many bytes say that the buffer is full. */
  bufferBytes = Number.POSITIVE_INFINITY;
  attach(events: ByteStreamEvents): void {
    this.events = events;
  }
  write(bytes: Uint8Array): boolean {
    if (this.closed) return false;
    this.written += bytes.length;
    this.other.inbox.push(bytes);
    return this.written < this.bufferBytes;
  }
  end(): void {
    this.ended = true;
    this.flow();
    this.other.flow();
    this.other.events?.remoteEnd();
    if (this.other.ended) this.abort();
  }
  abort(): void {
    for (const end of [this, this.other]) {
      if (end.closed) continue;
      end.closed = true;
      end.events?.closed();
    }
  }
  /** Delivers what is waiting for this end; true if anything was. */
  flow(): boolean {
    const bytes = this.inbox.shift();
    if (bytes === undefined) return false;
    if (!this.closed) this.events?.data(bytes);
    this.flow();
    return true;
  }
}

export function pair(): [FakeStream, FakeStream] {
  const [a, b] = [new FakeStream(), new FakeStream()];
  a.other = b;
  b.other = a;
  return [a, b];
}

export function settle(...ends: FakeStream[]): void {
  while (ends.map((end) => end.flow()).some((moved) => moved));
}
