/** Two words that together say something else than each of them. */
export interface Pair {
  readonly words: string;
  readonly role: "phone" | "stop";
  readonly reason: string;
}

export const PAIRS: readonly Pair[] = [
  { words: "caller id", role: "phone", reason: "The number that calls." },
  { words: "cost centre", role: "stop", reason: "An account, no call centre." },
  { words: "cost center", role: "stop", reason: "An account, no call centre." },
  { words: "profit centre", role: "stop", reason: "An account." },
  { words: "call sign", role: "stop", reason: "Of a ship or an aircraft." },
  { words: "phone order", role: "stop", reason: "An order made by telephone." },
  { words: "service tag", role: "stop", reason: "Of a computer." },
  { words: "service order", role: "stop", reason: "A job to be done." },
  { words: "service request", role: "stop", reason: "A ticket." },
  { words: "contact id", role: "stop", reason: "A row in a database." },
  ...["meg", "oss", "mig", "os"].map((who) => ({
    words: `når ${who}`,
    role: "phone" as const,
    reason: 'Reaches; "når" alone is also "when".',
  })),
  { words: "nhắn tin", role: "phone", reason: "Send a message." },
  { words: "support ticket", role: "stop", reason: "A ticket." },
];
