import { type LanguageWords, list } from "./language-words.ts";

export const ITALIAN: LanguageWords = {
  language: "Italian",
  phone: list`
    telefono telefoni tel cellulare cell cel chiamare chiamate chiama chiamaci centralino fisso recapito
    recapiti telefonare cellulari telefonata telefonate telefonino recall fissi telefoniche telefonico whatsapp wa sms chiamatemi squillo chiamata`,
  phoneStems: list`telefon`,
  hint: list`
    contatto contatti contattare ufficio segreteria assistenza informazioni prenotazioni verde emergenza
    reception sede guardia appuntamento appuntamenti prenotare prenota domande info servizio clienti
    studio ambulatorio amministrazione portineria urgenze contattateci numero obbligatoria obbligatorio gradita idraulico elettricista fabbro pronto intervento mamma papà nonna nonno zia zio sorella fratello figlia figlio marito moglie cugino cugina suocera fidanzato fidanzata amica amico vicina vicino responsabile portiere custode proprietario proprietaria affittasi affitto vendesi vendo vendita ore pasti astenersi perditempo geom ing avv dott dottssa dr prof arch rag sig signora signor signori ordini consegna consegne consegniamo guasti guasto segnalazioni segnala segnalare reclami reperibilità cambiato satispay carabinieri vigili soccorso municipio comune parrocchia scuola asilo nido università biblioteca museo teatro palestra piscina negozio bottega panificio pasticceria macelleria pizzeria trattoria osteria gelateria caffè agriturismo albergo pensione officina carrozzeria gommista meccanico falegname imbianchino muratore giardiniere tecnico traslochi spurghi caldaie caldaia medico dottore dottoressa pediatra veterinario veterinaria dentista avvocato avvocata notaio commercialista geometra architetto ingegnere agente agenzia immobiliare amministratore coordinatore coordinatrice direttore direttrice direzione presidente segretario segretaria maestra maestro professore autista corriere badante babysitter colf capo collega iscrizioni iscrizione iscriversi tesseramento biglietteria turismo noleggio preventivi sopralluogo sopralluoghi acquisti ricambi vendite commerciale stampa orari urgente ricompensa smarrito trovato avvisare avvisate avvisateci comunicare comunicate cerca cercare inviare invia inviate mandare messaggio messaggi`,
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
