import { concatBytes } from '@noble/hashes/utils.js';

/** A body of no more than so many bytes; 'oversized', and the rest is not waited for, where it has more. */
export async function readCapped(
  body: ReadableStream<Uint8Array>,
  mostBytes: number,
): Promise<Uint8Array | 'oversized'> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    if (size > mostBytes) {
      await reader.cancel();
      return 'oversized';
    }
    chunks.push(read.value);
  }
  return concatBytes(...chunks);
}
