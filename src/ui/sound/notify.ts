/** Tells on the device that it is one's turn while another window is in front. */

const TAG = 'dealerless-turn';

/** Returns what takes the notification back: the turn is over, or the page is in front again. */
export function tellTurn(title: string, body: string): () => void {
  const options = { body, icon: '/icon.svg', tag: TAG };
  try {
    const notification = new Notification(title, options);
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
    return () => notification.close();
  } catch (error) {
    // Chrome on Android lets only service workers notify.
    if (error instanceof TypeError) return tellByWorker(title, options);
    throw error;
  }
}

function tellByWorker(title: string, options: NotificationOptions): () => void {
  let over = false;
  const told = showByWorker(title, options, () => over).catch((error: unknown) => {
    // No worker, or the permission was taken back meanwhile: the title and the sound still tell.
    console.warn(error);
    return undefined;
  });
  return () => {
    over = true;
    void told.then((worker) => takeBack(worker));
  };
}

async function showByWorker(
  title: string,
  options: NotificationOptions,
  isOver: () => boolean,
): Promise<ServiceWorkerRegistration | undefined> {
  const worker = await navigator.serviceWorker?.getRegistration();
  if (!worker || isOver()) return undefined;
  // A tap on it brings this very page to the front.
  await worker.showNotification(title, { ...options, data: window.location.href });
  return worker;
}

async function takeBack(worker: ServiceWorkerRegistration | undefined): Promise<void> {
  for (const notification of (await worker?.getNotifications({ tag: TAG })) ?? []) notification.close();
}
