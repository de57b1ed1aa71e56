import { type LanguageWords, list } from "./language-words.ts";

export const POLISH: LanguageWords = {
  language: "Polish",
  phone: list`
    telefon tel kom komórka komórkowy infolinia zadzwoń dzwoń dzwonić telefonicznie telefonu stacjonarny
    centrala gsm telefony telef kontaktowego komórkowe całodobowy całodobowo oddzwonię oddzwoń dzwonienia zadzwon dzwon sms smsy esemesa połączenia połączenie domofon stacj`,
  phoneStems: list`telefon komórk`,
  hint: list`
    kontakt biuro sekretariat recepcja obsługa rejestracja pogotowie dyżur wizyta wizyty rezerwacje umów
    umawianie informacja informacje pytania pomoc serwis gabinet zapisy dyspozytor właściciel właścicielka zarządca administrator administracja portiernia ochrona stróż dozorca hydraulik elektryk ślusarz mechanik drogowa laweta taksówka weterynarz lekarz dentysta stomatolog przychodnia poradnia szpital apteka pediatra położna pielęgniarka adwokat radca notariusz księgowa księgowość kadry dział sprzedaż sprzedaży handlowy handlowiec doradca konsultant opiekun kierownik dyrektor prezes sołtys wójt burmistrz urząd gmina starostwo sąd parafia proboszcz szkoła przedszkole żłobek dziekanat uczelnia biblioteka muzeum teatr kino basen siłownia klub mama tata babcia dziadek ciocia wujek siostra brat córka syn mąż żona kuzyn sąsiad sąsiadka koleżanka kolega przyjaciel chłopak dziewczyna szef szefowa kierowca kurier niania sprzątaczka sprzedam kupię wynajmę wynajem zainteresowanych zainteresowani nagroda znalazcę znaleziono zgłaszać zgłoszeń awarie awaria usterki reklamacje skargi wnioski zamów zamawiać dostawa dowóz catering stolik sklep hurtownia magazyn warsztat wulkanizacja salon fryzjer kosmetyczka piekarnia cukiernia restauracja bar pizzeria kawiarnia hotel pensjonat noclegi agroturystyka dom praca godz godziny wieczorem rano nowa moja jej jego pilne wiadomość wiadomości pisać pani dr mec inż mgr blik whatsapp rejestracji recepcji sekretariatu biura kontaktu`,
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
