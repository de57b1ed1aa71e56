import { useEffect, useState } from "preact/hooks";
import { live } from "./state.ts";

function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${two(minutes)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** How long the call has been, or was, talked on. Not announced: a screen reader would count every second aloud. */
export function Elapsed({ from, to }: { from: string; to: string | null }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (to !== null) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [to]);
  const end = to === null ? now - live.value.skewMs : Date.parse(to);
  return (
    <span class="elapsed" role="timer" aria-label="Time talked">
      {clock(end - Date.parse(from))}
    </span>
  );
}
