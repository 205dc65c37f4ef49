/** What this browser is and may do. */
import { ownBuild, thisHost } from '../build/ownBuild.ts';
import type { DeviceNumbers } from '../contract/diagnostics.ts';
import { deviceUse } from '../record/device.ts';

export async function readDevice(): Promise<DeviceNumbers> {
  const [use, build] = await Promise.all([deviceUse(), ownBuild(thisHost()).catch(() => undefined)]);
  return {
    browser: navigator.userAgent,
    language: navigator.language,
    cores: navigator.hardwareConcurrency,
    isolated: globalThis.crossOriginIsolated === true,
    webRtc: typeof RTCPeerConnection !== 'undefined',
    // Absent without a secure context.
    serviceWorker: (navigator.serviceWorker as ServiceWorkerContainer | undefined)?.controller != null,
    usedBytes: use.usedBytes,
    quotaBytes: use.quotaBytes,
    build: build?.words.join(' '),
  };
}
