import { type LanguageWords, list } from "./language-words.ts";

export const URDU_PUNJABI_PASHTO: LanguageWords = {
  language: "Urdu, Punjabi, Pashto",
  phone: list`uan فون موبائل ٹیلیفون ٹیلی رابطہ کال ہیلپ لائن واٹس`,
  phoneStems: list`ٹیلیف`,
  hint: list`دفتر کریں معلومات اپائنٹمنٹ سروس مالک چوکیدار پلمبر الیکٹریشن ٹیکسی ڈاکٹر نرس وکیل ایجنٹ مینیجر ڈائریکٹر اسکول امی ابو دادی دادا نانی چچا بھائی بہن شوہر بیوی پڑوسی دوست ڈرائیور فروخت کرایہ انعام شکایات ڈیلیوری ہوٹل ریسٹورنٹ گھر آفس ایمرجنسی بکنگ`,
  fax: list`فیکس`,
  numbering: list`نمبر`,
  neutral: list`ہمارا میرا`,
  stop: {
    order: list`آرڈر بل رسید انوائس`,
    person: list`شناختی پاسپورٹ گاہک رول`,
    company: list`ٹیکس رجسٹریشن`,
    bank: list`اکاؤنٹ کارڈ`,
    goods: list`پروڈکٹ ماڈل سیریل کوڈ`,
    id: list`
      حوالہ پالیسی صفحہ بارکوڈ اکاؤنٹ لائسنس ٹریکنگ درخواست شکایت ٹکٹ پرواز سیٹ میٹر کسٹمر ڈیوائس ورژن
      ادائیگی سند ممبر شپ
    `,
    amount: list`کل رقم قیمت آبادی`,
  },
  unit: list`روپے افراد لاکھ کروڑ ہزار`,
  link: list`پر یا اور ہے کریں`,
};
