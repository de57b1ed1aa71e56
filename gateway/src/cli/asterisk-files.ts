/** The files an admin includes in Asterisk, which lie beside src/ and dist/. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CliFault } from "./io.ts";

const DIALPLAN = "click2dial.conf";
const MANAGER = "manager-ringback.conf";
const SECRET_MARK = "@AMI_SECRET@";
const SECTION = "[ringback]";

/** The folder `asterisk/` of the gateway, from the source tree as from the bundle. Throws CliFault where it is not there. */
export function asteriskFolder(given?: string): string {
  if (given !== undefined) {
    if (existsSync(join(given, DIALPLAN))) return given;
    throw new CliFault(`there is no ${DIALPLAN} in ${given}`);
  }
  for (
    let folder = import.meta.dirname, up = dirname(folder);
    folder !== up;
    folder = up, up = dirname(up)
  )
    if (existsSync(join(folder, "asterisk", DIALPLAN)))
      return join(folder, "asterisk");
  throw new CliFault(
    "the files for Asterisk did not come with this gateway: name their folder with --gateway-asterisk-dir",
  );
}

export type Manager = { user: string; secret: string };

/** The section of manager.conf for the gateway's user, without the comments. */
function managerSection(folder: string, { user, secret }: Manager): string {
  const template = readFileSync(join(folder, MANAGER), "utf8");
  if (!template.includes(SECRET_MARK) || !template.includes(SECTION))
    throw new CliFault(`${join(folder, MANAGER)} is not what it should be`);
  return template
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(";"))
    .join("\n")
    .replace(SECTION, () => `[${user}]`)
    .replace(SECRET_MARK, () => secret);
}

/** What to add to Asterisk, step by step. `remote`: the gateway is not on the PBX's machine. */
export function asteriskSteps(
  folder: string,
  manager: Manager,
  remote: boolean,
): string {
  const general = remote
    ? "enabled = yes\nbindaddr = 127.0.0.1\ntlsenable = yes\ntlsbindaddr = 0.0.0.0:5039\ntlscertfile = /etc/asterisk/keys/asterisk.pem"
    : "enabled = yes\nbindaddr = 127.0.0.1";
  const permit = remote
    ? "\n; Add a line for the gateway's own address:\n; permit = 192.0.2.10/255.255.255.255"
    : "";
  return `1. At the end of /etc/asterisk/manager.conf, with this in its [general]:
   ${general.replaceAll("\n", "\n   ")}

${managerSection(folder, manager)}${permit}

2. At the end of /etc/asterisk/extensions.conf${remote ? ` (copy the file to the PBX first)` : ""}:

#include ${join(folder, DIALPLAN)}

3. Optional, so that the other side's SIP messages carry the call's id: in your own Dial towards the destination, add
   b(ringback-header^s^1) to the options, such as

 same => n,Dial(PJSIP/\${EXTEN}@trunk,60,b(ringback-header^s^1))

4. asterisk -rx "manager reload" and asterisk -rx "dialplan reload".
`;
}
