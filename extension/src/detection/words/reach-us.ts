import { type LanguageWords, list } from "./language-words.ts";

/** Verbs and nouns of reaching somebody by call or message, in the forms that stand before a number. */
export const REACH_US: LanguageWords = {
  language: "Many: calling, writing and asking for somebody",
  phone: list`
    llámame llámele llámale llámenme llámennos llamarnos llamarme llamarle llamame llamale llamanos
    llamá llamen márcame márcanos márcale márqueme márquenos márquele marcame marcale marquenos
    telefoneie telefona telefonami telefonateci telefonarci chiamami chiamatemi chiamateci chiamarci
    telefonez téléphonez téléphoner rappelez rappeler texto
    przedzwoń zadzwonić zadzwońcie dzwońcie zavolejte zavolajte zavolat zavolať prozvoňte
    nazvati nazovi zovi zvati kličite poklicati pokličete ozvati ѕвонете ѕвони заѕвонете јавете
    zvanīt zvani zvanot skambinti skambink paskambinkite tilringe opkald ringar
    дзвонити зателефонуйте зателефонувати подзвоніть набирайте наберите набрать набери
    звъннете звънете обади обаждайте
    zəng զանգահարեք հեռ հեռախոս բջջային დარეკეთ ტელ ტელეფონი მობილური დაგვირეკეთ
    qiling telefoni хабарласыңыз қоңырау шалыңыз звондоо чалыңыз тэлефон тэл званіце
    утас утсаар залгана залгаарай telefononi thirrni ċempel ċemplu cempel mowbajl
    දුරකථන අමතන්න ජංගම ෆෝන්
    outbound inbound recipient исходящий исходящая входящий входящая вихідний вхідний saliente entrante sortant entrant
    rele waqyay waqyama waea letsetsa bitsa founela fowunela shayela tsalela hamagara ffoniwch ffôn glaoigh guthán cuir deitu
    trucar truqueu chame pellgomz pellgomzit clamait telefonai qiria vili antsoy ediň
    tumawag itawag tawag pigeni mpigie nipigie hubungin telponkan kontakin
  `,
  hint: list`
    escríbeme escríbenos escribime escribinos escríbame escribenos escribanos escribir escribirnos escriba
    escribe comunícate comunicate comuníquense comuniquese comunicarse comunicarte contáctame contáctanos
    contactanos contáctenos contactenos contactarnos contacte mándame mándanos mandame mandanos mándeme
    envíame envíanos enviame envianos envíe pregunta pregunte preguntar pregunten hablar
    avise avisen avisar avísenos avísame avisad aviseme informe informar reporte reportar mensaje mensajear
    hable háblame ubícanos ubicarnos
    mande manda envie escreva escreve falar fala chame chama chamar contacte contate
    contactar contatar pergunte perguntar procurar
    scrivimi scrivici scrivetemi scriveteci scrivere chiedere chiedi chiedete
    contattami contattatemi contattaci parlare mandami mandaci
    écrivez écrire écris envoyez envoyer envoie demandez demander parler contacte
    schreib schreibe schreiben schreibt schreibst melde meldet melden meldest erreichbar erreichen
    erreicht erreichst rufe ruft rufen durchklingeln anklingeln simsen
    bereik bereikt appje stuur vraag
    skriv skrive skriva skriver skicka melding meddelande besked beskjed fange fanges spør spørg
    sendu skilaboð skrifaðu talaðu
    laita kirjoita tekstari tavoittaa tavoitat tavoitettavissa tekstiviesti
    kirjuta kirjutage saada saatke küsi küsige
    rakstiet rakstīt raksti sazināties sazinieties rašykite rašyti susisiekite
    susisiekti parašykite kreipkitės kreiptis
    pisz pisać piszcie napisz napisać wyślij esemes kontaktować kontaktuj pytać pytaj
    ozvěte ozvi ozvite ozvat ozvať pište píšte napište napíšte kontaktujte ptejte
    javite javi javiti pošaljite pošalji pišite pošljite kontaktirajte
    јавите јави пишите пиши контактирајте
    írjon írj írjanak keressen keress keresse érdeklődjön érdeklődni érdeklődés
    scrieți scrie trimiteți contactați contactati întrebați
    пишите писать пиши напишите смс спросить спросите спрашивайте обращаться обращайтесь
    пишіть писати напишіть питайте звертайтесь звертатися
    пишете питайте свържете
    γράψτε στείλτε στείλε ζητήστε ρωτήστε μιλήστε
    yazın yazınız yaz sorun sorunuz görüşün
    yazın soruşun жазыңыз жазыңыздар bichish yozing
    kirim pesan chat kabari tanya
    nhắn zalo inbox hỏi gặp
    itext magtext tanungin andika tuma wasiliane
    راسلنا راسلني راسل أرسل ارسل اسأل كلمني كلمنا تكلم
    بنویسید پیامک بپرسید
    لکھیں پوچھیں
    लिखें पूछें भेजें
    লিখুন পাঠান জিজ্ঞাসা
    כתבו כתוב שלחו דברו לדבר
    գրեք მოგვწერეთ დაგვიკავშირდით კონტაქტი холбогдох холбоо кантакт байланыш байланыс
  `,
  fax: [],
  numbering: [],
  neutral: [],
  stop: {},
  unit: [],
  link: [],
};

/** One of many: "melding 41234567" is where to write to, "melding nr. 41234567" is not. */
export const COUNTED: ReadonlySet<string> = new Set(
  list`
    message messages melding meddelande besked beskjed
    report reporte collection collections collect pickup return hazards outages referrals billing listing rentals
    lab laboratory library plant station terminal port airline airport gate council committee member admissions
    maintenance repairs repair ordering details hours agent dealer distributor supplier vendor driver tutor player
    team security book license dispatch borough clinic
    reward stores store pool parish parent
  `,
);

/** What is done by telephone and given a number of its own: "Réservation : 01 42 …" is where to do it. */
export const BOOKED: ReadonlySet<string> = new Set(
  list`
    sinistre sinistres abonnement abonnements abbonamenti abonnementen facturation facturación facturatie fatturazione faturação membership memberships subscriptions siniestros sinistri sinistros suscripciones assinaturas biglietti billets schaden schade returns warranty garantie garantía insurance assurance seguros
    booking reservation réservation reserva prenotazione rezerwacja rezervace rezervácia rezervacija
    rezervare rezervasyon foglalás bokning bestilling bestelling boeking buchung reservierung reservering
    broneering varaus rezervacija rezervimi pemesanan tempahan κράτηση бронь бронирование резервация
    резервација حجز رزرو הזמנה rezerwacji réservations livraison commande delivery quote support claim claims
    registration enrolment enrollment admission dispatch objednávka objednávky naročilo narudžba
    обработка заявка заявки жалоба orçamento inscrição reclamo reclamação segnalazione segnalazioni zgłoszenia zamówienia zamówienie reklamace objednávky pedido pedidos support
  `,
);
