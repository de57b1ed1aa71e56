import { type LanguageWords, list } from "./language-words.ts";

export const HUNGARIAN: LanguageWords = {
  language: "Hungarian",
  phone: list`
    telefon tel mobil hívjon hívja hívható telefonszám vonal ügyelet hívás telefonon
  `,
  phoneStems: list`telefon mobiltel`,
  hint: list`
    kapcsolat iroda ügyfélszolgálat recepció központi elérhetőség időpont időpontfoglalás bejelentkezés
    foglalás információ kérdés segélyhívó rendelő asztalfoglalás
  `,
  fax: list`fax telefax`,
  numbering: list`szám sz száma számon`,
  numberingEndings: list`szám száma azonosító`,
  neutral: list`a az hívószám ingyenes`,
  stop: {
    order: list`rendelés rendelési számla számlaszám csomag nyugta ajánlat`,
    person: list`ügyfél taj személyi útlevél`,
    company: list`adószám cégjegyzék adó`,
    bank: list`bankszámla bankszámlaszám iban kártya`,
    goods: list`cikk cikkszám termék gyári kód széria`,
    id: list`
      szerződés kötvény azonosító irányítószám verzió oldal hivatkozás vonalkód leltári bankszámla
      rendszám jogosítvány nyomkövetési kérelem panasz jegy járat ülés sorsolás helyrajzi mérőóra
      fogyasztó tagsági határozat törvény eszköz imei átutalás bizonylat engedély ügyirat iktatószám
      sorozatszám sorszám leltár
    `,
    amount: list`összesen összeg ár ára lakosság darab`,
  },
  unit: list`ft forint huf db fő lakos ezer millió`,
  link: list`a az és vagy minket következő`,
};
