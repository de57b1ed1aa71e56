import { list } from "./language-words.ts";

/**
 * Said right behind a number that is one to call: what kind it is ("kom.", "WhatsApp only"), whom to ask for
 * ("preguntar por Ana"), or, in languages that put the verb last, to call it ("पर संपर्क करें", "numaralı telefon").
 */
export const SAID_AFTER: ReadonlySet<string> = new Set(
  list`
    whatsapp whats wapp watsapp wasap telegram viber signal sms mobile mobil mob cell cellular cellphone landline
    handy festnetz gsm kom komórka tel telefon móvil movil celular cel fijo portable fixe cellulare fisso
    telemóvel telemovel fixo mobiel vast mobiltelefon mobilnummer matkapuhelin mobiil mobilus mobilais mobilní
    vezetékes cep sabit κινητό κινητο σταθερό моб мобильный мобильній мобільний сот городской дом раб
    zalo hotline handphone hp wa imo
    ask preguntar pregunte pregunta perguntar fragen demander demandez chiedere vragen fråga spør spørg pytać
    prosić ptát спросить спрашивать спрашивайте питати запитати érdeklődni sorun
    numaralı nolu numaradan numarasından numarasını numaraya numarasına telefonu telefondan telefonundan hattından
    звоните позвоните пишите звонить писать дзвоніть телефонуйте пишіть дзвонити обадете
    llamar llámame llame llamen llamad ligar ligue ligame liguem anrufen melden bellen appelez appeler chiamare
    chiamate chiamami scrivere ringen ringa ringe sună sunați dzwonić dzwoń zadzwoń pisać volejte volat volajte zovite
    nazovite pokličite soittakaa helistage zvanīt zvaniet skambinti skambinkite trucar trucade escribir escríbeme
    arayın arayınız arayabilirsiniz ulaşabilirsiniz ulaşın
    nömrəsinə nömrəsi nömrəli zəng nömrədən nömrəyə əlaqə
    нөміріне нөмірі телефонына қоңырау хабарласыңыз хабарласыңыздар номериңе номерине чалыңыз байланышыңыз
    raqamiga raqami telefoniga qo'ng'iroq qo‘ng‘iroq bog'laning рақамига қўнғироқ
    belgä belgisine jaň ediň
    дугаараас дугаарт дугаараар утсаар утас залгана залгаарай холбогдоно лавлана
    ნომერზე ნომერი დარეკეთ დაგვირეკეთ დაუკავშირდით
    հեռախոսահամարով հեռախոսահամարին համարով զանգահարեք զանգահարել
    telefonora deitu zenbakira
    számon telefonszámon számunkon hívja hívható hívjon
    numerossa numeroon numerosta puhelimitse soita soittamalla telefonil numbril helistada helistage
    पर कॉल फोन फ़ोन संपर्क सम्पर्क व्हाट्सएप व्हाट्सऐप नंबर नम्बर मोबाइल मोबाईल फोनवर वर कॉलवर मिलाएं डायल
    নম্বরে নাম্বারে কল ফোন যোগাযোগ হোয়াটসঅ্যাপ মোবাইল ডায়াল
    எண்ணில் எண்ணிற்கு எண்ணை எண் தொடர்பு அழைக்கவும் அழைக்க அழையுங்கள் வாட்ஸ்அப் தொலைபேசி
    కాల్ ఫోన్ నంబర్ నంబరుకు నంబర్‌కు సంప్రదించండి వాట్సాప్ మొబైల్
    ಕರೆ ಕಾಲ್ ನಂಬರ್ ನಂಬರ್‌ಗೆ ಸಂಪರ್ಕಿಸಿ ಸಂಪರ್ಕ ವಾಟ್ಸಾಪ್ ಸಂಖ್ಯೆಗೆ
    നമ്പറിൽ നമ്പറിലേക്ക് വിളിക്കുക വിളിക്കൂ ബന്ധപ്പെടുക വാട്സാപ്പ് നമ്പർ
    કૉલ કોલ ફોન સંપર્ક નંબર વોટ્સએપ
    ਕਾਲ ਫੋਨ ਸੰਪਰਕ ਨੰਬਰ ਵਟਸਐਪ
    ଯୋଗାଯୋଗ କଲ ଫୋନ ନମ୍ବରରେ
    අමතන්න ඇමතුමක් දුරකථන
    رابطہ کال فون نمبر واٹس رابطو
    تماس بگیرید زنگ پیامک واتساپ واتس جوال موبايل هاتف
    טלפון נייד ווצאפ וואטסאפ
    သို့ ဆက်သွယ်ပါ ခေါ်ဆိုပါ ဖုန်း
    ይደውሉ ስልክ
  `,
);

/** The same in scripts without spaces, where it may be joined to other words. */
export const JOINED_AFTER =
  /^[ (（,，・]{0,2}(?:微信|同微信|电话|電話|手机|手機|联系|聯絡|聯繫|咨询|查詢|拨打|致电|洽|まで|へ電話|へお電話|にお電話|に電話|にご連絡|に連絡|まで連絡|携帯|으로 (?:전화|연락|문의)|로 (?:전화|연락|문의)|에 연락|โทร|มือถือ|ไลน์)/u;

/** Before what the number is for: "91234567 for enquiries". */
export const FOR: ReadonlySet<string> = new Set(
  list`for para pour für per voor för til till för za dla для за pentru để untuk για`,
);
