import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, type Settings } from "./schema.ts";
import {
  isOnSite,
  isScanned,
  parseSite,
  partsOffOn,
  withPartsOff,
  withSite,
} from "./sites.ts";

function detecting(part: Partial<Settings["detection"]>): Settings {
  return {
    ...DEFAULT_SETTINGS,
    detection: { ...DEFAULT_SETTINGS.detection, ...part },
  };
}

it.each([
  ["crm.example.org", "crm.example.org", true],
  ["crm.example.org", "example.org", false],
  ["crm.example.org", "*.example.org", true],
  ["example.org", "*.example.org", true],
  ["notexample.org", "*.example.org", false],
])("%s on %s: %s", (host, site, expected) => {
  expect(isOnSite(host, site)).toBe(expected);
});

it.each([
  ["crm.example.org", "crm.example.org"],
  [" CRM.example.org ", "crm.example.org"],
  ["https://crm.example.org/people?x=1", "crm.example.org"],
  ["*.example.org", "*.example.org"],
  ["bücher.example", "xn--bcher-kva.example"],
])("reads the site %s", (typed, site) => {
  expect(parseSite(typed)).toBe(site);
});

it.each(["", "*", "*.*.org", "two words", "https://"])(
  "reads no site in %j",
  (typed) => {
    expect(parseSite(typed)).toBeUndefined();
  },
);

it("turns off parts on a site and its hosts, keeps them through its switch, and forgets them with the site", () => {
  const site = "*.example.org";
  const less = withPartsOff(detecting({}), site, ["hover", "links"]);
  expect(partsOffOn(less, "crm.example.org")).toEqual(["links", "hover"]);
  expect(partsOffOn(less, "example.com")).toEqual([]);
  const both = withPartsOff(less, "crm.example.org", ["text", "hover"]);
  const off = withSite(both, "crm.example.org", false);
  expect(partsOffOn(off, "crm.example.org")).toEqual([
    "text",
    "links",
    "hover",
  ]);
  const on = withSite(off, "crm.example.org", true);
  const none = withPartsOff(
    withPartsOff(on, "crm.example.org", undefined),
    site,
    undefined,
  );
  expect(none.detection.partsOff).toEqual({});
});

describe("one host's switch", () => {
  it("begins the list of sites where nothing was scanned", () => {
    const settings = withSite(detecting({}), "crm.example.org", true);
    expect(settings.detection).toEqual({
      mode: "sites",
      sites: ["crm.example.org"],
      offSites: [],
      partsOff: {},
    });
    expect(isScanned(settings, "crm.example.org")).toBe(true);
  });

  it("off holds against a wildcard and everywhere", () => {
    for (const part of [
      { mode: "everywhere" },
      { mode: "sites", sites: ["*.example.org"] },
    ] as const) {
      const off = withSite(
        detecting({ ...part, sites: [...("sites" in part ? part.sites : [])] }),
        "crm.example.org",
        false,
      );
      expect(isScanned(off, "crm.example.org")).toBe(false);
      const on = withSite(off, "crm.example.org", true);
      expect(isScanned(on, "crm.example.org")).toBe(true);
      expect(on.detection.offSites).toEqual([]);
    }
  });
});
