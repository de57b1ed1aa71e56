/** A beginning that words for ids share across languages, with a word that no table holds. */
export interface StopRoot {
  readonly root: RegExp;
  readonly example: string;
  readonly reason: string;
}

/** Latin and Greek went into the offices of most languages: one root stands for all its inflections. */
export const STOP_ROOTS: readonly StopRoot[] = [
  { root: /^fa[ck]?t+ur/, example: "fakturačný", reason: "invoices" },
  { root: /^matri[ck](?:[^e]|e$)/, example: "matrikula", reason: "registers" },
  { root: /^identi[fgtdcč]/, example: "identifikator", reason: "identifiers" },
  {
    root: /^r[eé]f[eé]r(?:[eê]n[ctzsç]|inț)/,
    example: "referencia-szám",
    reason: "references",
  },
  {
    root: /^[ck]ontra[ck]?t(?!or|ist|ant)/,
    example: "kontraktu",
    reason: "contracts",
  },
  { root: /^li[czs]en[czsç]/, example: "licencja", reason: "licences" },
  { root: /^pas+[ae]?port/, example: "passaporte", reason: "passports" },
  { root: /^[cszç]ertifi/, example: "certifikat", reason: "certificates" },
  {
    root: /^trans+a[ckz][tczsç]?/,
    example: "transakcji",
    reason: "transactions",
  },
  { root: /^inventa/, example: "inventarnummers", reason: "inventories" },
  { root: /^[ck]atal[oó]g/, example: "katalogowy", reason: "catalogues" },
  { root: /^proto[ck][oó][lł]/, example: "protokołu", reason: "protocols" },
  { root: /^do[ck]ument/, example: "dokumentu", reason: "documents" },
  { root: /^barkod|^barcod/, example: "barcodenummer", reason: "bar codes" },
  { root: /^invoic/, example: "invoicing", reason: "invoices" },
  { root: /^verifi[ck]/, example: "verifikační", reason: "codes to verify" },
  { root: /^subs[ck]ri[bp]/, example: "subscription", reason: "subscriptions" },
  { root: /^gu?arant/, example: "garantía", reason: "warranties" },
  { root: /^идентиф/, example: "идентификатор", reason: "identifiers" },
  { root: /^регистрационн/, example: "регистрационного", reason: "registers" },
  { root: /^докумен/, example: "документа", reason: "documents" },
  { root: /^транзакц/, example: "транзакции", reason: "transactions" },
  { root: /^сертифи/, example: "сертификата", reason: "certificates" },
];
