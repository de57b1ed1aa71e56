import { type LanguageWords, list } from "./language-words.ts";

export const HINDI_MARATHI_NEPALI: LanguageWords = {
  language: "Hindi, Marathi, Nepali",
  phone: list`
    फोन फ़ोन दूरभाष मोबाइल मोबाईल संपर्क सम्पर्क कॉल हेल्पलाइन टेलीफोन व्हाट्सएप दूरध्वनी
  `,
  phoneStems: list`टेलीफ टेलिफ`,
  hint: list`कार्यालय करें सहायता अपॉइंटमेंट जानकारी पूछताछ सेवा आपातकालीन`,
  fax: list`फैक्स फॅक्स`,
  numbering: list`नंबर नम्बर नं संख्या`,
  neutral: list`हमारा मेरा`,
  stop: {
    order: list`ऑर्डर आर्डर चालान रसीद बिल बुकिंग`,
    person: list`आधार ग्राहक पासपोर्ट पैन सदस्य अनुक्रमांक`,
    company: list`पंजीकरण जीएसटी`,
    bank: list`खाता खाते कार्ड`,
    goods: list`उत्पाद मॉडल सीरियल कोड`,
    id: list`
      आईडी संदर्भ पॉलिसी पिन पृष्ठ क्रमांक बारकोड लाइसेंस ट्रैकिंग आवेदन शिकायत टिकट उड़ान सीट मीटर उपभोक्ता
      डिवाइस संस्करण भुगतान प्रमाणपत्र सदस्यता पंजीयन रोल फाइल लेनदेन राशन
    `,
    amount: list`कुल राशि मूल्य कीमत जनसंख्या`,
  },
  unit: list`रुपये रुपए लोग लाख करोड़ हजार`,
  link: list`पर या और है करें`,
};
