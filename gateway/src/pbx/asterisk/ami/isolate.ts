/**
 * Runs a listener. Its bug must be seen by the process, but must not keep the next listener or message from its turn, so
 * what it throws is thrown again on its own.
 */
export function isolate(run: () => void): void {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
