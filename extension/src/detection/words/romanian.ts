import { type LanguageWords, list } from "./language-words.ts";

export const ROMANIAN: LanguageWords = {
  language: "Romanian",
  phone: list`telefon tel mobil sunați sunati apelați apel telefonic sună sunăți sunaţi suna sunându apelează apelaţi telverde telefonul telefoane fix mobilul whatsapp sms`,
  phoneStems: list`telefon`,
  hint: list`
    contact sediu birou relații urgențe programări programare informații informatii rezervări întrebări
    asistență secretariat cabinet dispecerat proprietar proprietară administrator portar paza instalator electrician lăcătuș tractări tractare taxi veterinar medic doctor dentist stomatolog spital farmacie clinică avocat notar contabil contabilitate vânzări consilier persoană director primărie primăria parohie școală grădiniță bibliotecă muzeu teatru bazin mama tata bunica bunicul mătușa unchiul sora fratele fiica fiul soțul soția vecin vecina coleg prieten șef șofer curier bonă vând vand cumpăr închiriez inchiriez interesați recompensă găsit pierdut defecțiuni deranjamente reclamații sesizări comenzi livrare masă magazin atelier frizerie brutărie restaurant hotel acasă serviciu seara urgent mesaj dr`,
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
