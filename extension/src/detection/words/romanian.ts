import { type LanguageWords, list } from "./language-words.ts";

export const ROMANIAN: LanguageWords = {
  language: "Romanian",
  phone: list`telefon tel mobil sunați sunati apelați apel telefonic`,
  phoneStems: list`telefon`,
  hint: list`
    contact sediu birou relații urgențe programări programare informații informatii rezervări întrebări
    asistență secretariat cabinet dispecerat
  `,
  fax: list`fax`,
  numbering: list`nr număr numărul numar numarul`,
  neutral: list`nostru meu la de`,
  stop: {
    order: list`comandă comanda factură factura bon dosar colet`,
    person: list`client cnp pașaport membru`,
    company: list`cui cif registrul onrc`,
    bank: list`cont iban card`,
    goods: list`articol produs serie cod lot`,
    id: list`
      referință contract poliță poștal pagina bare bancar bancară inventar înmatriculare identitate
      urmărire awb cerere dosar reclamație bilet zbor loc tragere cadastral carte funciară contor abonat
      abonament legitimație licitație hotărâre sentință lege dispozitiv imei serie versiune mandat client
      cod ordin plată chitanță chitanta bon
    `,
    amount: list`total preț suma cantitate populație`,
  },
  unit: list`lei ron locuitori bucăți buc`,
  link: list`este la și sau ne de`,
};
