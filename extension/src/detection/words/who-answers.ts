import { type LanguageWords, list } from "./language-words.ts";

/** Houses and people that are called by telephone, in many languages. */
export const WHO_ANSWERS: LanguageWords = {
  language: "Many: houses and people that answer",
  phone: list`caller callers`,
  hint: list`
    police policía policia polizei polizia politi polisen politie policja policie polícia rendőrség
    poliție polis полиция поліція αστυνομία شرطة पुलिस
    ambulance ambulancia ambulância ambulanza krankenwagen rettungsdienst pogotowie ambulans скорая
    hospital hôpital krankenhaus klinik clinique clínica ospedale ziekenhuis sjukhus sykehus sygehus
    sairaala szpital nemocnice kórház spital hastane больница лікарня مستشفى अस्पताल
    pharmacy pharmacie farmacia farmácia apotheke apotheek apotek apteekki apteka lékárna lekáreň
    gyógyszertár eczane φαρμακείο صيدلية
    doctor doctors arzt ärztin dentist zahnarzt dentiste dentista tandläkare tannlege tandlæge lekarz
    lékař orvos doktor врач лікар طبيب nurse midwife vet tierarzt
    hotel hôtel hostel motel restaurant restaurante ristorante restauracja ресторан ресторант
    taxi taxis cab такси таксі تاكسي school école escuela escola scuola schule skola skole koulu szkoła škola iskola
    şcoală okul школа مدرسة
    plumber plombier klempner electrician électricien elektriker locksmith serrurier schlüsseldienst
    cerrajero mechanic garage werkstatt taller oficina officina towing
    owner landlord tenant neighbour neighbor mum mom dad wife husband son daughter brother sister
    receptionist operator embassy botschaft ambassade embajada embaixada ambasciata consulate посольство
    consulado consulat bürgerbüro rathaus gemeinde mairie ayuntamiento prefeitura comune gemeente
    emergencia emergencias emergência emergências emergenza emergenze urgence urgência ajutor fire bomberos
    bombeiros pompiers feuerwehr brandweer
    complaints claims sales marketing press accounts purchasing dept department hr reservations spa
    bar bakery florist salon barber showroom store shop warehouse depot headquarters branch contractor
    دکان گھر ہسپتال ڈاکٹر تھانہ پولیس ایمبولینس سکول مالک ڈرائیور
    दुकान घर अस्पताल डॉक्टर पुलिस एम्बुलेंस स्कूल मालिक ड्राइवर थाना होटल क्लिनिक
    দোকান বাসা হাসপাতাল ডাক্তার পুলিশ অ্যাম্বুলেন্স স্কুল মালিক হোটেল ক্লিনিক
    متجر محل منزل مطعم طبيب مدرسة سائق إسعاف مكتب عيادة صيدلية فندق
    فروشگاه مغازه منزل بیمارستان پزشک پلیس اورژانس مدرسه رستوران هتل داروخانه کلینیک راننده
    חנות בית רופא משטרה אמבולנס מסעדה מלון בית-מרקחת גן נהג
    dükkan mağaza ev işyeri hastane doktor restoran otel polis itfaiye kapıcı servis
    toko rumah klinik apotek dokter warung sopir
    ресепшн ресепшен продаж магазин
  `,
  fax: [],
  numbering: [],
  neutral: [],
  stop: {},
  unit: [],
  link: [],
};
