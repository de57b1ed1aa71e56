import { describe, expect, it } from "vitest";
import { scanCandidates } from "./candidates.ts";
import { EVIDENCE } from "./evidence.ts";
import { extensionAt } from "./extensions.ts";
import { findPhoneNumbers } from "./find-phone-numbers.ts";
import { labelBefore } from "./labels.ts";
import { LOOK_ALIKES } from "./look-alikes.ts";
import { roleOf } from "./vocabulary.ts";
import {
  ID_ABBREVIATIONS,
  REFERENCE_LETTERS,
} from "./words/id-abbreviations.ts";
import { LANGUAGES, UNSPACED } from "./words/index.ts";
import { PAIRS } from "./words/pairs.ts";
import { STOP_ROOTS } from "./words/stop-roots.ts";

const LOOK_ALIKE_EXAMPLES: Readonly<Record<string, string>> = {
  timestamp: "2014-04-12 04:04:31",
  "year-first date": "2014/04/12",
  "day-first or month-first date": "10.12.1982",
  "clock time": "09:00-17:30",
  "clock times with dots": "08.00-16.30",
  "opening hours": "8am",
  "IPv4 address": "192.168.100.254",
  "Brazilian tax number": "12.345.678/0001-95",
  "Chilean tax number": "12.345.678-5",
  thousands: "1.234.567,89",
  version: "10.0.19045.3570",
  decimal: "3.14159265358979",
  "UUID of digits": "12345678-1234-1234-1234-123456789012",
  "payment card": "4111-1111-1111-1111",
  ISBN: "0-306-40615-7",
  "span of years": "1914-1918",
  "long postcode": "90210-1234",
};

describe("look-alikes", () => {
  it.each(LOOK_ALIKES.map(({ name }) => name))("%s is no candidate", (name) => {
    const example = LOOK_ALIKE_EXAMPLES[name] ?? "";
    const rule = LOOK_ALIKES.find((one) => one.name === name);
    if (rule) rule.pattern.lastIndex = 0;
    expect(rule?.pattern.test(example), example).toBe(true);
    expect(scanCandidates(example)).toEqual([]);
  });
});

/** For each piece of evidence: a text whose answer it turns, with the answer. */
const EVIDENCE_EXAMPLES: Readonly<
  Record<string, readonly [string, string, number]>
> = {
  "plus sign or international prefix": ["+49 30 23125000", "US", 1],
  "trunk prefix": ["Frau Lang 03023125000", "DE", 1],
  "trunk prefix missing": ["und 30 23125000", "DE", 0],
  "calling code without plus": ["und 4930231250 da", "DE", 0],
  "usual grouping": ["at 201-555-0123 now", "US", 1],
  "other usual grouping": ["y 612 345 679 o", "ES", 1],
  "joined grouping": ["so (201) 5550123 then", "US", 1],
  "even grouping": ["so 030 231 250 00 dann", "DE", 1],
  "odd grouping": ["so 0 3 0 23125 dann", "DE", 0],
  "odd grouping after a word to call": ["Tel. 0 30231 250 00", "DE", 1],
  "no grouping": ["at 2015550123 now", "US", 0],
  "area code in brackets": ["so (201)5550123 then", "US", 1],
  label: ["Phone 2015550123", "US", 1],
  hint: ["Reception 2015550123", "US", 1],
  "column or field for telephone numbers": [
    "Who;Phone\nJo;at 2015550123",
    "US",
    1,
  ],
  "column or field for contacts": ["Who|Contact\nTan|91234567", "SG", 1],
  "name before it": ["Casero: 612345678", "ES", 1],
  "word after": ["on 2015550123 (mobile)", "US", 1],
  "alone on its line": ["2015550123", "US", 1],
  "alone in its field": ["Smith;(020)79460018;London", "GB", 1],
  "beside an e-mail address": ["Jo, 21234567, jo@example.com", "DK", 1],
  "toll-free": ["so 800 5550199 then", "US", 1],
  "stop word": ["Order no. 201-555-0123", "US", 0],
  "doubtful word": ["Réservation : 0142334455", "FR", 0],
  "stop word before an international number": [
    "Order no. +12015550123",
    "GB",
    0,
  ],
  "column or field for something else": ["Who;Order\nJo;201-555-0123", "US", 0],
  "unit after": ["so 201 555 0123 votes", "US", 0],
  thousands: ["mer 21 234 567 der", "NO", 0],
  "arithmetic progression": ["01 12 23 34 45", "FR", 0],
  "counting digits": ["und 0123456789 da", "DE", 0],
  years: ["so 2150 2151 now", "HK", 1],
  "date without separators": ["20240131", "DK", 0],
  "slashed pairs": ["le 05/61/30/07/56 ou", "FR", 0],
  "dotted amount": ["at 2123.5961 now", "HK", 0],
  "dotted pairs": ["ved 32.12.34.56 nu", "DK", 0],
};

describe("evidence", () => {
  it.each(EVIDENCE.map(({ name }) => name))("%s", (name) => {
    const example = EVIDENCE_EXAMPLES[name];
    expect(example).toBeDefined();
    if (!example) return;
    const [text, defaultCountry, count] = example;
    expect(findPhoneNumbers(text, { defaultCountry })).toHaveLength(count);
  });

  it("has a reason for every rule", () => {
    for (const { reason } of EVIDENCE) expect(reason).toMatch(/\w{3}/);
  });
});

describe("words", () => {
  it.each(LANGUAGES.map((words) => [words.language, words] as const))(
    "%s: every phone word labels bare digits",
    (_, words) => {
      for (const word of words.phone) {
        if (roleOf(word) !== "phone" || !/^[\p{L}\p{M}]{2,}$/u.test(word))
          continue;
        const found = findPhoneNumbers(`${word}: 2015550123`, {
          defaultCountry: "US",
        });
        expect(
          found.map(({ e164 }) => e164),
          word,
        ).toEqual(["+12015550123"]);
      }
    },
  );

  it.each(LANGUAGES.map((words) => [words.language, words] as const))(
    "%s: every stop word keeps a well-written number back",
    (_, words) => {
      for (const word of Object.values(words.stop).flat()) {
        if (roleOf(word) !== "stop" || !/^[\p{L}\p{M}]{2,}$/u.test(word))
          continue;
        const found = findPhoneNumbers(`${word} 201-555-0123`, {
          defaultCountry: "US",
        });
        expect(found, word).toEqual([]);
      }
    },
  );

  it.each(UNSPACED.map((words) => [words.language, words] as const))(
    "%s: phone and stop terms",
    (_, words) => {
      for (const term of words.stop) {
        const found = findPhoneNumbers(`${term}：201-555-0123`, {
          defaultCountry: "US",
        });
        expect(found, term).toEqual([]);
      }
    },
  );
});

describe("roots and pairs of words", () => {
  it.each(STOP_ROOTS.map(({ example, root }) => [example, root] as const))(
    "%s is a stop word by its root",
    (example, root) => {
      expect(example).toMatch(root);
      expect(roleOf(example)).toBe("stop");
      const text = `${example} 201-555-0123`;
      expect(findPhoneNumbers(text, { defaultCountry: "US" })).toEqual([]);
    },
  );

  it.each(PAIRS.map(({ words, role }) => [words, role] as const))(
    "%s: %s",
    (words, role) => {
      const text = `${words} 201-555-0123`;
      expect(findPhoneNumbers(text, { defaultCountry: "US" })).toHaveLength(
        role === "phone" ? 1 : 0,
      );
    },
  );
});

describe("rows and shapes that a word or a neighbour decides", () => {
  it.each([
    ["+591 71102814 / 71324644", "BO", 2],
    ["2015550123 or 2015550124", "US", 2],
    ["2203-2573 + 2212 0793", "HN", 2],
    ["Tel. 22.709119", "CY", 1],
    ["seit 22.709119", "CY", 0],
    ["depuis 1987 06 50 16 27 50", "MA", 1],
    ['{"shelf": "020 7946 0018"}', "GB", 0],
    ['{"orderId": "020 7946 0018"}', "GB", 0],
    ['{"phone": "020 7946 0018"}', "GB", 1],
    ["TEL;TYPE=CELL:02079460018", "GB", 1],
    ["jo@bank.example 020 7946 0018", "GB", 1],
    ["Az. 0664 129997", "AT", 0],
    ["Oficina: 11 4321-1234 / Ventas: 11 4321-5678", "AR", 2],
    ["Matriz: 022345678 / Bodega: 022345679", "EC", 2],
    ["Fax : 05/61/30/07/56", "FR", 1],
    ["ან 032 2 12 34 56 და", "GE", 1],
    ["hringdu í 5521234", "IS", 1],
    ["यसमा 98 41234567 छ", "NP", 1],
    ["सम्पर्क गर्नुहोस् ९८४१२३४५६७ मा", "NP", 1],
    ["call 1300 FIX NOW today", "AU", 1],
    ["call 13 CATS", "AU", 1],
    ["on 13 CATS", "AU", 0],
    ["الرقم المجاني 800 054 7898", "SA", 1],
    ["رقم الفاتورة 0501234567", "SA", 0],
    ["וטלפון 0542345678", "IL", 1],
    ["התקשרו אלינו למספר 054-234-5678", "IL", 1],
    ["מספר ההזמנה 054-234-5678", "IL", 0],
    ["Zöld szám: 06 80 141 775", "HU", 1],
    ["número principal 612345678", "ES", 1],
    ["número interno del trámite 612345678", "ES", 0],
    ["राम का नंबर 9876543210", "IN", 1],
    ["ग्राहक का नंबर 9876543210", "IN", 0],
    ["রহিমের নম্বর 01712345678", "BD", 1],
    ["Plumber, no call-out fee. 57919134", "MU", 1],
    ["call-out fee 098-1145313", "ZM", 0],
    ["Kundennr. 0171 2345678", "DE", 0],
    ["ozvěte se na 601234567", "CZ", 1],
    ["N'hésitez pas : 06 12 34 56 78", "FR", 1],
    ["Anmeldung bei 0171 2345678", "DE", 1],
    ["når meg på 41234567 etter klokken 16", "NO", 1],
    ["når 41234567 kommer", "NO", 0],
    ["κ. Παπαδόπουλος 6941234567 κινητό", "GR", 1],
    ["Handy 1712345678", "DE", 1],
    ["Tel. 23125000", "DE", 0],
    ["llámame al 61234567", "PA", 1],
    ["ტელ: 555123456", "GE", 1],
    ["Send melding til 41234567", "NO", 1],
    ["melding nr. 41234567", "NO", 0],
    ["رقم الطلب الجديد 0501234567", "SA", 0],
    ["número de cliente nuevo 612345678", "ES", 0],
    ["Réf. annonce 0695495173", "FR", 0],
    ["so (246) 428-1534 is disconnected, use 2464389035", "BB", 2],
    ["so (246) 428-1534 was in room 2464389035", "BB", 1],
    ["Casero: 612345678", "ES", 1],
    ["Bilag: 20123456", "DK", 0],
    ["og så: 40612345", "NO", 0],
    ["Rahul - 9876543210", "IN", 1],
    ["李明,13812345678,北京市朝阳区", "CN", 1],
    ["工单：13812345678", "CN", 0],
    ["母の新しい番号 070-8885-0585", "JP", 1],
    ["商品の番号 090-1234-5678", "JP", 0],
    ["What's Jim's number?\n2015550123 I think", "US", 1],
    ["What's the order number?\n2015550123 I think", "US", 0],
    ["9883129511 पर संपर्क करें", "IN", 1],
    ["9883129511 में बेचा", "IN", 0],
    ["5321234567 numaralı telefonu arayın", "TR", 1],
    ["Sales‑7136897814", "US", 1],
    ["SKU-7136897814", "US", 0],
    ["item-7136897814", "US", 0],
    ["📞 2015550123", "US", 1],
    ["🎈 2015550123", "US", 0],
    ["Faxen Sie den Antrag (4 Seiten) an 0911 9076679.", "DE", 1],
    ["IBAN NL91 ABNA 0337 5554 59", "NL", 0],
    ["Tacos 🌮 pedidos al 81 8771 6821", "MX", 1],
    ["Objednávky na 601234567", "CZ", 1],
    ["Réservation : 01 42 68 53 00", "FR", 1],
    ["Número do pedido: 222 103 881", "AO", 0],
    ["Protocolo de atendimento: 11987654321", "BR", 0],
    ["Tel. 0912/345.678", "SK", 1],
    ["seit 0912/345.678", "SK", 0],
    ["WhatsApp 5491151234567", "AR", 1],
    ["02)1234-5678", "KR", 1],
    ["numer do Kasi: 601234567", "PL", 1],
    ["papa ka number 9876543210", "IN", 1],
  ] as const)("%s", (text, defaultCountry, count) => {
    expect(findPhoneNumbers(text, { defaultCountry })).toHaveLength(count);
  });
});

describe("abbreviations of ids", () => {
  it.each(ID_ABBREVIATIONS.map((entry) => [entry.reason, entry] as const))(
    "%s",
    (_, { letters, capitals }) => {
      for (const word of letters) {
        const large = word.toUpperCase();
        const initials = capitals ? large : word;
        for (const text of [
          large,
          [...initials].join("."),
          `${[...initials].join(".")}.`,
        ]) {
          if (text === word && text === large) continue;
          expect(
            findPhoneNumbers(`${text} 201-555-0123`, { defaultCountry: "US" }),
            text,
          ).toEqual([]);
        }
        expect(["phone", "hint", "fax"]).not.toContain(roleOf(word));
      }
    },
  );

  it.each([
    ["a/c no 020 7946 0018", "GB", 0],
    ["S/N 201-555-0123", "US", 0],
    ['ת"ז 054-234-5678', "IL", 0],
    ["the office, i.e. 020 7946 0018", "GB", 1],
    ["S. 030-231", "DE", 0],
    ["S. 030-23125", "DE", 0],
    ["P. 030-23125", "DE", 1],
    ["§ 030 2312500", "DE", 0],
    ["Kap. 030 2312500", "DE", 0],
  ] as const)("%s", (text, defaultCountry, count) => {
    expect(findPhoneNumbers(text, { defaultCountry })).toHaveLength(count);
  });

  it.each(REFERENCE_LETTERS)("%s. before pages", (letters) => {
    const text = `${letters}. 2015-55012`;
    expect(findPhoneNumbers(text, { defaultCountry: "NO" })).toEqual([]);
    expect(labelBefore(text, letters.length + 2)).toBe("stop");
  });
});

describe("extensions", () => {
  it.each([
    [" ext. 44", "44"],
    [" x9", "9"],
    [";ext=12", "12"],
    [", poste 22", "22"],
    [" DW 12", "12"],
    [" доб. 12", "12"],
    ["转801", "801"],
    [" ramal 5", "5"],
    [" dahili 7", "7"],
    [" #45", "45"],
    [" 内線12", "12"],
    [" 내선 3", "3"],
    [" wew. 4", "4"],
    [" toestel 8", "8"],
    [" nhánh 2", "2"],
    [" int. 6", "6"],
    [" interno 9", "9"],
    [" تحويلة 3", "3"],
  ])("%s", (text, digits) => {
    expect(extensionAt(text, 0)?.digits).toBe(digits);
  });
});
