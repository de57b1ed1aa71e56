import { type LanguageWords, list } from "./language-words.ts";

export const FILIPINO_SWAHILI_HAUSA: LanguageWords = {
  language: "Filipino, Swahili, Hausa",
  phone: list`telepono tawagan tumawag selpon cp simu piga waya rununu kira`,
  phoneStems: list`telepono`,
  hint: list`makipag-ugnayan wasiliana tuntuba opisina`,
  fax: list`fax faksi`,
  numbering: list`no nambari namba lamba numero`,
  neutral: list`aming yetu ya`,
  stop: {
    order: list`resibo agizo ankara oda`,
    person: list`kitambulisho sss philhealth nin bvn mteja`,
    company: list`tin kra rc`,
    bank: list`akaunti akawnt asusu`,
    goods: list`bidhaa produkto`,
    id: list`kumbukumbu sanduku`,
    amount: list`jumla bei kabuuan presyo`,
  },
  unit: list`piso shilingi watu naira ksh tsh`,
  link: list`sa ang kwa ni au o`,
};
