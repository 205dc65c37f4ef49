/** Files of a folder that are there whole, or gone for good, when the promise resolves. */
import { type FileHandle, open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Whole under its name or not there at all, whatever happens in between. */
export async function writeDurably(dir: string, name: string, bytes: Uint8Array): Promise<void> {
  const draft = join(dir, `${name}~`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  const path = join(dir, name);
  // What is replaced may be a secret, too: its bytes go once the new ones are there.
  const old = await openIfThere(path);
  await rename(draft, path);
  await syncFolder(dir);
  if (old !== undefined) await blank(old);
}

/** Zeros over what the file held, then away with it. Nothing where there is no such file. */
export async function eraseFile(path: string): Promise<void> {
  const file = await openIfThere(path);
  if (file === undefined) return;
  await blank(file);
  await unlink(path);
}

/** Overwrites and closes. */
async function blank(file: FileHandle): Promise<void> {
  try {
    const { size } = await file.stat();
    await file.write(new Uint8Array(size), 0, size, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** A new name is on disk only when its folder is. */
export async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';
