import { type LanguageWords, list } from "./language-words.ts";

export const HUNGARIAN: LanguageWords = {
  language: "Hungarian",
  phone: list`
    telefon tel mobil hívjon hívja hívható telefonszám vonal ügyelet hívás telefonon hívd hívjál hívjanak telefonálj telefonáljon telefonos telefonszámom mobilom csörgess hívásra telefonunk zöldszám zöldszámon`,
  phoneStems: list`telefon mobiltel`,
  hint: list`
    kapcsolat iroda ügyfélszolgálat recepció központi elérhetőség időpont időpontfoglalás bejelentkezés
    foglalás információ kérdés segélyhívó rendelő asztalfoglalás időpontkérés tulajdonos gondnok házmester portás vízszerelő villanyszerelő lakatos autómentő vontatás taxi állatorvos orvos háziorvos fogorvos védőnő kórház gyógyszertár patika ügyvéd közjegyző könyvelő könyvelés értékesítés eladó tanácsadó kapcsolattartó felelős igazgató polgármester önkormányzat plébánia iskola óvoda könyvtár múzeum színház uszoda anya apa anyu apu mama papa nagymama nagypapa néni bácsi testvér húga öccse lánya fia férje felesége szomszéd barát barátnő kolléga főnök sofőr futár bébiszitter kiadó érdeklődők érdeklődés jutalom megtalált hibabejelentés rendelések kiszállítás asztal bolt üzlet műhely fodrász pékség étterem szálloda otthon munkahely sürgős üzenet dr`,
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
