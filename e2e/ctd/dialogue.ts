import type { Phone, SipMessage } from "../asterisk/phones.ts";

/**
 * What passed between the PBX and a phone that was called once, in the phone's words: `got INVITE`, `said 180`. Without what
 * says nothing of the call: provisional 100, ACK, keep-alives, repetitions, and what changes media within the call.
 */
export function dialogueOf(phone: Phone): string[] {
  const words = phone.messages().flatMap((message) => wordFor(message) ?? []);
  return words.filter((word, index) => words.indexOf(word) === index);
}

const OF_THE_CALL = /^\d+ (INVITE|CANCEL|BYE)$/;

function wordFor(message: SipMessage): string | undefined {
  const { method, status, headers, direction } = message;
  const cseq = headers.cseq ?? "";
  if (!OF_THE_CALL.test(cseq) || isWithin(message)) return undefined;
  if (status === 100) return undefined;
  const way = direction === "sent" ? "said" : "got";
  if (method !== undefined) return `${way} ${method}`;
  // The answers to BYE and CANCEL say no more than that they came.
  return cseq.endsWith(" INVITE") ? `${way} ${status}` : undefined;
}

/** A re-INVITE or its answer: to a party that has its tag already, or one the phone itself began. */
function isWithin({ headers, method, direction }: SipMessage): boolean {
  const isInvite = headers.cseq?.endsWith(" INVITE") === true;
  if (!isInvite) return false;
  if (method !== undefined) return /;tag=/.test(headers.to ?? "");
  return direction === "received";
}
