import { type LanguageWords, list } from "./language-words.ts";

export const TAMIL_TELUGU_KANNADA_MALAYALAM: LanguageWords = {
  language: "Tamil, Telugu, Kannada, Malayalam, Gujarati, Punjabi",
  phone: list`
    தொலைபேசி கைபேசி மொபைல் ఫోన్ మొబైల్ ఫోను ಫೋನ್ ಮೊಬೈಲ್ ದೂರವಾಣಿ ഫോൺ മൊബൈൽ ફોન મોબાઇલ ਫੋਨ ਮੋਬਾਈਲ
  `,
  hint: list`தொடர்பு సంప్రదించండి ಸಂಪರ್ಕ ബന്ധപ്പെടുക સંપર્ક ਸੰਪਰਕ`,
  fax: list`தொலைநகல் ఫ్యాక్స్ ಫ್ಯಾಕ್ಸ್ ഫാക്സ് ફેક્સ ਫੈਕਸ`,
  numbering: list`எண் నంబర్ ಸಂಖ್ಯೆ നമ്പർ નંબર ਨੰਬਰ`,
  neutral: list`எங்கள் మా`,
  stop: {
    order: list`ஆர்டர் ఆర్డర్ ಆರ್ಡರ್ ഓർഡർ ઓર્ડર ਆਰਡਰ பில்`,
    person: list`ஆதார் ఆధార్ ಆಧಾರ್ ആധാർ આધાર ਆਧਾਰ`,
    bank: list`கணக்கு ఖాతా ಖಾತೆ അക്കൗണ്ട് ખાતા ਖਾਤਾ`,
  },
  unit: list`ரூபாய் రూపాయలు ರೂಪಾಯಿ രൂപ રૂપિયા ਰੁਪਏ`,
  link: [],
};
