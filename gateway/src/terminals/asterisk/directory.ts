import type { AmiTransport } from "../../pbx/asterisk/ami/transport.ts";
import { readExpression } from "../../pbx/asterisk/originate.ts";
import {
  type Account,
  type AccountSource,
  firstOf,
  isName,
} from "../found/account.ts";
import { type FoundOptions, FoundTerminals } from "../found/directory.ts";

const NO_NAME = "-";

/** Asks Asterisk itself who may call: read class `call` or `reporting` is enough, no second list of passwords (`real-asterisk.md`). */
export class AsteriskTerminalDirectory extends FoundTerminals {
  /** `pbxs` serve the domain, first choice first. */
  constructor(pbxs: readonly AmiTransport[], options: FoundOptions) {
    super("asterisk", new AsteriskAccounts(pbxs), options);
  }
}

class AsteriskAccounts implements AccountSource {
  readonly #pbxs: readonly AmiTransport[];

  constructor(pbxs: readonly AmiTransport[]) {
    this.#pbxs = pbxs;
  }

  async read(endpoint: string): Promise<Account> {
    let fault: unknown = new Error("no PBX of this domain is up");
    for (const pbx of this.#pbxs) {
      if (pbx.state !== "up") continue;
      try {
        return await readAccount(
          (expression) => readExpression(pbx, expression),
          endpoint,
        );
      } catch (later) {
        fault = later;
      }
    }
    throw fault;
  }

  async close(): Promise<void> {}
}

/** Two rounds of questions for every name, whether it is there or not. `ask` gives the value of a dialplan function. */
export async function readAccount(
  ask: (expression: string) => Promise<string>,
  endpoint: string,
): Promise<Account> {
  const [auths, aors, callerId] = await Promise.all([
    ask(`PJSIP_ENDPOINT(${endpoint},auth)`),
    ask(`PJSIP_ENDPOINT(${endpoint},aors)`),
    ask(`PJSIP_ENDPOINT(${endpoint},callerid)`),
  ]);
  const first = firstOf(auths);
  const auth = isName(first) ? first : "";
  const name = auth === "" ? NO_NAME : auth;
  const field = (key: string) =>
    ask(`AST_SORCERY(res_pjsip,auth,${name},${key})`);
  const [authType, username, password, realm, md5Hash, algorithms] =
    await Promise.all([
      field("auth_type"),
      field("username"),
      field("password"),
      field("realm"),
      field("md5_cred"),
      field("supported_algorithms_uas"),
    ]);
  return {
    auth,
    aors,
    callerId,
    authType,
    username,
    password,
    realm,
    md5Hash,
    algorithms,
  };
}
