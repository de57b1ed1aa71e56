import { type LanguageWords, list } from "./language-words.ts";

export const POLISH: LanguageWords = {
  language: "Polish",
  phone: list`
    telefon tel kom komórka komórkowy infolinia zadzwoń dzwoń dzwonić telefonicznie telefonu stacjonarny
    centrala gsm
  `,
  phoneStems: list`telefon komórk`,
  hint: list`
    kontakt biuro sekretariat recepcja obsługa rejestracja pogotowie dyżur wizyta wizyty rezerwacje umów
    umawianie informacja informacje pytania pomoc serwis gabinet zapisy dyspozytor
  `,
  fax: list`fax faks`,
  numbering: list`nr numer numery`,
  neutral: list`nasz mój pod kontaktowy bezpłatny`,
  stop: {
    order: list`
      zamówienie zamówienia faktura faktury paragon rezerwacja rezerwacji zgłoszenie zgłoszenia przesyłka
      przesyłki sprawy oferta
    `,
    person: list`klient klienta pesel paszport dowód legitymacja członek`,
    company: list`nip regon krs bdo`,
    bank: list`konto konta rachunek rachunku iban karta karty`,
    goods: list`artykuł produkt seria seryjny model partia kod ean indeks`,
    id: list`
      umowa umowy polisa polisy kod pocztowy wersja strona księgi kreskowy inwentarzowy bankowy bankowego
      rejestracyjny dowodu osobisty prawo jazdy śledzenia paczka paczki wniosek wniosku reklamacja
      reklamacji bilet biletu lot miejsce losowanie działka działki licznik licznika abonent abonenta
      legitymacji przetarg uchwała wyrok ustawa urządzenie imei seryjny seryjnego przelew przelewu
      pokwitowanie akt repertorium licencja sygnatura sygn listu przewozowy ppe vin
    `,
    amount: list`kwota suma cena razem łącznie ilość ludność mieszkańców lotto`,
  },
  unit: list`zł pln szt sztuk osób mieszkańców tys mln razy lat`,
  link: list`pod na do i lub to nas jest z`,
};
