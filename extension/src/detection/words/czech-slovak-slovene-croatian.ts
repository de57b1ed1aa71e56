import { type LanguageWords, list } from "./language-words.ts";

export const CZECH_SLOVAK_SLOVENE_CROATIAN: LanguageWords = {
  language: "Czech, Slovak, Slovene, Croatian",
  phone: list`
    telefon tel mobil mobilní mobilný volejte volajte volat infolinka gsm mobitel nazovite pokličite
    zovite telefón ústředna ústredňa linka telefonní telefonicky mobily mobilom mobilu mobilech tf tlf volejme prozvonit prozvoňte brnkni brnkněte cink zavolej zavolaj zvonite zvonit pozvoni pozovi pozovite nazovi mob mobi pokliči whatsapp sms mobitela mobitelu mobiteli hovor hovory hovoru`,
  phoneStems: list`telefon telefón`,
  hint: list`
    kontakt kancelář recepce pohotovost zákaznická info recepcija ured dežurstvo kancelária spojovatelka
    objednávejte objednajte objednání informace informácie dotazy rezervace rezervácie ordinace
    ambulancia naročite naručite informacije upiti naročila naročanje pomoc servis majitel majiteľ majitelka správce správca domovník vrátnice vrátnica ostraha instalatér inštalatér elektrikář elektrikár zámečník zámočník automechanik odtahovka odťahová taxi veterinář veterinár lékař lekár zubař zubár stomatolog stomatológ pohotovosť nemocnice nemocnica lékárna lekáreň advokát notář notár účetní účtovníčka obchod obchodní obchodný prodejna predajňa prodej predaj poradce poradca jednatel konateľ ředitel riaditeľ starosta úřad úrad obec farnost farnosť škola školka škôlka knihovna knižnica muzeum múzeum divadlo kino bazén klub máma maminka mama táta tato babička dědeček dedko babka teta strýc sestra bratr brat dcera dcéra syn manžel manželka soused sused sousedka kolega kolegyně kamarád kamarádka šéf šofér řidič vodič kurýr chůva prodám predám koupím kúpim pronajmu prenajmem pronájem prenájom zájemci záujemci zájemce odměna odmena nálezce poruchy porucha hlášení reklamácie stížnosti sťažnosti rozvoz donáška stůl stôl dům domů doma práce práca soukromě súkromne večer ráno nová můj môj její jeho dr mudr ing mgr judr urgentné nutné zpráva správa zprávu správu vzkaz odkaz číslem bližší více viac vlasnik vlasnica upravitelj hišnik domar portir vratar zaštita električar vodoinstalater bravar mehaničar vučna vlečna zdravnik liječnik zobozdravnik veterinar ljekarna lekarna bolnica bolnišnica odvjetnik odvetnik bilježnik notar računovodstvo prodaja trgovina trgovac direktor ravnatelj župan občina općina šola vrtić vrtec knjižnica muzej gledališče kazalište bazen tata oče baka deda babica stric kći hči muž mož žena susjed sosed prijatelj šef šofer voznik vozač kurir prodam kupim iznajmljujem oddam najem zainteresirani nagrada kvar kvarovi prijava prijave reklamacije pritužbe naručivanje dostava rezervacije rezervacija kuća posao zasebno navečer zvečer zjutraj ujutro moj moja njegov njen hitno nujno poruka sporočilo kontaktní kontaktný kontaktná kontaktné osoba`,
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
