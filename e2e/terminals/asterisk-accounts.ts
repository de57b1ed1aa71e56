import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestAccount } from "../../gateway/src/terminals/conformance.ts";
import type { Asterisk } from "../asterisk/asterisk.ts";

/** One endpoint with its account, as pjsip.conf has it. */
function endpointConf(name: string, account: TestAccount): string {
  const { authType = "userpass", authUsername = name } = account;
  const options: Record<string, string | undefined> = {
    auth_type: authType,
    username: authUsername,
    password: account.password,
    realm: account.realm,
    md5_cred: account.md5Hash,
    supported_algorithms_uas: account.algorithms,
    // Without these it would be no account to Asterisk at all.
    ...(authType === "google_oauth" && {
      refresh_token: "x",
      oauth_clientid: "x",
      oauth_secret: "x",
    }),
  };
  const lines = Object.entries(options).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${value}`],
  );
  return [
    `[${name}](phone)`,
    ...[`auth = ${name}`, `aors = ${name}`, `callerid = ${account.callerId}`],
    ...[`[${name}]`, "type = aor", "max_contacts = 1"],
    ...[`[${name}]`, "type = auth", ...lines, ""],
  ].join("\n");
}

/** Endpoints of an Asterisk that come, change and go. Both settle when Asterisk was told to read them again. */
export type AsteriskAccounts = {
  put(name: string, account: TestAccount): Promise<void>;
  remove(name: string): Promise<void>;
};

export async function openAccounts(pbx: Asterisk): Promise<AsteriskAccounts> {
  const folder = join(pbx.dir, "etc", "terminals");
  await mkdir(folder, { recursive: true });
  const main = join(pbx.dir, "etc", "pjsip-contacts.conf");
  const contacts = await readFile(main, "utf8");
  const reload = async () => {
    const includes = (await readdir(folder)).map(
      (name) => `#include terminals/${name}`,
    );
    await writeFile(main, `${contacts}\n${includes.join("\n")}\n`);
    await pbx.cli("module reload res_pjsip.so");
  };
  return {
    put: async (name, account) => {
      await writeFile(join(folder, name), endpointConf(name, account));
      await reload();
    },
    remove: async (name) => {
      await rm(join(folder, name));
      await reload();
    },
  };
}
