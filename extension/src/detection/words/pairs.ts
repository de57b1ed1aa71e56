/** Two words that together say something else than each of them. */
export interface Pair {
  readonly words: string;
  readonly role: "phone" | "stop";
  readonly reason: string;
}

/** "Get me on", "escríbenos al", "mich unter". */
const REACHED: readonly string[] = [
  ...["me", "us", "him", "her", "them", "m"].flatMap((who) => [
    `${who} on`,
    `${who} at`,
    `${who} up`,
    `${who} via`,
  ]),
  ...["mich", "uns", "ihn", "sie"].flatMap((who) => [
    `${who} unter`,
    `${who} auf`,
  ]),
  ...["me", "nos", "le", "les", "lo", "la"].map((who) => `${who} al`),
  ...["me", "nos", "lhe"].flatMap((who) => [`${who} no`, `${who} pelo`]),
  ...["mi", "ci"].map((who) => `${who} al`),
  ...["moi", "nous"].map((who) => `${who} au`),
  ...["mij", "me", "ons", "hem", "haar"].map((who) => `${who} op`),
  ...["mig", "oss", "meg", "os", "ham", "han", "henne", "hende"].flatMap(
    (who) => [`${who} på`, `${who} pr`],
  ),
  ...["mě", "nás", "mne", "mi", "nám", "ma"].map((who) => `${who} na`),
  ...["nas", "mnie", "nami", "mną", "mna"].map((who) => `${who} pod`),
  ...["mi", "nam", "nas", "me"].map((who) => `${who} na`),
  ...["мне", "нам", "нас"].flatMap((who) => [`${who} на`, `${who} по`]),
];

export const PAIRS: readonly Pair[] = [
  { words: "caller id", role: "phone", reason: "The number that calls." },
  ...[
    "đặt hàng",
    "sent to",
    "enviado para",
    "enviado al",
    "envió al",
    "inviato al",
    "agora é",
    "ahora es",
    "adesso è",
    "now on",
    "mb way",
    "pedido al",
    "pedido pelo",
    "pedido no",
    "commande au",
    "ordine al",
    "dial in",
    "to order",
    "to book",
    "book now",
    "book on",
    "book at",
  ].map((words) => ({
    words,
    role: "phone" as const,
    reason: "Said where to call.",
  })),
  ...["numer do", "nr do", "numery do", "číslo na", "číslo k"].map((words) => ({
    words,
    role: "phone" as const,
    reason: "To somebody.",
  })),
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
  ...REACHED.map((words) => ({
    words,
    role: "phone" as const,
    reason: "Where somebody is reached, whatever the verb.",
  })),
  { words: "nhắn tin", role: "phone", reason: "Send a message." },
  { words: "support ticket", role: "stop", reason: "A ticket." },
];
