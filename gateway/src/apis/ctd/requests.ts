/** What `POST /calls` takes off the wire; the schema alone is not enough (ctd.md §1.9). */
import {
  CreateCallRequest,
  PHONE_NUMBER_PATTERN,
  SinkCredential,
} from "@ringback/shared/ctd/schema.ts";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { needTwoNumbers } from "../../calls/client-parties.ts";
import { DomainError } from "../../calls/errors.ts";
import { isDateTime } from "./date-time.ts";

const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  discriminator: true,
  formats: {
    // What may be asked at all is the sinks' own check.
    uri: true,
    "date-time": isDateTime,
  },
});
const validate = ajv.compile<CreateCallRequest>(CreateCallRequest);
/** In the order of the schema's choice. */
const CREDENTIAL_TYPES: readonly unknown[] = SinkCredential.anyOf.map(
  ({ properties }) => properties.credentialType.const,
);
const phoneNumber = new RegExp(PHONE_NUMBER_PATTERN);

/** Throws DomainError `invalid_argument`, naming the member. */
export function readCreateCall(body: unknown): CreateCallRequest {
  if (validate(body)) return body;
  needKnownCredential(body);
  const errors = validate.errors ?? [];
  throw invalidArgument(wordsFor(errors.filter((each) => isMeant(each, body))));
}

/** Throws DomainError `invalid_phone_number` or `same_caller_callee`. */
export function needNumbers({ caller, callee }: CreateCallRequest): void {
  for (const { number } of [caller, callee]) {
    if (phoneNumber.test(number)) continue;
    throw new DomainError(
      "validation",
      "invalid_phone_number",
      "a number is written in E.164, such as +447700900000",
    );
  }
  needTwoNumbers(caller.number, callee.number);
}

/** Throws DomainError `invalid_argument` for a token that is over already: nothing is ever sent with it. */
export function needLivingCredential(
  credential: SinkCredential | undefined,
  now: number,
): void {
  if (credential?.credentialType !== "ACCESSTOKEN") return;
  if (Date.parse(credential.accessTokenExpiresUtc) > now) return;
  throw invalidArgument("sinkCredential.accessTokenExpiresUtc is in the past");
}

export function invalidArgument(message: string): DomainError {
  return new DomainError("validation", "invalid_argument", message);
}

/** Of a credential whose kind is another, nothing else is worth saying. Throws DomainError `invalid_argument`. */
function needKnownCredential(body: unknown): void {
  const named = kindOfCredential(body);
  if (named === undefined || CREDENTIAL_TYPES.includes(named)) return;
  throw invalidArgument(
    `sinkCredential.credentialType must be one of ${CREDENTIAL_TYPES.join(", ")}`,
  );
}

function kindOfCredential(body: unknown): unknown {
  return member(member(body, "sinkCredential"), "credentialType");
}

/** Whether it is said of the kind of credential that the body names: the schema tells what is wrong with it for each kind. */
function isMeant({ schemaPath }: ErrorObject, body: unknown): boolean {
  const [, branch] = /\/sinkCredential\/anyOf\/(\d+)\//.exec(schemaPath) ?? [];
  if (branch === undefined) return true;
  const meant = CREDENTIAL_TYPES.indexOf(kindOfCredential(body));
  return meant === -1 || meant === Number(branch);
}

function member(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null
    ? Reflect.get(body, name)
    : undefined;
}

/** The deepest finding. */
function wordsFor(errors: readonly ErrorObject[]): string {
  const [first] = errors.toSorted(
    (one, other) => depth(other) - depth(one) || rank(one) - rank(other),
  );
  if (first === undefined) return "invalid request body";
  const at = first.instancePath.slice(1).replaceAll("/", ".");
  const where = at === "" ? "the request body" : at;
  if (first.keyword === "additionalProperties") {
    return `${where} has a member that is not known here`;
  }
  if (first.keyword === "const") {
    return `${where} must be ${first.params.allowedValue}`;
  }
  return `${where} ${first.message ?? "is not valid"}`;
}

function depth({ instancePath }: ErrorObject): number {
  return instancePath.split("/").length;
}

function rank({ keyword }: ErrorObject): number {
  return ["required", "type", "format", "pattern"].includes(keyword) ? 0 : 1;
}
