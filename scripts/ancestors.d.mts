export function watchAncestors(onGone: () => void, everyMs?: number): void;
