import { type LanguageWords, list } from "./language-words.ts";

export const AMHARIC: LanguageWords = {
  language: "Amharic",
  phone: list`ስልክ ሞባይል ይደውሉ የስልክ ደውሉ ደውል ስልኬ`,
  hint: list`ያግኙን ቢሮ`,
  fax: list`ፋክስ`,
  numbering: list`ቁጥር`,
  neutral: list`የእኛ`,
  stop: {
    order: list`ትዕዛዝ ደረሰኝ`,
    person: list`መታወቂያ ፓስፖርት`,
    bank: list`ሂሳብ ካርድ`,
  },
  unit: list`ብር ሰዎች`,
  link: list`በ ወይም`,
};
