import { saveBytes } from './saveFile.ts';

/**
 * Hands a file to another app where the device can, otherwise to its owner as a download.
 * @returns which of them; closing the device's sheet without choosing counts as 'shared'
 */
export async function shareFile(name: string, bytes: Uint8Array, text: string): Promise<'shared' | 'saved'> {
  const file = new File([bytes.slice()], name, { type: 'application/octet-stream' });
  const data = { files: [file], text };
  // A browser that shares texts may still refuse this kind of file.
  if (!('canShare' in navigator) || !navigator.canShare(data)) {
    saveBytes(name, bytes);
    return 'saved';
  }
  try {
    await navigator.share(data);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // The tap was too long ago for the device's sheet.
    if (error.name === 'NotAllowedError') {
      saveBytes(name, bytes);
      return 'saved';
    }
    if (error.name !== 'AbortError') throw error;
  }
  return 'shared';
}
