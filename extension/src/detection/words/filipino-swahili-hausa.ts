import { type LanguageWords, list } from "./language-words.ts";

export const FILIPINO_SWAHILI_HAUSA: LanguageWords = {
  language: "Filipino, Swahili, Hausa",
  phone: list`telepono tawagan tumawag selpon cp simu piga waya rununu kira`,
  phoneStems: list`telepono`,
  hint: list`makipag-ugnayan wasiliana tuntuba opisina mama papa nanay tatay lola lolo tita tito ate kuya kapitbahay kaibigan drayber tubero doktor nars tindahan bahay trabaho pakitawagan magtanong inquire kontakin mmiliki fundi daktari nesi shule duka nyumbani kazini dereva rafiki jirani dada kaka baba bibi babu mai gida likita direba aboki`,
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
