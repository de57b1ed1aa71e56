import { type LanguageWords, list } from "./language-words.ts";

export const DUTCH_AFRIKAANS: LanguageWords = {
  language: "Dutch, Afrikaans",
  phone: list`telefoon tel gsm mobiel telefoonnummer hulplijn bellen bel foon selfoon telefonisch mobieltje gsmnr gsmnummer belt belde opbellen terugbellen telnr tels whatsapp appen app sms sms-en nul`,
  phoneStems: list`telefoon`,
  hint: list`
    contact bereikbaar kantoor klantenservice bereiken balie skakel afspraak afspraken vragen informatie
    info reserveren reserveringen spoed receptie melden aanmelden eigenaar eigenares huisbaas verhuurder conciërge beheerder portier beveiliging loodgieter elektricien slotenmaker monteur takeldienst pechdienst taxi dierenarts huisarts huisartsenpost dokter arts tandarts verloskundige ziekenhuis apotheek wijkverpleging thuiszorg advocaat notaris boekhouder boekhouding administratie verkoop verkoper adviseur makelaar contactpersoon verantwoordelijke directeur directie burgemeester gemeentehuis stadhuis parochie kerk school kinderopvang crèche bibliotheek museum theater zwembad sportclub mama papa moeder vader oma opa tante oom zus broer dochter zoon man vrouw echtgenoot buurman buurvrouw collega vriend vriendin baas chauffeur koerier oppas koop huur geïnteresseerden interesse beloning gevonden storing storingen klachten meldpunt bestellen bestellingen thuisbezorging bezorging tafel winkel werkplaats garage kapper bakker slager restaurant hotel thuis werk prive avond overdag bericht dr mevr dhr tikkie noodgeval`,
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
