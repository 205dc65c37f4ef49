/** A tab's own network, taken away and given back. */
import type { Page } from '@playwright/test';

export interface TabNetwork {
  /** Nothing of the page reaches anybody: no request, no frame of its WebSockets, no packet of its WebRTC links. */
  cut(): Promise<void>;
  back(): Promise<void>;
}

/**
 * To be called before the page loads anything: Chromium lets packets of WebRTC be dropped only where the network was
 * emulated when their sockets were made. Only the page is cut off; its browser and its workers are not.
 */
export async function networkOf(page: Page): Promise<TabNetwork> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const emulate = async (offline: boolean): Promise<void> => {
    await cdp.send('Network.emulateNetworkConditions', {
      ...{ offline, latency: 1, downloadThroughput: 1e8, uploadThroughput: 1e8 },
      packetLoss: offline ? 100 : 0,
    });
  };
  await emulate(false);
  return { cut: () => emulate(true), back: () => emulate(false) };
}
