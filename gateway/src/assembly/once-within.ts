/** `work`, done no more often than once in `ms`; in between its last result is given. */
export function onceWithin<T>(
  ms: number,
  work: () => Promise<T>,
): () => Promise<T> {
  let began = Number.NEGATIVE_INFINITY;
  let last: Promise<T> | undefined;
  return () => {
    const now = performance.now();
    if (last === undefined || now - began >= ms) {
      began = now;
      last = work();
    }
    return last;
  };
}
