import type { ComponentChild } from "preact";
import { useRef, useState } from "preact/hooks";

export type Asking = {
  /** Does it, unless something is still being done. The promise never rejects. */
  run: (work: () => Promise<string | undefined>) => Promise<boolean>;
  busy: boolean;
  /** Why the last one did not work, to be placed near its button. */
  problem: ComponentChild;
};

/** A button's work: not twice at once, and its failure in words. */
export function useAsk(): Asking {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | undefined>();
  const running = useRef(false);
  const run: Asking["run"] = async (work) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setMessage(undefined);
    const problem = await work().catch(
      () => "Something went wrong. Try again.",
    );
    running.current = false;
    setBusy(false);
    setMessage(problem);
    return problem === undefined;
  };
  const problem = (
    <div class="problem" role="alert">
      {message !== undefined && <p class="message">{message}</p>}
    </div>
  );
  return { run, busy, problem };
}
