/** Questions that are asked in one turn are answered together. */

/** `answer`: as many answers as questions, in order. What it rejects with, all of them do. */
export function askedTogether<Q, A>(
  answer: (questions: readonly Q[]) => Promise<readonly A[]>,
): (question: Q) => Promise<A> {
  let asked: { question: Q; resolve: (answer: A) => void; reject: (error: unknown) => void }[] = [];
  const flush = async (): Promise<void> => {
    const all = asked;
    asked = [];
    try {
      const answers = await answer(all.map(({ question }) => question));
      all.forEach(({ resolve }, i) => {
        resolve(answers[i]!);
      });
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  };
  return (question) =>
    new Promise((resolve, reject) => {
      asked.push({ question, resolve, reject });
      if (asked.length === 1) queueMicrotask(() => void flush());
    });
}
