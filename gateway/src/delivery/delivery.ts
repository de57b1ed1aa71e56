/** Delivery as a whole: the outbox to write to, the worker that sends, what is kept. */
import { ulid } from "ulid";
import type { Database } from "../store/database.ts";
import { openCredential } from "./credentials.ts";
import { Guard, type GuardParts, type GuardRules } from "./guard/guard.ts";
import { Handshake } from "./handshake.ts";
import { Outbox } from "./outbox.ts";
import type {
  DeliveryObserver,
  Sealing,
  SignAssertion,
  SinkClients,
} from "./port.ts";
import { DeliveryQueue } from "./queue.ts";
import { Retention, type RetentionRules } from "./retention.ts";
import { Sender } from "./sender.ts";
import { SinkTokens, type TokenRules } from "./tokens.ts";
import { DeliveryWorker, type WorkerRules } from "./worker.ts";

/** Config section `delivery`, and what is told at the start. */
export type DeliveryRules = GuardRules &
  WorkerRules &
  TokenRules &
  RetentionRules & {
    holdSeconds: number;
    handshakeSeconds: number;
    spacingMaxSeconds: number;
    consentsKept: number;
    /** DNS name of this gateway */
    origin: string;
  };

export type DeliveryParts = {
  db: Database;
  sealing: Sealing;
  clients: SinkClients;
  sign: SignAssertion;
  observer: DeliveryObserver;
  guard: GuardParts;
  now: () => number;
  random: () => number;
  onFault: (what: string, fault: unknown, callId?: string) => void;
};

export type Delivery = {
  guard: Guard;
  outbox: Outbox;
  worker: DeliveryWorker;
  retention: Retention;
};

/** Sends nothing before `worker.start()`. Close the guard behind the worker's stop. */
export function createDelivery(
  rules: DeliveryRules,
  parts: DeliveryParts,
): Delivery {
  const { db, sealing, clients, sign, now, random, observer, onFault } = parts;
  const guard = new Guard(rules, parts.guard);
  const sender = new Sender({
    guard,
    tokens: new SinkTokens({ guard, sign, rules, now }),
    handshake: new Handshake({
      guard,
      origin: rules.origin,
      goodForMs: rules.handshakeSeconds * 1000,
      spacingMaxMs: rules.spacingMaxSeconds * 1000,
      mostKept: rules.consentsKept,
      now,
    }),
    clients,
    openCredential: (sealed) => openCredential(sealing, sealed),
    ...{ now, onFault },
  });
  const queue = new DeliveryQueue(db, ulid());
  return {
    guard,
    outbox: new Outbox({ sealing, holdMs: rules.holdSeconds * 1000, now }),
    worker: new DeliveryWorker({
      ...{ queue, sender, rules, observer, now, random, onFault },
    }),
    retention: new Retention(db, rules, now),
  };
}
