import type { Random } from "./random.ts";

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

function clock(random: Random): string {
  return `${pad(random.between(0, 23))}:${pad(random.between(0, 59))}:${pad(random.between(0, 59))}`;
}

function isoDate(random: Random): string {
  return `${random.between(1950, 2035)}-${pad(random.between(1, 12))}-${pad(random.between(1, 28))}`;
}

function date(random: Random): string {
  const day = random.between(1, 28);
  const month = random.between(1, 12);
  const year = random.between(1950, 2035);
  return random.pick([
    `${pad(day)}.${pad(month)}.${year}`,
    `${day}. ${month}. ${year}`,
    `${pad(month)}/${pad(day)}/${year}`,
    `${pad(day)}-${pad(month)}-${year}`,
    `${year}/${pad(month)}/${pad(day)}`,
    `${pad(day)}.${pad(month)}.${pad(year % 100)} - ${pad(random.between(1, 28))}.${pad(month)}.${pad(year % 100)}`,
    isoDate(random),
  ]);
}

function money(random: Random): string {
  const groups = [random.between(1, 999), random.digits(3), random.digits(3)];
  return random.pick([
    `$${groups.join(",")}.${random.digits(2)}`,
    `${groups.join(".")},${random.digits(2)} €`,
    `€ ${groups.join(" ")}`,
    `£${random.digits(4)}${random.digits(4)}`,
    `${groups.join("'")} CHF`,
    `${groups.join(" ")} kr`,
    `¥${groups.join(",")}`,
    `${groups.join(" ")} руб.`,
    `${groups.join(" ")} zł`,
    `₹${random.between(10, 99)},${random.digits(2)},${random.digits(3)}`,
  ]);
}

function luhn(body: string): string {
  let sum = 0;
  for (const [index, digit] of [...body].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return body + String((10 - (sum % 10)) % 10);
}

function card(random: Random): string {
  const number = luhn(random.pick(["4", "51", "37"]) + random.digits(14)).slice(
    0,
    16,
  );
  const separator = random.pick([" ", "-", ""]);
  return number.replace(/(\d{4})(?=\d)/g, `$1${separator}`);
}

function ean13(prefix: string, random: Random): string {
  const body = prefix + random.digits(12 - prefix.length);
  let sum = 0;
  for (const [index, digit] of [...body].entries()) {
    sum += Number(digit) * (index % 2 === 0 ? 1 : 3);
  }
  return body + String((10 - (sum % 10)) % 10);
}

function isbn(random: Random): string {
  const digits = ean13("978", random);
  return random.pick([
    digits,
    `${digits.slice(0, 3)}-${digits.slice(3, 4)}-${digits.slice(4, 7)}-${digits.slice(7, 12)}-${digits.slice(12)}`,
    `${digits.slice(3, 4)}-${digits.slice(4, 7)}-${digits.slice(7, 12)}-X`,
  ]);
}

function iban(random: Random): string {
  const body =
    random.pick(["DE", "GB", "FR", "NO", "PL", "ES"]) + random.digits(2);
  const bban = random.digits(18).replace(/(\d{4})/g, " $1");
  return body + bban;
}

function sequence(random: Random): string {
  const first = random.between(1, 40);
  const step = random.between(1, 2);
  return Array.from({ length: random.between(6, 11) }, (_, index) =>
    pad(first + index * step),
  ).join(" ");
}

function coordinates(random: Random): string {
  return `${random.between(1, 89)}.${random.digits(6)}, -${random.between(1, 179)}.${random.digits(6)}`;
}

function log(random: Random): string {
  return `${isoDate(random)}T${clock(random)}.${random.digits(3)}Z [${random.between(1000, 99999)}] GET /api/v1/items/${random.digits(8)} ${random.between(10, 250)}.${random.between(0, 255)}.${random.between(0, 255)}.${random.between(1, 254)} 200 ${random.digits(5)}`;
}

/** Drawings of what users hate to see offered as a number. */
export const LOOK_ALIKES: Readonly<Record<string, (random: Random) => string>> =
  {
    money,
    date,
    card,
    isbn,
    iban,
    sequence,
    log,
    stamp: (random) =>
      `${isoDate(random)}${random.pick(["T", " "])}${clock(random)}${random.pick(["", "Z", "+02:00", ".123456"])}`,
    ip: (random) =>
      `${random.between(100, 255)}.${random.between(0, 255)}.${random.between(0, 255)}.${random.between(1, 254)}${random.pick(["", ":8080", "/24"])}`,
    file: (random) =>
      `${random.pick(["IMG_", "scan-", "backup_", "DSC"])}${random.digits(10)}${random.pick([".jpg", ".pdf", ".tar.gz"])}`,
    url: (random) =>
      `https://example.com/${random.pick(["item/", "p?id=", "o/", "status/"])}${random.digits(10)}`,
    mail: (random) => `u${random.digits(10)}@example.org`,
    hash: (random) => random.hex(40),
    hex: (random) => `0x${random.hex(12)}`,
    uuid: (random) =>
      [8, 4, 4, 4, 12].map((length) => random.hex(length)).join("-"),
    coords: coordinates,
    ean: (random) => ean13("40", random),
    version: (random) =>
      `${random.between(0, 40)}.${random.between(0, 9)}.${random.between(0, 99999)}.${random.between(0, 9999)}`,
    score: (random) =>
      `${random.between(0, 5)}-${random.between(0, 5)} (${random.between(0, 3)}-${random.between(0, 3)})`,
    pages: (random) =>
      `${random.between(100, 500)}-${random.between(501, 999)} (${random.between(1970, 2030)})`,
    wrong: (random) =>
      random.pick(["+999 ", "+1 111 ", "+0 "]) +
      random.digits(3) +
      "-" +
      random.digits(4),
    emergency: (random) =>
      random.pick(["112", "911", "999", "110", "119", "000", "15", "18"]),
    short: (random) => random.digits(5).replace(/^0/, "6"),
    years: (random) =>
      `${random.between(1850, 1940)}-${random.between(1941, 2030)}`,
    math: (random) =>
      `${random.digits(3)}+${random.digits(3)}*${random.digits(4)}`,
    size: (random) =>
      `${random.between(100, 4000)}x${random.between(100, 4000)}`,
    postcode: (random) => `${random.between(10000, 99999)}-${random.digits(4)}`,
    decimal: (random) => `${random.between(0, 9)}.${random.digits(12)}`,
    count: (random) =>
      `${random.between(1, 999)},${random.digits(3)},${random.digits(3)}`,
    percent: (random) => `${random.between(10, 99)}.${random.digits(6)}%`,
  };
