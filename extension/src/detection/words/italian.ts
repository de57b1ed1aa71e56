import { type LanguageWords, list } from "./language-words.ts";

export const ITALIAN: LanguageWords = {
  language: "Italian",
  phone: list`
    telefono telefoni tel cellulare cell cel chiamare chiamate chiama chiamaci centralino fisso recapito
    recapiti telefonare
  `,
  phoneStems: list`telefon`,
  hint: list`
    contatto contatti contattare ufficio segreteria assistenza informazioni prenotazioni verde emergenza
    reception sede guardia appuntamento appuntamenti prenotare prenota domande info servizio clienti
    studio ambulatorio amministrazione portineria urgenze contattateci numero
  `,
  fax: list`fax telefax`,
  numbering: list`n nr num numero numeri nº`,
  neutral: list`il nostro mio suo verde al`,
  stop: {
    order: list`
      ordine fattura ricevuta preventivo prenotazione pratica scontrino spedizione bolla
    `,
    person: list`cliente socio tessera matricola passaporto patente fiscale cf`,
    company: list`iva piva rea partita imprese`,
    bank: list`conto iban carta abi cab cc ccp`,
    goods: list`articolo prodotto serie modello lotto codice cod telaio`,
    id: list`
      riferimento rif contratto polizza cap pagina versione protocollo prot pod pdr barre etichetta
      inventario bancario corrente targa identità tracciamento pacco collo richiesta sinistro reclamo
      biglietto volo posto estrazione catasto catastale particella foglio contatore matricola utenza
      abbonamento badge elettorale gara bando delibera sentenza legge decreto dispositivo imei seriale
      mandato bonifico assegno raccomandata domanda repertorio cig cup sdi
    `,
    amount: list`
      totale importo prezzo somma quantità popolazione abitanti saldo fatturato estrazione
    `,
  },
  unit: list`euro abitanti pezzi pz persone volte anni milioni`,
  link: list`è al allo il la o e di ci a lo`,
};
