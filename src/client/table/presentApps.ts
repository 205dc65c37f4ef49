/** Which apps are at the table: the same as this one, another build, or one that plays by other rules. */
import { equalBytes } from '../../codec/decode.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { fourWords } from '../build/fourWords.ts';
import type { AppsView } from '../contract/build.ts';

export function presentApps(node: GameNode): AppsView {
  const { build, others, newer, older } = node.apps();
  return {
    ...(build === undefined ? {} : { words: fourWords(build) }),
    same: others.filter((o) => build !== undefined && o.build !== undefined && equalBytes(o.build, build))
      .length,
    different: others.flatMap(({ nickname, build: theirs }) =>
      theirs === undefined || build === undefined || equalBytes(theirs, build)
        ? []
        : [{ nickname, words: fourWords(theirs) }],
    ),
    unknown: others.filter((o) => o.build === undefined).map((o) => o.nickname),
    newer,
    older,
  };
}
