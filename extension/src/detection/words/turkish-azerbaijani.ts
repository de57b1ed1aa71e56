import { type LanguageWords, list } from "./language-words.ts";

export const TURKISH_AZERBAIJANI: LanguageWords = {
  language: "Turkish, Azerbaijani",
  phone: list`
    telefon tel telefonu gsm cep arayın arayınız ara çağrı santral hattı hat whatsapp mobil zəng
  `,
  phoneStems: list`telefon`,
  hint: list`
    iletişim irtibat destek ofis danışma randevu rezervasyon ulaşın hizmetleri ücretsiz əlaqə randevunuz
    bilgi sorularınız danışın servis şikayet acil sekreter merkez qəbul məlumat sahibi sahibinden yönetici yönetim kapıcı güvenlik tesisatçı elektrikçi çilingir çekici taksi veteriner doktor diş hekim hemşire eczane hastane avukat noter muhasebe muhasebeci satış satıcı danışman yetkili müdür muhtar belediye okul kreş kütüphane müze tiyatro anne annem baba babam anneanne babaanne dede teyze hala amca dayı abla kardeş kız oğlum eşim kocam karım komşu arkadaş şef patron şoför kurye bakıcı emlak emlakçı satılık kiralık ilgilenenler ödül bulunan kayıp arıza arızalar şikayetler siparişler teslimat masa mağaza dükkan tamirci kuaför berber fırın restoran otel ev iş akşam mesaj yazabilirsiniz whatsapptan sahib usta həkim satılır kirayə ünvan ofisi müştəri evim yerim ata qardaş bacı dost`,
  fax: list`faks fax belgegeçer`,
  numbering: list`no numara numarası numaramız nömrə nömrəsi nolu`,
  neutral: list`irtibat iletişim bizim şu`,
  stop: {
    order: list`sipariş fatura makbuz rezervasyon kargo takip gönderi fiş işlem sifariş`,
    person: list`müşteri tc tckn kimlik pasaport üye öğrenci abone sgk sicil`,
    company: list`vergi vkn mersis voen vöen ticaret`,
    bank: list`hesap iban kart şube`,
    goods: list`ürün seri model parti kod kodu barkod şasi plaka`,
    id: list`
      sözleşme poliçe referans posta sayfa sürüm dosya barkod demirbaş banka ruhsat kimlik ehliyet
      takip gönderi başvuru şikayet bilet uçuş koltuk çekiliş parsel pafta sayaç abonelik tesisat ihale
      karar kanun cihaz imei dekont evrak lisans sicil dilekçe daire bağkur ssk esas yevmiye
    `,
    amount: list`toplam tutar fiyat nüfus adet miktar`,
  },
  unit: list`tl lira adet kişi bin milyon manat tane kez`,
  link: list`ve veya ile bizi için hemen`,
};
