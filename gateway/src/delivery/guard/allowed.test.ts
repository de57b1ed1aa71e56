import { describe, expect, it } from "vitest";
import { startSink } from "../testing.ts";
import { SinkRefused } from "./fault.ts";
import { authority, code, guard, post } from "./testing.ts";

describe("the admin's list", () => {
  it("a host name: any address, the hosts file counts", async () => {
    const sink = await startSink(authority);
    const url = `https://localhost:${sink.port}/`;
    const made = guard({ allow: ["LOCALHOST"] });
    expect(made.check(url)).toBeInstanceOf(URL);
    expect((await post(made, url)).status).toBe(204);
    expect(() => made.check("https://127.0.0.1/")).toThrow(SinkRefused);
  });

  it("an address as it may be written", () => {
    const made = guard({ allow: ["127.0.0.1", "fd00::/8"] });
    expect(made.check("https://0x7f.1/").hostname).toBe("127.0.0.1");
    expect(made.check("https://[fd12::1]/").hostname).toBe("[fd12::1]");
    expect(() => made.check("https://127.0.0.2/")).toThrow(SinkRefused);
  });

  it("its own authority is trusted for these alone, and a name must be in the certificate", async () => {
    const sink = await startSink(authority);
    const resolve = () => Promise.resolve(["127.0.0.1"]);
    const at = (host: string) => `https://${host}:${sink.port}/`;
    const bare = guard({ allow: ["127.0.0.1"] }, { ca: undefined, resolve });
    expect(await code(post(bare, at("sink.example")))).toBe("E_TLS");
    const made = guard({ allow: ["127.0.0.1"] }, { resolve });
    expect((await post(made, at("sink.example"))).status).toBe(204);
    expect((await post(made, at("127.0.0.1"))).status).toBe(204);
    expect(await code(post(made, at("other.example")))).toBe("E_TLS");
    expect(sink.taken).toHaveLength(2);
  });

  it("a public sink is not vouched for by the admin's authority", async () => {
    const sink = await startSink(authority);
    const at = (addresses: string[], allow: string[]) =>
      guard(
        { allow },
        { isPublic: () => true, resolve: () => Promise.resolve(addresses) },
      );
    const url = `https://sink.example:${sink.port}/`;
    expect(await code(post(at(["127.0.0.1"], []), url))).toBe("E_TLS");
    const halfway = at(["127.0.0.1", "127.0.0.2"], ["127.0.0.1"]);
    expect(await code(post(halfway, url))).toBe("E_TLS");
    expect(sink.taken).toEqual([]);
    const allowed = at(["127.0.0.1"], ["127.0.0.1"]);
    expect((await post(allowed, url)).status).toBe(204);
  });
});
