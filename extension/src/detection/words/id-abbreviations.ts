import { list } from "./language-words.ts";

/** Ids that a country's offices name by first letters, which in small letters may be a word of their own. */
export interface IdAbbreviations {
  readonly reason: string;
  /** Without their stops and slashes, in small letters. */
  readonly letters: readonly string[];
  /** In small letters it is something else even with stops. */
  readonly capitals?: boolean;
}

/** Stop words when written in capitals, or in any case with stops or slashes: "RG", "r.g.", "a/c". */
export const ID_ABBREVIATIONS: readonly IdAbbreviations[] = [
  {
    reason: "Trade and banks everywhere: accounts, serial and part numbers.",
    letters: list`
      ac cc sn pn po mpn sku upc ean gtin asin imei meid iccid vin isrc doi isbn issn ismn iban bic
      tin id uid bin lei duns aba ifsc bsb awb bl lc tt cvv cvc
    `,
  },
  {
    reason: "Spain and Latin America: people, taxpayers, companies.",
    letters: list`
      ci ce dni nie nif cif rut run ruc rfc curp cuit cuil cdi nit rnc rtn nss imss dui dpi cui nite
      ppt cbu cvu clabe cups rif nup cuf cae cai
    `,
  },
  {
    reason: "Brazil and Portugal.",
    letters: list`cpf cnpj rg crm oab cnh pis nis pasep nire cei cno ctps nipc niss bi nib cae cnae`,
  },
  {
    reason: "France, Belgium, Luxembourg, Switzerland.",
    letters: list`siren siret ape naf rcs tva nir rib bce kbo btw avs ahv ide uid ufr insee rna`,
  },
  {
    reason: "Germany and Austria: tax, register and social insurance.",
    letters: list`hrb hra hrg stnr ustid ustidnr uid fn zvr svnr blz pzn vsnr idnr zvg`,
  },
  {
    reason: 'Brazil\'s state and city taxes; in small letters "that is".',
    letters: list`ie im`,
    capitals: true,
  },
  {
    reason:
      'Denmark\'s tax number; in small letters "-self" in many languages.',
    letters: list`se`,
    capitals: true,
  },
  { reason: "Italy.", letters: list`cf pi piva rea cciaa iva abi cig cup` },
  { reason: "Netherlands.", letters: list`bsn kvk btw rsin agb` },
  {
    reason: "Nordic and Baltic countries.",
    letters: list`cvr cpr org orgnr kt vsk mva momsnr ly pk ak hetu ytj`,
  },
  {
    reason: "Poland, Czechia, Slovakia, Hungary, Romania.",
    letters: list`
      nip regon pesel krs nrb bdo ič ičo ico dič dic rč ič icdph ičdph taj cnp cui cif rc roi
    `,
  },
  {
    reason: "Slovenia, Croatia, Serbia, Bosnia, Bulgaria, Albania, Turkey.",
    letters: list`
      oib mbs jmbg emšo emso mb pib jib egn eik лнч егн еик пиб јмбг јиб мб nipt nuis tc tckn vkn tckno
      mersis ykn
    `,
  },
  {
    reason: "Greece and Cyprus.",
    letters: list`afm amka αφμ αμκα αδτ ατ αμ γεμη αμα αρ`,
  },
  {
    reason: "Russia, Ukraine, Belarus, Kazakhstan, Georgia, Armenia.",
    letters: list`
      inn ogrn ogrnip kpp snils okpo bik инн огрн огрнип кпп снилс окпо бик бин иин унп іпн ипн єдрпоу
      едрпоу рнокпп рс кс лс осаго омс edrpou ipn iin bin unp voen fin
    `,
  },
  {
    reason: "Israel.",
    letters: list`תז חפ עמ עפ חצ מא`,
  },
  {
    reason: "Arab countries and Iran.",
    letters: list`ست رق جت سج cr cin nnid`,
  },
  {
    reason: "India, Pakistan, Bangladesh, Nepal, Sri Lanka.",
    letters: list`
      pan tan gst gstin gstn cin din llpin epf esic nid nic cnic ntn strn bin etin tin vat voterid
    `,
  },
  {
    reason: "South-east Asia.",
    letters: list`
      ic nric fin uen npwp nik ktp sim kk nib siup tdp bpjs ssm epf cmnd cccd mst mã sss gsis tin crn
    `,
  },
  {
    reason: "East Asia.",
    letters: list`rrn brn hkid uscc`,
  },
  {
    reason: "Australia and New Zealand.",
    letters: list`abn acn arbn ird nzbn nhi crn bsb afsl`,
  },
  {
    reason: "United States, Canada.",
    letters: list`ssn ein itin fein sin bn npi dea mrn dl rtn naics sic`,
  },
  {
    reason: "United Kingdom, Ireland, South Africa, Nigeria, Kenya.",
    letters: list`nino utr crn nhs vrn pps ppsn cro rsi nin bvn rc kra nssf nhif ck`,
  },
];

/** Pages, chapters, paragraphs and figures: what follows is a place in a text. */
export const REFERENCE_LETTERS: readonly string[] = list`
  s p pp ss pg pgs pag pág págs pagg sid str стр с сс σ σελ lk lpp old vol fol ff
`;
