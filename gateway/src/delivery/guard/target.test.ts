import { expect, test } from "vitest";
import { SinkRefused } from "./fault.ts";
import { code, guard, post } from "./testing.ts";

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
