// Plain JavaScript: also `setup.mjs` needs it, on whatever Node the machine has.
import { readFileSync } from "node:fs";

/**
 * @param {number} pid
 * @returns {number | undefined}
 */
function parentOf(pid) {
  if (pid === process.pid) return process.ppid;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The program's name stands in brackets and may hold anything; the parent is the second word behind it.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isNpm(pid) {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, "latin1");
    return /^npm\b|\/npm(-cli\.js)?\0/.test(line);
  } catch {
    return false;
  }
}

/** From this process up to the outermost npm above it, each with its parent; only this one where there is no npm, or no /proc. */
function chainToNpm() {
  const chain = [{ pid: process.pid, parent: process.ppid }];
  let length = 1;
  for (let pid = process.ppid; pid > 1; ) {
    if (isNpm(pid)) length = chain.length;
    const parent = parentOf(pid);
    if (parent === undefined) break;
    chain.push({ pid, parent });
    pid = parent;
  }
  return chain.slice(0, length);
}

/**
 * Calls `onGone` once when any process between us and the npm that was typed has lost its parent: npm hands on no
 * signal it is killed with, and between us and the typed npm there are a shell, an npm and a shell more.
 * @param {() => void} onGone
 */
export function watchAncestors(onGone, everyMs = 300) {
  const chain = chainToNpm();
  const timer = setInterval(() => {
    if (chain.every(({ pid, parent }) => parentOf(pid) === parent)) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
  timer.unref();
}
