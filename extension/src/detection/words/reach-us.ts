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
    qo'ng'iroq qiling telefoni хабарласыңыз қоңырау шалыңыз звондоо чалыңыз тэлефон тэл званіце
    утас утсаар залгана залгаарай telefononi thirrni ċempel ċemplu cempel mowbajl
    දුරකථන අමතන්න ජංගම ෆෝන්
    tumawag itawag tawag pigeni mpigie nipigie hubungin telponkan kontakin
  `,
  hint: list`
    escríbeme escríbenos escribime escribinos escríbame escribenos escribanos escribir escribirnos escriba
    escribe comunícate comunicate comuníquense comuniquese comunicarse comunicarte contáctame contáctanos
    contactanos contáctenos contactenos contactarnos contacte mándame mándanos mandame mandanos mándeme
    mensaje mensajes envíame envíanos enviame envianos envíe pregunta pregunte preguntar pregunten hablar
    hable háblame ubícanos ubicarnos
    mande manda mensagem mensagens envie escreva escreve falar fala chame chama chamar contacte contate
    contactar contatar pergunte perguntar procurar
    scrivimi scrivici scrivetemi scriveteci scrivere messaggio messaggi chiedere chiedi chiedete
    contattami contattatemi contattaci parlare mandami mandaci
    écrivez écrire écris envoyez envoyer envoie message messages demandez demander parler contacte
    schreib schreibe schreiben schreibt schreibst melde meldet melden meldest erreichbar erreichen
    erreicht erreichst nachricht nachrichten rufe ruft rufen durchklingeln anklingeln simsen
    bereik bereikt appen appje stuur bericht berichtje vraag
    skriv skrive skriva skriver skicka melding meddelande besked beskjed fange fanges spør spørg
    sendu skilaboð skrifaðu talaðu
    viesti viestiä viestillä viestit laita kirjoita tekstari tavoittaa tavoitat tavoitettavissa tekstiviesti
    kirjuta kirjutage sõnum saada saatke küsi küsige
    rakstiet rakstīt raksti ziņu ziņa sazināties sazinieties rašykite rašyti žinutę žinute susisiekite
    susisiekti parašykite kreipkitės kreiptis
    pisz pisać piszcie napisz napisać wyślij esemes kontaktować kontaktuj pytać pytaj
    ozvěte ozvi ozvite ozvat ozvať pište píšte napište napíšte zpráva zprávu správu správa kontaktujte ptejte
    javite javi javiti pošaljite pošalji poruku poruka pišite pošljite sporočilo kontaktirajte
    јавите јави пишите пиши поруку порука контактирајте
    írjon írj írjanak üzenet üzenetet keressen keress keresse érdeklődjön érdeklődni érdeklődés
    scrieți scrie mesaj mesaje trimiteți contactați contactati întrebați
    пишите писать пиши напишите смс сообщение сообщения спросить спросите спрашивайте обращаться обращайтесь
    пишіть писати напишіть повідомлення питайте звертайтесь звертатися
    пишете съобщение питайте свържете
    γράψτε στείλτε στείλε μήνυμα μηνύματα ζητήστε ρωτήστε μιλήστε
    yazın yazınız yaz mesaj sorun sorunuz görüşün
    yazın mesaj soruşun жазыңыз жазыңыздар хабар bichish yozing
    kirim pesan chat kabari tanya
    nhắn zalo inbox hỏi gặp
    i-text itext magtext mensahe tanungin andika ujumbe tuma wasiliane
    راسلنا راسلني رسالة راسل أرسل ارسل اسأل كلمني كلمنا تكلم
    بنویسید پیام پیامک بپرسید
    پیغام میسج لکھیں پوچھیں
    मैसेज संदेश लिखें पूछें भेजें
    মেসেজ বার্তা লিখুন পাঠান জিজ্ঞাসা
    כתבו כתוב שלחו הודעה דברו לדבר
    գրեք მოგვწერეთ დაგვიკავშირდით კონტაქტი холбогдох холбоо кантакт байланыш байланыс
  `,
  fax: [],
  numbering: [],
  neutral: [],
  stop: {},
  unit: [],
  link: [],
};
