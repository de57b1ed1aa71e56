import { type LanguageWords, list } from "./language-words.ts";

export const CZECH_SLOVAK_SLOVENE_CROATIAN: LanguageWords = {
  language: "Czech, Slovak, Slovene, Croatian",
  phone: list`
    telefon tel mobil mobilní mobilný volejte volajte volat infolinka gsm mobitel nazovite pokličite
    zovite telefón ústředna ústredňa linka
  `,
  phoneStems: list`telefon telefón`,
  hint: list`
    kontakt kancelář recepce pohotovost zákaznická info recepcija ured dežurstvo kancelária spojovatelka
    objednávejte objednajte objednání informace informácie dotazy rezervace rezervácie ordinace
    ambulancia naročite naručite informacije upiti naročila naročanje pomoc servis
  `,
  fax: list`fax faks`,
  numbering: list`č číslo čislo čísle broj št številka br cislo`,
  neutral: list`naše moje na telefonní naš telefónne`,
  stop: {
    order: list`
      objednávka objednávky faktura faktúra faktury doklad zásilka zásielka narudžba narudžbe račun računa
      naročilo naročila variabilní variabilný vs zakázka
    `,
    person: list`zákazník zákazníka rodné rč oib emšo jmbg kupac klient`,
    company: list`ičo dič ico dic matični mb davčna`,
    bank: list`účet účtu iban karta konto trr žiro`,
    goods: list`artikl zboží výrobek sériové kód kod šifra serijski ean`,
    id: list`
      smlouva smlouvy zmluva ugovor pogodba psč verze strana spisová poštanski čárový inventární bankovní
      spz občanský průkaz sledovací balík žádost reklamace jízdenka let místo losování parcela elektroměr
      odběratel průkazu zakázka rozsudek zákon zařízení imei sériové příkaz doklad spis jednací čj licence
      ean čiarový inventárny bankový evidenčné evč občiansky sledovacie žiadosť reklamácia lístok parcely
      zariadenie faktúry zmluvy platba crtični inventarni putovnica registracija praćenje paket zahtjev
      reklamacija karta čestica brojilo licenca uređaj serijski verzija bančni registrska pošiljke zahteva
      vozovnica števec naprava različica tekoči transakcijski
    `,
    amount: list`celkem spolu cena částka suma počet obyvatel ukupno skupaj iznos`,
  },
  unit: list`kč czk ks obyvatel obyvateľov osob kuna kn eur rsd kom stanovnika prebivalcev`,
  link: list`na je a nebo alebo nás nám i ili ali`,
};
