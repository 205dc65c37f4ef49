/** What a tab's device keeps of the table's key, read from its database. */
import { decodeKeySigned, type KeySigned } from '../../src/codec/keyPartial.ts';
import type { Tab } from './table.ts';

/** What the key has signed. */
export async function signedBy(tab: Tab): Promise<KeySigned[]> {
  const records = await tab.page.evaluate(async () => {
    const opened = indexedDB.open('dealerless');
    await new Promise((resolve, reject) => {
      opened.onsuccess = resolve;
      opened.onerror = reject;
    });
    const all = opened.result.transaction('signed').objectStore('signed').getAll();
    await new Promise((resolve, reject) => {
      all.onsuccess = resolve;
      all.onerror = reject;
    });
    opened.result.close();
    return (all.result as Uint8Array[]).map((bytes) => [...bytes]);
  });
  return records.map((bytes) => decodeKeySigned(Uint8Array.from(bytes)));
}

/** Names of what it holds in secret, or of what was erased here. */
function secretNames(tab: Tab, erase?: string): Promise<string[]> {
  return tab.page.evaluate(async (prefix) => {
    const opened = indexedDB.open('dealerless');
    await new Promise((resolve, reject) => {
      opened.onsuccess = resolve;
      opened.onerror = reject;
    });
    const tx = opened.result.transaction('secrets', prefix === undefined ? 'readonly' : 'readwrite');
    const store = tx.objectStore('secrets');
    const keys = store.getAllKeys();
    keys.onsuccess = () => {
      for (const key of keys.result as [string, string][])
        if (prefix !== undefined && key[1].startsWith(prefix)) store.delete(key);
    };
    await new Promise((resolve, reject) => {
      tx.oncomplete = resolve;
      tx.onerror = reject;
    });
    opened.result.close();
    return (keys.result as [string, string][]).map(([, name]) => name);
  }, erase);
}

const instances = async (tab: Tab, name: RegExp): Promise<string[]> =>
  (await secretNames(tab)).flatMap((n) => name.exec(n)?.[1] ?? []);

/** Epochs in which it has made its dealing and still has what opens those of others. */
export const dealtIn = (tab: Tab): Promise<string[]> => instances(tab, /^key:([0-9a-f]{64}):said:deal$/);

/** Of which sharings it holds a share, by the epochs in which they were dealt. */
export const sharesOf = (tab: Tab): Promise<string[]> => instances(tab, /^share:([0-9a-f]{64}):x$/);

/** Its shares are gone, as from the disk of one who signs no more; no mark says that they were erased. */
export async function loseShares(tab: Tab): Promise<void> {
  await secretNames(tab, 'share:');
}
