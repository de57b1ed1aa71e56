import type { WireMessage } from "../../pbx/asterisk/ami/message.ts";
import type { AmiPeer } from "../../pbx/simulator/ami-peer.ts";
import type { TestAccount } from "../conformance.ts";

/** Answers `Getvar` as Asterisk 22 does where nobody can be found, and where somebody is: taken down from it. */
export class AccountBook {
  readonly accounts = new Map<string, TestAccount>();
  /** every expression asked for, in order */
  readonly asked: string[] = [];

  readonly answer = (peer: AmiPeer, action: WireMessage): void => {
    const expression = action.get("Variable") ?? "";
    this.asked.push(expression);
    peer.answer(action, "Success", [
      ["Variable", expression],
      ["Value", this.#value(expression)],
    ]);
  };

  #value(expression: string): string {
    const [, endpoint = "", endpointField = ""] =
      /^PJSIP_ENDPOINT\(([^,]+),(\w+)\)$/.exec(expression) ?? [];
    if (this.accounts.has(endpoint)) {
      const callerId = this.accounts.get(endpoint)?.callerId ?? "";
      // A name alone is no caller id to Asterisk.
      const isNumber = callerId.includes("<");
      return endpointField === "callerid"
        ? isNumber
          ? callerId
          : "<unknown>"
        : endpoint;
    }
    const [, auth = "", field = ""] =
      /^AST_SORCERY\(res_pjsip,auth,([^,]+),(\w+)\)$/.exec(expression) ?? [];
    const account = this.accounts.get(auth);
    if (account === undefined) return "";
    const fields: Readonly<Record<string, string>> = {
      auth_type: account.authType ?? "userpass",
      username: account.authUsername ?? auth,
      password: account.password ?? "",
      realm: account.realm ?? "",
      md5_cred: account.md5Hash ?? "",
      supported_algorithms_uas: account.algorithms ?? "MD5",
    };
    return fields[field] ?? "";
  }
}
