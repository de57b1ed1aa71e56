import { type LanguageWords, list } from "./language-words.ts";

export const DUTCH_AFRIKAANS: LanguageWords = {
  language: "Dutch, Afrikaans",
  phone: list`telefoon tel gsm mobiel telefoonnummer hulplijn bellen bel foon selfoon`,
  phoneStems: list`telefoon`,
  hint: list`
    contact bereikbaar kantoor klantenservice bereiken balie skakel afspraak afspraken vragen informatie
    info reserveren reserveringen spoed receptie melden aanmelden
  `,
  fax: list`fax faks`,
  numbering: list`nr nummer nommer`,
  numberingEndings: list`nummer nr nommer`,
  neutral: list`ons mijn uw het gratis servicenummer spoed`,
  stop: {
    order: list`bestelling factuur order offerte dossier faktuur bestelnr`,
    person: list`klant lid bsn burgerservicenummer klantnr`,
    company: list`kvk btw rsin kbo ondernemingsnummer`,
    bank: list`rekening iban bankrekening rekeningnummer`,
    goods: list`artikel serie onderdeel pakket zending`,
    id: list`
      polis kenmerk referentie postcode code versie barcode streepjescode inventaris rijbewijs paspoort
      kenteken aanvraag zaak zaaknummer meternummer ean track trace zending inschrijving registratie big
      agb vestiging perceel lot loterij lidmaatschap abonnement mandaat machtiging betalingskenmerk
    `,
    amount: list`totaal bedrag prijs aantal omzet inwoners`,
  },
  unit: list`stuks inwoners euro personen keer jaar`,
  link: list`is op naar of en ons via`,
};
