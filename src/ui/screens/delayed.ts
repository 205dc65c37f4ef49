/** A table shown some committed slots late: what was seen at each height, until its time comes. */
import type { TableView } from '../../client/contract/view.ts';

export class DelayedViews {
  private readonly kept: { readonly height: number; readonly view: TableView }[] = [];

  constructor(private readonly slots: number) {}

  /** @returns what is to be shown now; undefined while there is nothing that is old enough. */
  take(view: TableView): TableView | undefined {
    const height = view.chain?.height;
    // Before the game, and when something has failed, there is nothing to keep back.
    if (this.slots === 0 || height === undefined) return view;
    // One for each height: the last that was seen there.
    if (this.kept.at(-1)?.height === height) this.kept.pop();
    this.kept.push({ height, view });
    const due = height - this.slots;
    while (this.kept[1] !== undefined && this.kept[1].height <= due) this.kept.shift();
    const [first] = this.kept;
    return first !== undefined && first.height <= due ? first.view : undefined;
  }
}
