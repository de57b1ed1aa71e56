import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { makeAuthority, startSink } from "../testing.ts";
import { guardRules } from "../testing-bench.ts";
import { RequestFault, SinkRefused } from "./fault.ts";
import { Guard, type GuardParts, type GuardRules } from "./guard.ts";

const authority = makeAuthority();

function guard(rules: Partial<GuardRules> = {}, parts: GuardParts = {}): Guard {
  const made = new Guard(guardRules(rules), { ca: authority.ca, ...parts });
  onTestFinished(() => made.close());
  return made;
}

const local = (rules: Partial<GuardRules> = {}) =>
  guard({ allow: ["127.0.0.0/8"], ...rules });

function post(of: Guard, url: string, body = "{}") {
  return of.request({ url, method: "POST", body: Buffer.from(body) });
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => "answered",
    (fault: unknown) =>
      fault instanceof RequestFault
        ? fault.code
        : fault instanceof SinkRefused
          ? "refused"
          : fault,
  );

/** Every way to write an address or a URL that must not be asked. */
const REFUSED = [
  // not https, or not plainly so
  ...[
    "http://sink.example/",
    "javascript:alert(1)",
    "urn:x",
    "ftp://a.example",
  ],
  ...[
    "//sink.example/",
    "sink.example",
    "https:sink.example",
    "https:/x.example",
  ],
  ...["https:///sink.example", "https:\\\\sink.example", "https://"],
  ...[" https://sink.example", "https://sink.example ", "\thttps://a.example"],
  ...[
    "ht\ntps://sink.example",
    "https://sink.example\r\nx",
    "https://si\tnk.example",
  ],
  ...[
    "wss://sink.example",
    "file:///etc/passwd",
    "",
    "https://?x",
    "https://#",
  ],
  // user-info, fragment, length, backslash
  ...["https://user@sink.example/", "https://user:pass@sink.example/"],
  ...["https://@sink.example/", "https://:@sink.example/"],
  ...["https://8.8.8.8\\@127.0.0.1/", "https://sink.example\\x"],
  ...["https://sink.example/#", "https://sink.example/#x"],
  `https://sink.example/${"x".repeat(2048)}`,
  // IPv4 of every spelling
  ...["https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://0/"],
  ...["https://2130706433/", "https://0x7f000001/", "https://0x7f.1/"],
  ...["https://0177.0.0.1/", "https://017700000001/", "https://0x7F.0.0.0x1/"],
  ...["https://127.0.0.1./", "https://１２７.０.０.１/", "https://①②⑦.⓪.⓪.①/"],
  ...["https://127。0。0。1/", "https://127.0.0.%31/", "https://%31%32%37.1/"],
  ...["https://10.1.2.3/", "https://172.16.0.1/", "https://192.168.1.1/"],
  ...["https://169.254.169.254/latest/meta-data/", "https://100.64.0.1/"],
  ...["https://192.0.2.1/", "https://198.18.0.1/", "https://224.0.0.1/"],
  ...["https://255.255.255.255/", "https://0.0.0.0/", "https://4294967295/"],
  // IPv6 of every family
  ...["https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/"],
  ...["https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/"],
  ...["https://[0:0:0:0:0:0:0:1]/", "https://[::ffff:8.8.8.8]/"],
  ...["https://[64:ff9b::7f00:1]/", "https://[64:ff9b::127.0.0.1]/"],
  ...["https://[2002:7f00:1::]/", "https://[2001::1]/", "https://[fc00::1]/"],
  ...[
    "https://[fd12:3456::1]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25lo]/",
  ],
  ...["https://[ff02::1]/", "https://[2001:db8::1]/", "https://[3fff::1]/"],
  ...["https://[100::1]/", "https://[fec0::1]/", "https://[::1"],
  // names of this machine, and names that are none
  ...["https://localhost/", "https://LOCALHOST/", "https://localhost./"],
  ...["https://a.localhost/", "https://loc%61lhost/", "https://ｌocalhost/"],
  ...["https://a..example/", "https://.example/", "https://*.example/"],
  `https://${"a".repeat(64)}.example/`,
];

test.each(REFUSED)("%j is refused as a text, and never asked", async (url) => {
  const asked: string[] = [];
  const made = guard(
    {},
    {
      resolve: (host) => {
        asked.push(host);
        return Promise.resolve(["127.0.0.1"]);
      },
    },
  );
  expect(() => made.check(url)).toThrow(SinkRefused);
  expect(await code(post(made, url))).toBe("refused");
  expect(asked).toEqual([]);
});

test.each([
  ["https://sink.example", "https://sink.example/"],
  ["HTTPS://Sink.Example:443/a?b=c", "https://sink.example/a?b=c"],
  ["https://münchen.example/", "https://xn--mnchen-3ya.example/"],
  ["https://8.8.8.8/", "https://8.8.8.8/"],
  ["https://[2a00:1450::1]:8443/", "https://[2a00:1450::1]:8443/"],
  ["https://a_b.example/", "https://a_b.example/"],
])("%s is taken", (text, href) => {
  expect(guard().check(text).href).toBe(href);
});

test("ports by the list alone", () => {
  const made = guard({ ports: ["443", "8000-8002"] });
  for (const port of ["", ":443", ":8000", ":8001", ":8002"])
    expect(made.check(`https://sink.example${port}/`)).toBeInstanceOf(URL);
  for (const port of [":22", ":80", ":7999", ":8003", ":8443", ":0"])
    expect(() => made.check(`https://sink.example${port}/`)).toThrow(
      SinkRefused,
    );
});

describe("addresses a name stands for", () => {
  test.each([
    [["127.0.0.1"]],
    [["::1"]],
    [["8.8.8.8", "10.0.0.1"]],
    [["2a00:1450::1", "::ffff:127.0.0.1"]],
    [["fe80::1%lo"]],
    [["2002:7f00:1::"]],
    [["64:ff9b::7f00:1"]],
    [["0.0.0.0"]],
  ])("%j: all must be public", async (addresses) => {
    const sink = await startSink(authority);
    const made = guard({}, { resolve: () => Promise.resolve(addresses) });
    const url = `https://sink.example:${sink.port}/`;
    expect(await code(post(made, url))).toBe("E_ADDRESS");
    expect(sink.connections()).toBe(0);
  });

  it("an answer that changes after the check is not looked at; the next attempt is checked anew", async () => {
    const sink = await startSink(authority);
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    const asked: string[] = [];
    const made = guard(
      // The first connection of a process reads all the system's certificates.
      {
        allow: ["127.0.0.0/8"],
        ...{ connectTimeoutMs: 4_000, totalTimeoutMs: 4_000 },
      },
      {
        resolve: (host) => {
          asked.push(host);
          return Promise.resolve(answers.shift() ?? ["169.254.169.254"]);
        },
      },
    );
    const url = `https://sink.example:${sink.port}/`;
    expect((await post(made, url)).status).toBe(204);
    expect(asked).toEqual(["sink.example"]);
    // The connection is kept, and yet not used: what the name says now counts.
    expect(await code(post(made, url))).toBe("E_ADDRESS");
    expect(await code(post(made, url))).toBe("E_ADDRESS");
    expect(sink.taken).toHaveLength(1);
  });

  it("asks a real name server once for each attempt, and connects to what it said", async () => {
    const sink = await startSink(authority);
    const { server, asked } = await nameServer([127, 0, 0, 1]);
    const made = guard({ allow: ["127.0.0.0/8"], dnsServers: [server] });
    const url = `https://sink.test:${sink.port}/`;
    expect((await post(made, url)).status).toBe(204);
    expect(asked).toEqual(["A", "AAAA"]);
    const strict = guard({ dnsServers: [server] });
    expect(await code(post(strict, url))).toBe("E_ADDRESS");
    expect(asked).toHaveLength(4);
  });

  it("a name without an address", async () => {
    const { server } = await nameServer(undefined);
    const made = guard({ dnsServers: [server] });
    expect(await code(post(made, "https://sink.test/"))).toBe("E_DNS");
  });

  it("tries the next address where nobody listens", async () => {
    const sink = await startSink(authority);
    const made = guard(
      { allow: ["127.0.0.0/8", "::1"] },
      { resolve: () => Promise.resolve(["127.0.0.9", "::1", "127.0.0.1"]) },
    );
    const url = `https://sink.example:${sink.port}/`;
    expect((await post(made, url)).status).toBe(204);
    await sink.stop();
    expect(await code(post(made, url))).toBe("E_CONNECT");
  });
});

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
});

describe("what comes back", () => {
  test.each([301, 302, 303, 307, 308])("%i is not followed", async (status) => {
    const hidden = await startSink(authority);
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(status, { location: `${hidden.origin}/` }).end();
    });
    expect((await post(local(), sink.origin)).status).toBe(status);
    expect(hidden.connections()).toBe(0);
  });

  it("a body is read up to the limit, then the connection is cut; nothing is decompressed, no cookie is kept", async () => {
    const zipped = gzipSync("x".repeat(100_000));
    const sink = await startSink(authority, ({ path }, response) => {
      response.setHeader("set-cookie", "a=b");
      if (path === "/zip") {
        response.setHeader("content-encoding", "gzip");
        response.end(zipped);
      } else {
        response.write("x".repeat(3_000));
        const timer = setInterval(() => response.write("x".repeat(1_000)), 1);
        response.on("close", () => clearInterval(timer));
      }
    });
    const made = local();
    const zip = await post(made, `${sink.origin}/zip`);
    expect([zip.body, zip.isCut]).toEqual([zipped, false]);
    const endless = await post(made, `${sink.origin}/endless`);
    expect(endless).toMatchObject({ status: 200, isCut: true });
    expect(endless.body.length).toBeLessThanOrEqual(4_096);
    for (const { headers } of sink.taken)
      expect(headers).not.toHaveProperty("cookie");
  });

  it("a body that never ends changes nothing about the status", async () => {
    const sink = await startSink(authority, (_, response) => {
      response.writeHead(200);
      response.write("x");
    });
    const made = local({ totalTimeoutMs: 100 });
    expect(await post(made, sink.origin)).toMatchObject({
      status: 200,
      isCut: true,
    });
  });

  it("no answer in time", async () => {
    const sink = await startSink(authority, () => undefined);
    const made = local({ totalTimeoutMs: 60 });
    expect(await code(post(made, sink.origin))).toBe("E_TIMEOUT");
    expect(sink.taken).toHaveLength(1);
  });

  test.each([
    ["silent", () => undefined, "E_TIMEOUT"],
    ["plain http", (it: Socket) => it.end("HTTP/1.1 200 OK\r\n\r\n"), "E_TLS"],
    ["gone at once", (it: Socket) => it.destroy(), "E_TLS"],
  ] as const)("no TLS: %s", async (_, does, wanted) => {
    const server = createServer((socket) => {
      onTestFinished(() => void socket.destroy());
      socket.on("error", () => undefined);
      does(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const address = server.address();
    const port =
      typeof address === "object" && address !== null ? address.port : 0;
    const made = local({ connectTimeoutMs: 60 });
    const url = `https://127.0.0.1:${port}/`;
    expect(await code(post(made, url))).toBe(wanted);
  });

  it("no HTTP, and headers without end", async () => {
    const sink = await startSink(authority, ({ path }, _, { socket }) => {
      if (path === "/garbage") socket.end("rubbish\r\n\r\n");
      else if (path === "/gone") socket.destroy();
      else
        socket.write(
          `HTTP/1.1 200 OK\r\n${"x: ".padEnd(500, "y").concat("\r\n").repeat(60)}`,
        );
    });
    const made = local();
    for (const path of ["/garbage", "/gone", "/headers"])
      expect(await code(post(made, sink.origin + path))).toBe("E_PROTOCOL");
  });

  it("its words give nothing away", async () => {
    const made = guard({}, { resolve: () => Promise.resolve(["10.0.0.1"]) });
    const seen = await Promise.all(
      ["https://a.example/", "https://b.example:9/"].map((url) =>
        post(made, url).catch((fault: unknown) => String(fault)),
      ),
    );
    expect(new Set(seen)).toEqual(
      new Set(["RequestFault: the request had no answer"]),
    );
  });
});

describe("connections", () => {
  it("are kept for the next request, one for each name", async () => {
    const sink = await startSink(authority);
    const made = guard(
      { allow: ["127.0.0.1"] },
      { resolve: () => Promise.resolve(["127.0.0.1"]) },
    );
    for (const host of ["a.sink.test", "a.sink.test", "b.sink.test"])
      await post(made, `https://${host}:${sink.port}/`);
    expect([sink.taken.length, sink.connections()]).toEqual([3, 2]);
  });

  it("one that was closed meanwhile costs no attempt", async () => {
    const first = await startSink(authority, (_, response, { socket }) => {
      response.writeHead(204).end();
      response.on("finish", () => setTimeout(() => socket.destroy(), 20));
    });
    const made = local();
    for (let round = 0; round < 5; round++) {
      expect((await post(made, first.origin)).status).toBe(204);
      await new Promise((resolve) => setTimeout(resolve, 18 + round));
    }
  });
});

/** Answers A with this address, AAAA with nothing; without an address: there is no such name. */
async function nameServer(address: readonly number[] | undefined) {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (query, peer) => {
    const end = query.indexOf(0, 12) + 5;
    const type = query.readUInt16BE(end - 4);
    asked.push(type === 1 ? "A" : "AAAA");
    const isKnown = address !== undefined;
    const has = isKnown && type === 1;
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2);
    head.writeUInt16BE(has ? 1 : 0, 6);
    head.fill(0, 8, 12);
    const answer = has
      ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address])
      : Buffer.alloc(0);
    const question = query.subarray(12, end);
    socket.send(
      Buffer.concat([head, question, answer]),
      peer.port,
      peer.address,
    );
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  onTestFinished(() => void socket.close());
  return { server: `127.0.0.1:${socket.address().port}`, asked };
}
