import type { CallerId } from "./channel.ts";

/** What a phone does with a call. Times are milliseconds after it began to ring, or after the answer. */
export type PhoneScript = {
  does:
    | "answer"
    | "busy"
    | "decline"
    | "noanswer"
    | "congestion"
    /** 480 */
    | "unavailable"
    /** 404: the phone, or the network behind a trunk, knows no such number. */
    | "nosuch"
    /** 302: names another place, where the click's Dial does not follow. */
    | "redirect"
    /** Gives no SIP reply at all. */
    | "dead"
    /** No phone is registered: it cannot ring. */
    | "unregistered"
    /** The PBX knows no such endpoint, or no such extension. */
    | "unknown"
    /** The PBX itself answers as a destination; nobody is dialled. */
    | "voicemail"
    /** As voicemail, but the caller is taken into a bridge of the PBX. */
    | "conference"
    /** The PBX rings all of `members` as a destination. */
    | "group";
  /** Default 50. */
  afterMs?: number;
  /** Hangs up this long after the answer; absent: never. */
  hangupAfterMs?: number;
  /** How long the PBX lets it ring as a destination; default 20 s inside, 60 s outside. */
  ringForMs?: number;
  /** The PBX answers itself where the phone has not. */
  thenVoicemail?: boolean;
  /** What the second phone of an account does; absent: it rings along. */
  second?: Pick<PhoneScript, "does" | "afterMs">;
  /** Extensions of a group. */
  members?: readonly string[];
};

/** An account of the house. */
export type PhoneAccount = PhoneScript & {
  extension: string;
  /** Default: the endpoint's name. */
  callerName?: string;
  /** SIP password, answered to AST_SORCERY; default: none. */
  password?: string;
  /** How many phones ring; the first one does what the script says. Default 1. */
  contacts?: number;
};

/** What a call offers to whoever plays the phone by hand. */
export type Line = {
  answer(): void;
  hangup(): void;
  hold(on: boolean): void;
  /** Sends the other side to this extension and goes. */
  transfer(extension: string): void;
};

/** Somebody who can be rung: an account, or a number outside. */
export class Party {
  /** Live calls of this party, oldest first. */
  readonly lines = new Set<Line>();
  /** Caller ids its phones showed, one for each time they were rung. */
  readonly shown: CallerId[] = [];
  readonly endpoint: string;
  readonly number: string;
  readonly callerName: string;
  readonly password: string;
  readonly contacts: number;
  readonly isOutside: boolean;
  script: PhoneScript;

  constructor(
    endpoint: string,
    account: PhoneAccount,
    place: "inside" | "outside",
  ) {
    this.endpoint = endpoint;
    this.number = account.extension;
    this.callerName = account.callerName ?? endpoint;
    this.password = account.password ?? "";
    this.contacts = account.contacts ?? 1;
    this.isOutside = place === "outside";
    this.script = account;
  }

  get canRing(): boolean {
    return ![
      "unregistered",
      "unknown",
      "voicemail",
      "conference",
      "group",
    ].includes(this.script.does);
  }

  /** The contacts as Dial takes them, none where no phone is registered. */
  get dialStrings(): readonly string[] {
    if (!this.canRing) return [];
    if (this.isOutside) return [`${this.number}@trunk`];
    return Array.from(
      { length: this.contacts },
      (_, i) =>
        `${this.endpoint}/sip:${this.endpoint}@127.0.0.1:${5_061 + i * 10}`,
    );
  }
}

/** Plays the phones: by script, or by hand on their live calls. A name is an endpoint or an outside number. */
export class Phones {
  readonly #inside = new Map<string, Party>();
  readonly #outside = new Map<string, Party>();
  readonly #otherNumbers: PhoneScript;

  constructor(
    accounts: Readonly<Record<string, PhoneAccount>>,
    numbers: Readonly<Record<string, PhoneScript>>,
    otherNumbers: PhoneScript,
  ) {
    this.#otherNumbers = otherNumbers;
    for (const [endpoint, account] of Object.entries(accounts))
      this.#inside.set(endpoint, new Party(endpoint, account, "inside"));
    for (const [number, script] of Object.entries(numbers))
      this.script(number, script);
  }

  /** From now on the party does this. */
  script(name: string, script: PhoneScript): void {
    this.#party(name).script = script;
  }

  answer(name: string): void {
    for (const line of this.#party(name).lines) line.answer();
  }

  hangup(name: string): void {
    for (const line of this.#party(name).lines) line.hangup();
  }

  /** Caller ids that this party's phones showed, oldest first. */
  shown(name: string): readonly CallerId[] {
    return this.#party(name).shown;
  }

  hold(name: string, on = true): void {
    for (const line of this.#party(name).lines) line.hold(on);
  }

  transfer(name: string, extension: string): void {
    for (const line of this.#party(name).lines) line.transfer(extension);
  }

  /** The account, unless the PBX is to know none. */
  byEndpoint(endpoint: string): Party | undefined {
    const party = this.#inside.get(endpoint);
    return party?.script.does === "unknown" ? undefined : party;
  }

  /** Whom the dialplan reaches by a dialled number; undefined: no such extension. */
  byNumber(number: string): Party | undefined {
    const inside = [...this.#inside.values()].find(
      (candidate) => candidate.number === number,
    );
    // Short numbers are the house's own; the others go out.
    const isOutside = number.length >= 5 || this.#outside.has(number);
    const party = inside ?? (isOutside ? this.#party(number) : undefined);
    return party?.script.does === "unknown" ? undefined : party;
  }

  /** Whom the trunk reaches; undefined: its context does not dial the number. */
  byOutsideNumber(number: string): Party | undefined {
    const party = this.#party(number);
    return party.isOutside && party.script.does !== "unknown"
      ? party
      : undefined;
  }

  #party(name: string): Party {
    const known = this.#inside.get(name) ?? this.#outside.get(name);
    if (known !== undefined) return known;
    const outside = new Party(
      "trunk",
      { ...this.#otherNumbers, extension: name, callerName: "Trunk" },
      "outside",
    );
    this.#outside.set(name, outside);
    return outside;
  }
}
