import { type LanguageWords, list } from "./language-words.ts";

export const GERMAN: LanguageWords = {
  language: "German",
  phone: list`
    telefon tel handy mobil mobiltelefon mobilfunk rufnummer telefonnummer telefonnr handynummer
    mobilnummer rufnr festnetz hotline durchwahl notruf notdienst zentrale fernsprecher anrufen anruf
    anrufe fon servicenummer kontaktnummer rückruf störungsdienst funk telefonisch anzurufen tel-nr telefonkontakt festnetznummer mobilfunknummer funktelefon handynr whatsapp sms fernruf telefonzentrale vermittlung klingel durchklingeln anklingeln rückrufe anrufbeantworter ab`,
  phoneStems: list`telefon handynr mobilnr`,
  hint: list`
    kontakt erreichbar erreichen rufen ruf büro sekretariat vorzimmer empfang auskunft praxis
    bereitschaft privat dienstlich melden wählen kundenservice kundendienst reservierung bestellannahme
    geschäftlich termin termine terminvereinbarung fragen rückfragen anmeldung ansprechpartner auskünfte
    info service tisch lieferservice beratung verwaltung hausmeister störung notfall notfällen pforte
    sprechstunde vermieter vermieterin eigentümer eigentümerin hausverwaltung pförtner wache sicherheitsdienst klempner installateur elektriker elektrikerin schlüsseldienst abschleppdienst pannendienst pannenhilfe taxi tierarzt hausarzt zahnarzt hebamme krankenhaus apotheke pflegedienst sozialstation anwalt rechtsanwalt notar steuerberater buchhaltung verkauf vertrieb verkäufer berater makler ansprechpartnerin leiter leiterin leitung geschäftsführer bürgermeister gemeinde rathaus pfarramt pfarrbüro kirche schule kita kindergarten hort bücherei museum theater kino schwimmbad verein vorstand mama papa oma opa tante onkel schwester bruder tochter sohn mann frau nachbar nachbarin kollege kollegin freund freundin chef chefin fahrer kurier babysitter verkaufe vermiete interessenten interesse finderlohn gefunden entlaufen störungen störungsmeldung beschwerden bestellen bestellungen lieferung tischreservierung laden werkstatt friseur bäckerei metzgerei gasthaus pension ferienwohnung zuhause arbeit abends tagsüber neu nachricht dr herr faxen faxt anmeldungen`,
  fax: list`fax telefax faxnummer faxnr`,
  numbering: list`nr nummer num`,
  numberingEndings: list`code schein zeichen nummer nummern nr kennzahl kennung`,
  neutral: list`unsere meine ihre die neue alte der zentrale kostenlose gebührenfreie unter`,
  stop: {
    order: list`
      bestellung auftrag rechnung angebot lieferschein beleg buchung vorgang quittung gutschein bestell
      rechnungs auftrags
    `,
    person: list`
      kunde kunden mitglied matrikel personal ausweis reisepass versicherung sozialversicherung patient
    `,
    company: list`
      ustid ust steuer steuernr handelsregister hrb hra umsatzsteuer uid idnr betriebs
    `,
    bank: list`konto kto blz bankleitzahl iban bic karte depot kartennummer gläubiger`,
    goods: list`
      artikel produkt serien teile teilenr modell charge sendung paket fahrgestell zähler
    `,
    id: list`
      kap kapitel seite seiten abs absatz ziff ziffer rn randnr abb tab anm
      aktenzeichen az kennziffer kennzeichen referenz vertrag policen police geschäftszeichen zeichen
      kennwort vorgangs hausnummer seite seiten plz postleitzahl postfach version stand inventarnr
      inventar chargen prüfziffer barcode strichcode ean kennnummer los lose startnummer akten grundbuch
      flurstück personalausweis führerschein reisepass krankenversicherung rentenversicherung
      betriebsnummer ik bsnr lanr pzn zulassung fahrzeug iban mandat mandatsreferenz verwendungszweck
      gläubiger meldung schaden schadennummer ticketnr anfrage vorgangsnr kassenzeichen verfahren haushalt
      zählerstand messstelle malo melo pod anlage gewinn wkn isin depotnr spende abo abonnement bibliothek
      signatur ausgabe auflage
    `,
    amount: list`
      summe betrag preis gesamt umsatz einwohner anzahl menge kosten stück lotto gewinnzahlen
    `,
  },
  unit: list`
    euro stück stk st einwohner mio tsd personen nutzer meter prozent franken mal jahre stunden
  `,
  link: list`ist lautet unter oder und der die das uns an bitte sie mich bei`,
};
