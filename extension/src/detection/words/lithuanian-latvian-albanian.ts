import { type LanguageWords, list } from "./language-words.ts";

export const LITHUANIAN_LATVIAN_ALBANIAN: LanguageWords = {
  language: "Lithuanian, Latvian, Albanian",
  phone: list`
    telefonas tel mob skambinkite tālrunis tālr zvaniet mobilais telefoni telefon cel telefononi mobilus
    tālruni
  `,
  phoneStems: list`telefon tālrun skambin`,
  hint: list`
    kontaktai biuras kontakti birojs kontakt zyra linija līnija registruotis registratūra informacija
    pieteikties pieraksts informācija rezervime klausimai užsakymai reģistratūra savininkas šeimininkas administratorius santechnikas elektrikas taksi gydytojas veterinaras odontologas ligoninė vaistinė advokatas notaras buhalterija pardavimai pardavėjas vadybininkas direktorius seniūnija savivaldybė mokykla darželis biblioteka muziejus mama tėtis močiutė senelis teta dėdė sesuo brolis dukra sūnus vyras žmona kaimynas draugas kolega šefas vairuotojas kurjeris parduodu perku nuomoju domina atlygis rasta dingo gedimai skundai pristatymas staliukas parduotuvė servisas kirpykla namai darbas vakare skubu īpašnieks apsaimniekotājs santehniķis elektriķis taksometrs ārsts veterinārārsts zobārsts slimnīca aptieka advokāts notārs grāmatvedība pārdošana pārdevējs menedžeris direktors pašvaldība skola bērnudārzs bibliotēka muzejs mamma tētis vecmāmiņa vectēvs tante onkulis māsa brālis meita dēls vīrs sieva kaimiņš draugs kolēģis priekšnieks šoferis kurjers pārdodu pērku izīrēju interese atlīdzība atrasts pazudis bojājumi sūdzības pasūtījumi piegāde galdiņš veikals serviss frizētava mājas darbs vakarā steidzami pronari administratori hidraulik elektricist mjeku dentisti spitali farmacia avokati noteri shitje drejtori bashkia shkolla kopshti mami babi gjyshja gjyshi motra vëllai burri gruaja fqinji shoku shefi shoferi shitet qira interesuarit shpërblim dyqani servisi shtëpi punë`,
  fax: list`faksas fakss faks fax`,
  numbering: list`nr numeris numurs numri`,
  neutral: list`mūsų mūsu ynë`,
  stop: {
    order: list`
      užsakymo užsakymas sąskaita pasūtījums pasūtījuma rēķins rēķina porosia fatura sąskaitos siuntos
    `,
    person: list`kliento klienta asmens personas paso`,
    company: list`pvm pvn reģistrācijas įmonės nipt nuis`,
    bank: list`konta konts sąskaitos kortelės iban`,
    goods: list`kodas kods prekės serijos produkti`,
    id: list`
      sutarties līguma pašto pasta kontrata brūkšninis inventoriaus banko valstybinis pažymėjimo siuntimo
      prašymo skundo bilieto skrydžio vietos sklypo skaitiklio abonento sprendimo įrenginio versija
      mokėjimo kvito licencijos svītrkods inventāra bankas valsts apliecības sūtījuma iesnieguma biļetes
      lidojuma zemes skaitītāja abonenta lēmuma ierīces maksājuma kvīts licences sērijas barkod targa
      pasaporta llogaria seriali pako kërkesa bileta matësi
    `,
    amount: list`suma summa kaina cena viso kopā gyventojų`,
  },
  unit: list`vnt gab eurų eiro gyventojų lekë asmenų`,
  link: list`yra ir arba ar vai në mums`,
};
