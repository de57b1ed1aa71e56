import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, it } from "vitest";
import { connectAmi } from "./ami.ts";
import { startChild } from "./child.ts";
import { bench } from "./click.ts";
import { debianMirrors, packageOfArchive } from "./debian-apt.ts";
import { fetchAsterisk } from "./packages.ts";

const CHILD = fileURLToPath(new URL("child.ts", import.meta.url));

function alive(pid: number): boolean {
  try {
    // A zombie whose parent is gone waits for init; it is dead all the same.
    const state = execFileSync("ps", ["-o", "stat=", "-p", String(pid)]);
    return !state.toString().startsWith("Z");
  } catch {
    return false;
  }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (alive(pid) && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 30));
  return !alive(pid);
}

describe("a child", () => {
  it("gives the command's own pid, output and exit code", async () => {
    const lines: string[] = [];
    const child = await startChild("sh", ["-c", "echo $$; exit 7"], {
      onLine: (line) => lines.push(line),
    });
    expect(await child.exited).toEqual({ code: 7, signal: null });
    expect(child.tail()).toBe(String(child.pid));
    expect(lines).toEqual([String(child.pid)]);
  });

  it("that ignores SIGTERM is killed after the grace", async () => {
    const deaf = Promise.withResolvers<void>();
    const child = await startChild(
      "sh",
      ["-c", "trap '' TERM; echo; sleep 60"],
      { onLine: () => deaf.resolve() },
    );
    await deaf.promise;
    expect(await child.stop(200)).toEqual({ code: null, signal: "SIGKILL" });
  });

  it("that cannot be found ends with 127", async () => {
    const child = await startChild("no-such-command", []);
    expect((await child.exited).code).toBe(127);
  });

  it("ends, with what it started, when its parent is killed outright", async () => {
    const script = `
      import { startChild } from ${JSON.stringify(CHILD)};
      const child = await startChild("sh", ["-c", "sleep 61 & echo $!; wait"], {
        onLine: (line) => console.log(child.pid, line),
      });
      setInterval(() => {}, 1000);
    `;
    const parent = spawn(
      process.execPath,
      ["--input-type=module-typescript", "-e", script],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const pids = line.toString().trim().split(" ").map(Number);
    expect(pids).toHaveLength(2);
    expect(pids.map(alive)).toEqual([true, true]);
    parent.kill("SIGKILL");
    for (const pid of pids) expect(await gone(pid, 5000)).toBe(true);
  });
});

describe("apt sources", () => {
  it("gives the Debian mirrors of both spellings, without security archives", () => {
    const oneLine =
      "# deb http://old.example/debian sid main\n" +
      "deb [signed-by=/x.gpg arch=amd64] http://one.example/debian bookworm main\n" +
      "deb http://security.example/debian-security bookworm-security main\n";
    const deb822 =
      "Types: deb\nURIs: https://two.example/debian/ http://one.example/debian\nSuites: bookworm\n";
    expect(debianMirrors([oneLine, deb822])).toEqual([
      "http://one.example/debian",
      "https://two.example/debian/",
    ]);
    expect(debianMirrors(["deb http://x.example/ubuntu noble main"])).toEqual(
      [],
    );
  });

  it("names a package by its archive", () => {
    expect(packageOfArchive("/a/asterisk_1%3a22.10.1+dfsg-1_amd64.deb")).toBe(
      "asterisk 1:22.10.1+dfsg-1",
    );
  });
});

describe.each(inject("suites"))("Asterisk of %s", (suite) => {
  const lab = bench({ suite });

  it("comes from the cache without asking anybody", async () => {
    const said: string[] = [];
    const path = process.env.PATH;
    process.env.PATH = "/nowhere";
    try {
      const found = await fetchAsterisk({
        suite,
        onProgress: (line) => said.push(line),
      });
      expect(found.version).toMatch(suite === "sid" ? /^2\d\./ : /^16\./);
    } finally {
      process.env.PATH = path;
    }
    expect(said).toEqual([]);
  });

  it("gives the gateway's AMI user what it needs and no more", async () => {
    const send = async (...headers: [string, string][]) =>
      (await lab.ami.send(headers)).Response;
    expect(await send(["Action", "Getvar"], ["Variable", "VERSION()"])).toBe(
      "Success",
    );
    expect(await send(["Action", "CoreShowChannels"])).toBe("Success");
    expect(
      await send(["Action", "Command"], ["Command", "core show uptime"]),
    ).toBe("Error");
    expect(
      await send(["Action", "DBDel"], ["Family", "ringback"], ["Key", "day"]),
    ).toBe("Error");
  });

  it("refuses another secret", async () => {
    const address = { ...lab.pbx.ami, secret: "wrong" };
    await expect(connectAmi(address)).rejects.toThrow(/refused/);
  });

  it("is gone after kill9 and back after restart, on the same ports", async () => {
    const before = await connectAmi(lab.pbx.ami);
    await lab.pbx.kill9();
    await expect(before.send([["Action", "Ping"]], 500)).rejects.toThrow();
    await expect(connectAmi(lab.pbx.ami)).rejects.toThrow(/ECONNREFUSED/);
    await lab.pbx.restart();
    const after = await connectAmi(lab.pbx.ami);
    expect(await after.send([["Action", "Ping"]])).toMatchObject({
      Response: "Success",
    });
    after.close();
  });

  it("survives a reload", async () => {
    await lab.pbx.reload();
    expect(await lab.pbx.cli("dialplan show click2dial-user")).toMatch(
      /Dial\(/,
    );
  });
});
