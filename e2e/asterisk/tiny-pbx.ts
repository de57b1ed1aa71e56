import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The tiny PBX's endpoints: alice 101, bob 102, carol 103 (two phones), dave 104 (no phone), trunk (outside numbers). */
export type Endpoint = "alice" | "bob" | "carol" | "dave" | "trunk";

/** SIP ports on 127.0.0.1 of each endpoint's phones; none = the endpoint is not registered. */
export type Contacts = Readonly<Record<Endpoint, readonly number[]>>;

const CONFIG = new URL("../../gateway/asterisk/", import.meta.url);

/**
 * Writes the tiny PBX, with Ringback's dialplan and AMI user, into `target`, filling each `@NAME@` from `values`.
 * Rejects when a file asks for a name that is not given.
 */
export async function renderTinyPbx(
  target: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const pbx = new URL("tiny-pbx/", CONFIG);
  const files = (await readdir(pbx)).map((name) => new URL(name, pbx));
  for (const name of ["click2dial.conf", "manager-ringback.conf"])
    files.push(new URL(name, CONFIG));
  for (const file of files) {
    const text = (await readFile(file, "utf8")).replace(
      /@([A-Z_]+)@/g,
      (placeholder, name: string) => {
        const value = values[name];
        if (value === undefined)
          throw new Error(`${file.pathname} asks for ${placeholder}`);
        return value;
      },
    );
    await writeFile(join(target, file.pathname.split("/").at(-1) ?? ""), text);
  }
}

/** The text of pjsip-contacts.conf. */
export function contactsConf(contacts: Contacts): string {
  return Object.entries(contacts)
    .map(([endpoint, ports]) =>
      [
        `[${endpoint}](place)`,
        ...ports.map((port) => `contact = sip:${endpoint}@127.0.0.1:${port}`),
        "",
      ].join("\n"),
    )
    .join("\n");
}
