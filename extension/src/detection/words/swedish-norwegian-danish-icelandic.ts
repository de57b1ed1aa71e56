import { type LanguageWords, list } from "./language-words.ts";

export const SWEDISH_NORWEGIAN_DANISH_ICELANDIC: LanguageWords = {
  language: "Swedish, Norwegian, Danish, Icelandic",
  phone: list`
    telefon tel tlf tfn mobil mob mobiltelefon växel sentralbord omstilling telefonnr mobilnr
    vakttelefon ring ringa ringe sími síma farsími gsm símanúmer sentralbordet hovednummer jour
    journummer nødtelefon fasttelefon fastnett fastnet mobilen telefonen hemtelefon jobbtelefon arbeidstelefon privattelefon tlfnr tlfnummer telefonnummeret telefontid telefontider ringes opp uppringning slå samtal sentral sentralen central centralen omstillingen växeln ringer farsíma símar vaktsími heimasími whatsapp sms-a anrop anropet samtalet`,
  phoneStems: list`telefon mobiltel mobilnum`,
  hint: list`
    kontakt kontakta kundservice kundeservice kundesenter kontor reception support nå kontakte smsa
    direkte direkt vakt bokning hringið hringdu hringja samband tid tidsbokning boka bestille time timebestilling bestill
    tidsbestilling bestil frågor spørsmål spørgsmål henvendelse henvendelser upplysningar opplysninger
    skiftbord upplýsingar tímapantanir bokningar akut lægevagt legevakt legevakten sms resepsjon kostnadsfritt kostnadsfri avgiftsfritt kostnadsfria kostnadsfrie gratisnummer gebyrfrit gjaldfrjálst ägare eier ejer vaktmester vaktmästare vicevärt vicevært huseier hyresvärd husvärd utleier udlejer rörmokare rørlegger vvs elektriker låssmed låsesmed bärgning bilberging kranbil vejhjælp taxi drosje taxa veterinär veterinær dyrlege dyrlæge läkare læge tannlege tandläkare tandlæge jourläkare vårdcentral legekontor lægehus sjukhus sykehus sygehus apotek jordmor barnmorska advokat notar regnskap bokføring ekonomi økonomi salg försäljning säljare selger sælger rådgivare rådgiver kontaktperson ansvarig ansvarlig chef sjef leder daglig styreleder ordförande ordfører borgmester kommun kommune kyrka kirke menighet församling skole skola barnehage förskola børnehave bibliotek museum teater kino svømmehall mamma pappa mor far mormor morfar farmor farfar bestemor bestefar bedstemor tante onkel moster faster søster syster bror datter dotter son sønn søn mann man kone fru nabo granne kollega venn vän ven kompis sjåfør chaufför chauffør bud barnvakt barnevakt säljes selges sælges uthyres utleie udlejes interesserte interesserede intresserade hittelön finnerlønn dusør funnet fundet felanmälan feilmelding fejlmelding driftstörning klagomål klage klager beställ hemleverans levering bord bordsbestilling butik butikken verkstad verksted værksted frisör frisør bageri restaurang restaurant hotell hotel pensjonat hem hjem heima hemma hjemme arbete arbeid arbejde jobb privat kveldstid kvällar aften dagtid dr besked beskjed melding swish vipps mobilepay eigandi húsvörður rafvirki pípari læknir tannlæknir dýralæknir sýslumaður skóli leikskóli amma afi vinur nágranni nås treffes træffes treffast nåes swipp reaches reachable näs anträffas anträffbar nummeret numret `,
  fax: list`fax faks telefax telefaks bréfsími`,
  numbering: list`nr nummer númer`,
  numberingEndings: list`nummer nr nummeret númer`,
  neutral: list`vårt mitt vores min ditt gratis på`,
  stop: {
    order: list`
      order ordre beställning bestilling faktura kvittering kvitto sak ärende sag pöntun reikningur
    `,
    person: list`kund kunde medlem personnummer fødselsnummer cpr kennitala kt`,
    company: list`org orgnr organisasjonsnummer organisationsnummer cvr mva moms vsk`,
    bank: list`konto kontonr bankgiro plusgiro kort reg bg pg kid ocr reikningsnúmer`,
    goods: list`artikel vare varenr artnr serie kolli sporing sändning pakke`,
    id: list`
      referanse referens ref postnr postnummer kode kod versjon saksnr polise streckkode streckkod
      strekkode stregkode inventar inventarie pass körkort førerkort kørekort registrering registrerings
      regnr matrikel matrikkel gårdsnr bruksnr målernr mätare måler målernummer anläggning abonnement
      sporingsnummer sporings kolli kollinummer forsendelse sending lokation p-nummer ean bestillingsnr
      dossier journalnr journal løbenummer lot avtal avtale aftale kontrakt forsikring försäkring polis
      billett biljett billet startnr dankort betalingsid ansökan søknad vegabréf bókun tilvísun raðnúmer
      vörunúmer
    `,
    amount: list`
      antall antal sum summa beløp belopp pris omsætning omsetning omsättning innbyggere invånare
      indbyggere totalt total fjöldi upphæð lotto folketall
    `,
  },
  unit: list`
    kr kroner kronor krónur stk st innbyggere invånare indbyggere personer nok sek dkk isk år ganger
    gånger meter
  `,
  link: list`er är på til till og och eller oss os mig meg í`,
};
