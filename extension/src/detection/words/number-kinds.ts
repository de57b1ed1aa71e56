import { type LanguageWords, list } from "./language-words.ts";

/**
 * What kind of telephone number it is. Beside a word for "number" these make it one to call, before it ("nowy numer")
 * or after it ("numéro principal").
 */
export const NUMBER_KINDS: LanguageWords = {
  language: "Many: kinds of telephone number",
  phone: [],
  hint: list`
    numaram számom számunk numeroni numeromme nomorku رقمي رقمنا شماره‌ام
    gebührenfrei gebührenfreie gebührenfreien kostenlos kostenlose kostenfrei kostenfreie gratisnummer
    gratislijn telverde kosteloos zelená bezplatná bezplatné bezplatný bezplatně brezplačna brezplačno
    besplatno besplatni bezpłatna bezpłatnie maksuton maksuttomasti tasuta díjmentes díjmentesen
     ingyenesen gratuită gratuitamente gratuitement gratisnumre  nemokama nemokamas
    bezmaksas falas бесплатная бесплатные безкоштовно безкоштовний безкоштовна безплатно безплатна
    бесплатни бесплатан χρέωση δωρεάν ατελώς المجانية مجانا مجاناً مجانًا مجانية رایگان مفت निःशुल्क
    नि:शुल्क टोल-फ्री  विनामूल्य
  `,
  fax: [],
  numbering: [],
  neutral: list`
    grünen grüne neuen neue alte privaten private dienstliche direkte
    nuevo nueva único única principal directo directa privado privada gratuito oficial particular
    alternativo alterno adicional personal local internacional nacional
    novo nova antigo antiga único direto directo principal privado pessoal oficial
    nouveau nouvelle unique privé personnel professionnel officiel national surtaxé abrégé gratuit
    nuovo unico diretto privato personale principale ufficiale nazionale gratuito
    nou noua unic direct principal privat
    bezpłatny kontaktowy nowy nowego główny bezpośredni alarmowy stacjonarny prywatny służbowy domowy ogólny skrócony wewnętrzny
    nové nový hlavní přímý pevný soukromé služební bezplatné tísňové nov novi nova glavni direktni službeni
    új központi közvetlen ingyenes díjmentes zöld helyi privát céges
    yeni eski sabit ücretsiz direkt özel dahili ana
    uusi suora yleinen maksuton uus otse üldine
    nytt nya nye nyt ny direktnummer gratis grønt grøn privata privat
    gratis nieuw nieuwe nieuwste algemeen algemene vast vaste rechtstreeks doorkies groene groen
    новый нового старый прямой прямого городской городского короткий личный рабочий домашний основной
    дополнительный другой сотовый федеральный единого многоканальный внутренний
    новий прямий міський короткий особистий робочий домашній основний додатковий єдиний
    нов нови директен кратък личен служебен домашен основен единен
    νέο νέος νέα σταθερός κεντρικό κεντρικός άμεσο ευθείας πανελλαδικό πενταψήφιο
    المجاني مجاني الموحد موحد المباشر مباشر الجديد جديد الرئيسي رئيسي الخاص المحلي الدولي الأرضي الثابت
    رایگان مستقیم جدید قدیم شخصی ویژه اصلی کوتاه گویا
    חדש ישיר ראשי אישי פרטי חינם
    فری نیا پرانا نئے مفت ذاتی
    फ्री फ़्री नया नये नए पुराना निजी सीधा टोल
    ফ্রি নতুন পুরাতন জরুরি সরাসরি
    gw gue gua ane aku baruku lama kami ko namin bagong bago luma yangu yetu mpya zamani tôi mình em chị anh mới cũ của
    perso pro boulot meu mea nostru noastră mío mía nuestro nosso nostro mim ben benim bizim mening bizning
    من جدیدم ما میرا ہمارا मेरा हमारा माझा আমার আমাদের
    cambié cambiado cambie mudei mudou troquei trocado changé cambiato bytt bytte byttet skiftet skiftat vaihdoin vaihtui
    gewechselt zmieniłem zmieniłam zmieniam zmieniła změnil změnila zmenil zmenila promijenio promenila promenio
    сменил сменила поменял поменяла сменился змінив змінила смених schimbat değiştirdim değişti ganti tukar đổi άλλαξα άλλαξε
    nuwe ou notun purono amar mera meri naya kong akong aking iyong nyo mám mam jsem
    baru gratis utama bebas pulsa rasmi terus percuma peribadi pribadi my our your his her their mein meine meiner unsere unser deine seine mon notre votre ton leur mi mis tu su nuestro nuestra vuestro meu minha nosso nossa seu sua teu mio nostro tuo suo vostro mijn ons onze uw jouw jullie min mitt mit vår vårt vores vore din ditt dit hans hennes minu meie sinu teie tema mans mūsu tavs jūsu mano mūsų tavo jūsų mój moj nasz nasza twój wasz můj moje naše tvoje môj moja naš naša njegov njegova njen njezin моят нашият твоят вашият мојот мој наш твој мой твой ваш його її мій твій его её их μου μας σου σας του της τους benim bizim nostru tău ei im ynë saya kami kita aku tôi em mình namin akin yangu yetu मेरा हमारा मेरी उनका आपका আমার আমাদের میرا ہمارا من ما שלי שלנו ilmainen maksutonta besplatan besplatna brezplačen tasuta nemokamas bezmaksas безплатен безплатния δωρεάν grátis gratuita gratuitement kostnadsfritt kostnadsfri zielony zelené zielona πράσινη mera meri hamara naya apna aapka`,
  stop: {},
  unit: [],
  link: [],
};

/** "Of" between an owner and the word for number: "राम का नंबर" is one to call, whoever it is, unless a stop word owns it. */
export const OWNED: ReadonlySet<string> = new Set(
  list`ka ki ke wala का की के को کا کی کے دا دی ਦਾ ਦੀ चा ची चे`,
);
