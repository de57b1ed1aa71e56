import { type OriginateRequest, PbxError } from "../port.ts";
import {
  type AmiAction,
  AmiError,
  type AmiTransport,
} from "./ami/transport.ts";
import { LEG_A_CONTEXT, TARGET_CONTEXT } from "./dialplan.ts";

/** Originate gives up a little later than the dialplan's Dial: equal times race (`ami-outcomes.md` §1). */
export function originateAction(
  request: OriginateRequest,
  originateSlackMs: number,
): AmiAction {
  return {
    action: "Originate",
    headers: {
      Channel: `Local/${request.dialString}@${LEG_A_CONTEXT}${request.optimize ? "" : "/n"}`,
      Exten: request.dialString,
      Context: TARGET_CONTEXT,
      Priority: 1,
      CallerID: request.extension,
      Timeout: request.dialTimeoutSeconds * 1000 + originateSlackMs,
      Async: true,
      ChannelId: request.iden,
      OtherChannelId: `${request.iden}-2`,
    },
    variables: {
      C2DENDPOINT: request.endpoint,
      ORIGINATE_EXTEN: request.extension,
      DIAL_TIMEOUT: request.dialTimeoutSeconds,
      MAX_DURATION: request.maxDurationMs,
      ...(request.context !== undefined && { C2DCONTEXT: request.context }),
      ...(request.callerName !== undefined && {
        C2DCALLERNAME: request.callerName,
      }),
      __CLICK2DIALIDEN: request.iden,
    },
  };
}

/** Throws PbxError for what is known before anything rings: `context_missing`, `unreachable`, `down`. */
export async function checkBeforeOriginate(
  ami: AmiTransport,
  request: OriginateRequest,
): Promise<void> {
  try {
    const [hasContext, contacts] = await Promise.all([
      readExpression(
        ami,
        `DIALPLAN_EXISTS(${LEG_A_CONTEXT},${request.dialString},1)`,
      ),
      readExpression(ami, `PJSIP_DIAL_CONTACTS(${request.endpoint})`),
    ]);
    if (hasContext === "0") {
      throw new PbxError(
        "context_missing",
        `the PBX has no dialplan context ${LEG_A_CONTEXT}: include click2dial.conf`,
      );
    }
    if (contacts === "") {
      throw new PbxError(
        "unreachable",
        `no phone is registered for endpoint ${request.endpoint}`,
      );
    }
  } catch (fault) {
    throw fault instanceof AmiError
      ? new PbxError("down", `asking the PBX: ${fault.message}`)
      : fault;
  }
}

/** The value of a dialplan function; "" where it is empty. Rejects with AmiError. */
export async function readExpression(
  ami: AmiTransport,
  expression: string,
): Promise<string> {
  const answer = await ami.send({
    action: "Getvar",
    headers: { Variable: expression },
  });
  return answer.get("Value") ?? "";
}

/** What an Originate that failed means: Asterisk has no context, refused, or nobody knows whether the phone rings. */
export function originateFault(fault: unknown): unknown {
  if (!(fault instanceof AmiError)) return fault;
  switch (fault.kind) {
    case "unsafe":
      return new PbxError("invalid", fault.message);
    case "rejected":
      return /extension does not exist/i.test(fault.message)
        ? new PbxError(
            "context_missing",
            `the PBX has no dialplan context ${TARGET_CONTEXT}: include click2dial.conf`,
          )
        : new PbxError("refused", fault.message);
    case "down":
    case "timeout":
      return new PbxError("timeout", fault.message);
  }
}
