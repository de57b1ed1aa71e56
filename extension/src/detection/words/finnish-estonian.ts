import { type LanguageWords, list } from "./language-words.ts";

export const FINNISH_ESTONIAN: LanguageWords = {
  language: "Finnish, Estonian",
  phone: list`
    puhelin puh puhelinnumero gsm matkapuhelin soita soittamalla vaihde kännykkä päivystys telefon tel
    mobiil helista helistage p
  `,
  phoneStems: list`puhel telefon matkapuh mobiil soit`,
  hint: list`
    yhteys yhteystiedot asiakaspalvelu toimisto ajanvaraus neuvonta kontakt kontor klienditugi
    infotelefon varaa ajanvaraukset numerosta tiedustelut lisätietoja palvelu päivystysnumero
    vastaanotto info registreeru broneeri vastuvõtt abitelefon tavoitat tavoittaa omistaja isännöitsijä huoltomies putkimies sähkömies lukkoseppä hinauspalvelu taksi eläinlääkäri lääkäri hammaslääkäri terveyskeskus sairaala apteekki asianajaja kirjanpito myynti myyjä yhteyshenkilö vastuuhenkilö johtaja kunta seurakunta koulu päiväkoti kirjasto museo teatteri uimahalli äiti isä mummo mummi vaari pappa täti setä sisko veli tytär poika mies vaimo naapuri kaveri ystävä kollega pomo kuljettaja lastenhoitaja myydään vuokrataan kiinnostuneet löytöpalkkio löydetty viat vikailmoitus valitukset tilaukset toimitus pöytävaraus kauppa korjaamo parturi ravintola hotelli koti työ iltaisin päivisin omanik haldur torumees elektrik lukksepp puksiir takso loomaarst arst hambaarst haigla advokaat müük müüja kontaktisik juhataja vald kool lasteaed raamatukogu ema isa vanaema vanaisa tädi onu õde vend tütar poeg naaber sõber ülemus juht müüa anda üürile leiutasu rikked tellimused kohaletoimetamine laud pood töökoda juuksur restoran hotell töö`,
  fax: list`faksi fax faks`,
  numbering: list`nro numero nr number nmr`,
  numberingEndings: list`numero nro tunnus number kood`,
  neutral: list`numeroon meie minun`,
  stop: {
    order: list`tilaus lasku tilausnro tellimus arve kuitti viite`,
    person: list`asiakas hetu henkilötunnus isikukood klient jäsen`,
    company: list`ytunnus alv kmkr registrikood reg`,
    bank: list`tili tilinumero iban kortti konto arveldusarve`,
    goods: list`tuote tuotenro sarja koodi kood toode erä`,
    id: list`
      sopimus viitenumero postinumero leping versio sivu viitenumber vakuutus viivakoodi inventaario
      pankkitili rekisteri passi ajokortti seuranta lähetys hakemus reklamaatio lippu lento paikka arvonta
      kiinteistö mittari käyttöpaikka liittymä jäsenyys päätös laki laite imei maksu todistus lisenssi
      ribakood inventari pangakonto registreerimis saadetis taotlus pilet lend loosimine kinnistu arvesti
      otsus seadus seade litsents dokument
    `,
    amount: list`yhteensä summa hinta määrä kokku hind asukkaita asukasluku`,
  },
  unit: list`kpl euroa asukasta henkilöä eurot tk inimest kertaa vuotta`,
  link: list`on ja tai numeroon meille või`,
};
