import { type LanguageWords, list } from "./language-words.ts";

/** What offices, utilities and networks call their ids by the first letters, in the countries that do. */
export const ID_ACRONYMS: LanguageWords = {
  language: "Many: ids by their first letters",
  phone: [],
  hint: [],
  fax: [],
  numbering: [],
  neutral: [],
  stop: {
    order: list`inv ord pnr locator wbs`,
    person: list`
      cust ppsn nin bvn medicaid ahv avs bsn cnic nicop nic iqama ktp nik cccd cmnd curp rfc cuil dui
      inss nss nir egn emšo oib jmbg amka пінфл фио tckn ahvn svnr ssnr nino hkid mykad kitas ird
    `,
    company: list`
      npwp kra ntn strn acra edrpou yhtiö tunnus afm γεμη αφμ nipc kbo rsin ustidnr uid gln duns uscc
      brn ssm sec oüreg nrc rnc cnpj nzbn
    `,
    bank: list`bsb ifsc clabe cbu cvu iban swift bic pix blz pesonet rtgs neft upi utr txn trans stan`,
    goods: list`puk puk1 puk2 esn meid eid iccid imsi hwid mpan mprn gprn sap cpt icd ndc mlfb ean8 mtrs`,
    id: list`conf resv regn appl dl lic wristband slot fleet grid precinct constituency diary itinerary cart`,
  },
  unit: [],
  link: [],
};
