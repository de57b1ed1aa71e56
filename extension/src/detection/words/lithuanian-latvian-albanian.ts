import { type LanguageWords, list } from "./language-words.ts";

export const LITHUANIAN_LATVIAN_ALBANIAN: LanguageWords = {
  language: "Lithuanian, Latvian, Albanian",
  phone: list`
    telefonas tel mob skambinkite tālrunis tālr zvaniet mobilais telefoni telefon cel telefononi mobilus
    tālruni
  `,
  phoneStems: list`telefon tālrun skambin`,
  hint: list`
    kontaktai biuras kontakti birojs kontakt zyra linija līnija registruotis registratūra informacija
    pieteikties pieraksts informācija rezervime klausimai užsakymai reģistratūra
  `,
  fax: list`faksas fakss faks fax`,
  numbering: list`nr numeris numurs numri`,
  neutral: list`mūsų mūsu ynë`,
  stop: {
    order: list`
      užsakymo užsakymas sąskaita pasūtījums pasūtījuma rēķins rēķina porosia fatura sąskaitos siuntos
    `,
    person: list`kliento klienta asmens personas paso`,
    company: list`pvm pvn reģistrācijas įmonės nipt nuis`,
    bank: list`konta konts sąskaitos kortelės iban`,
    goods: list`kodas kods prekės serijos produkti`,
    id: list`
      sutarties līguma pašto pasta kontrata brūkšninis inventoriaus banko valstybinis pažymėjimo siuntimo
      prašymo skundo bilieto skrydžio vietos sklypo skaitiklio abonento sprendimo įrenginio versija
      mokėjimo kvito licencijos svītrkods inventāra bankas valsts apliecības sūtījuma iesnieguma biļetes
      lidojuma zemes skaitītāja abonenta lēmuma ierīces maksājuma kvīts licences sērijas barkod targa
      pasaporta llogaria seriali pako kërkesa bileta matësi
    `,
    amount: list`suma summa kaina cena viso kopā gyventojų`,
  },
  unit: list`vnt gab eurų eiro gyventojų lekë asmenų`,
  link: list`yra ir arba ar vai në mums`,
};
