/** A file that was dropped on a page which leads to where it is opened. */
let file: File | undefined;

export function keepDropped(dropped: File): void {
  file = dropped;
}

export function takeDropped(): File | undefined {
  const taken = file;
  file = undefined;
  return taken;
}
