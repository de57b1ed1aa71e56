import { type LanguageWords, list } from "./language-words.ts";

export const HEBREW: LanguageWords = {
  language: "Hebrew",
  phone: list`טלפון טל נייד סלולרי חיוג חייגו התקשרו מוקד וואטסאפ פלאפון נייח להתקשר`,
  phoneStems: list`טלפונ`,
  hint: list`למספר אלינו אליי איתנו משרד שירות לקוחות צור קשר חינם תמיכה תור לקביעת לפרטים שאלות הזמנות מרפאה למידע`,
  fax: list`פקס`,
  numbering: list`מספר מס`,
  neutral: list`שלנו שלי`,
  stop: {
    order: list`הזמנה חשבונית קבלה משלוח`,
    person: list`ת״ז זהות תז דרכון לקוח`,
    company: list`חפ ח״פ עוסק מורשה`,
    bank: list`חשבון כרטיס סניף`,
    goods: list`מוצר דגם סידורי קוד מקט`,
    id: list`
      אסמכתא פוליסה חוזה מיקוד עמוד ברקוד סידורי רישוי רישיון מעקב חבילה בקשה תלונה כרטיס-טיסה טיסה מושב
      הגרלה חלקה גוש מונה מנוי החלטה חוק מכשיר גרסה תשלום תעודת חבר תיק עובד סטודנט
    `,
    amount: list`סכום מחיר סהכ אוכלוסייה`,
  },
  unit: list`שקל שקלים יחידות אנשים תושבים אלף`,
  link: list`או ו הוא אל`,
};
