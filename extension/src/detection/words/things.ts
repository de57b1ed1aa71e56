import { list } from "./language-words.ts";

/**
 * Things that have a number of their own, where nothing else tells: "Bilag: 20123456" names no one to call. Too common
 * in other senses to stop a number that is written as one.
 */
export const THINGS: ReadonlySet<string> = new Set(
  list`
    zpid mlsid reading readings filing matric queue complaint complaints challan ballot bylaw statute ordinance
    clause exhibit appendix annex figure table slide question answer lesson course class grade quiz test score rank
    position place seat aisle row section level stage round heat lane track channel frequency band mode option item
    entry line cell column field value variable constant parameter argument index offset address register sector
    cluster node block height difficulty gas fee salt pepper seed steam discord roblox minecraft twitter instagram
    tiktok snapchat facebook reddit github gitlab npm pypi docker kubernetes aws azure gcp account profile avatar
    handle slug path url uri hash nonce token secret digest signature fingerprint thumbprint serialnumber partnumber
    modelnumber assetid deviceid machineid hostid clientid sessionid requestid traceid spanid correlationid messageid
    threadid postid commentid videoid imageid fileid documentid orderid invoiceid paymentid transactionid customerid
    userid employeeid studentid patientid memberid caseid ticketid bugid issueid taskid jobid runid buildid commitid
    kit unit reel roll bundle set pack bag box cylinder canister tank engine gearbox transmission tyre tire wheel
    frame bike bicycle motorcycle trailer truck lorry van crane boiler furnace pump valve filter sensor probe panel
    inverter battery charger router modem switch printer scanner camera lens tripod drone
    incidencia incidencias parte partes bono bonos vale vales acreditación credencial tarjetón ficha hoja folleto
    capítulo artículo apartado párrafo anexo figura tabla pregunta respuesta lección curso clase nota puesto posición
    fila columna registro entrada asiento pase abono recibo justificante resguardo remesa recogida aviso orden
    ordenes órdenes requerimiento notificación providencia diligencias atestado multa sanción infracción acta
    escritura protocolo inscripción asociado federado licencia permiso visado nómina empleado trabajador plaza
    convocatoria examen opositor matrícula expedición hospital historia clínica historial receta muestra análisis
    prueba dosis vacuna lote tanda palet contenedor bulto paquete etiqueta talón cheque transferencia giro depósito
    fondo bonoloto quiniela cupón número
    requerimento requerimentos atendimento incidente incidentes pasta ficha folha capítulo artigo parágrafo anexo
    figura tabela pergunta resposta aula curso turma nota posição linha coluna registo registro entrada bilhete passe
    vale cupão cupom comprovativo comprovante recolha aviso ordem ordens notificação despacho acórdão auto multa
    coima infração ata escritura associado federado licença permissão visto vencimento funcionário trabalhador vaga
    concurso exame candidato prontuário receita amostra análise dose vacina lote palete contentor contêiner volume
    etiqueta cheque transferência depósito fundo raspadinha chamado
    bolletta bollette verbale verbali mappale particella subalterno incidente pratica scheda foglio capitolo articolo
    paragrafo allegato figura tabella domanda risposta lezione corso classe voto posizione riga colonna registrazione
    ingresso biglietto abbonamento buono coupon ricevuta scontrino ritiro avviso ordine ordini notifica provvedimento
    decreto multa sanzione infrazione atto rogito associato iscritto tesserato licenza permesso visto cedolino
    dipendente lavoratore concorso esame candidato cartella ricetta campione analisi dose vaccino lotto pallet
    contenitore collo pacco etichetta assegno bonifico deposito fondo cauzione segnalazione
    zlecenie zlecenia zleceń protokół protokołu sprawa sprawę karta karty arkusz rozdział artykuł paragraf załącznik
    rysunek tabela pytanie odpowiedź lekcja kurs klasa ocena pozycja pozycji wiersz kolumna wpis rejestr bilet karnet
    bon kupon pokwitowanie potwierdzenie odbiór awizo wezwanie decyzja decyzji postanowienie mandat mandatu
    wykroczenie akta notarialny członkostwo licencja zezwolenie wiza pracownik pracownika stanowisko konkurs egzamin
    kandydat kandydata recepta próbka badanie badania dawka szczepionka partia paleta kontener etykieta czek przelew
    depozyt fundusz zdrapka działka obręb dokument dokumentu zamówienie
    případ případu spis spisu list kapitola článek paragraf příloha obrázek tabulka otázka odpověď kurz třída známka
    pozice řádek sloupec záznam rejstřík lístek permanentka poukaz kupón potvrzení výzva rozhodnutí usnesení pokuta
    přestupek akt členství licence povolení vízum zaměstnanec konkurz zkouška uchazeč recept vzorek vyšetření dávka
    vakcína šarže paleta kontejner štítek šek převod vklad fond prípad prípadu článok príloha obrázok tabuľka odpoveď
    trieda pozícia riadok stĺpec register potvrdenie rozhodnutie uznesenie priestupok členstvo povolenie zamestnanec
    skúška uchádzač vzorka vyšetrenie kontajner štítok prevod predmet spisový primjer slučaj predmeta zapisnik
    rješenje kazna članak prilog tablica pitanje odgovor razred mjesto redak stupac potvrda vozačka dozvola viza
    zaposlenik ispit kandidat uzorak doza cjepivo naljepnica ček uplatnica zadeva zadeve odločba kazen člen priloga
    preglednica vprašanje vrstica stolpec potrdilo dovoljenje vizum zaposleni izpit vzorec odmerek cepivo
    saken sagen ärendet vedtak vedtaket beslut beslutning afgørelse bilag bilaget innmelding påmelding anmälan
    anmeldelse meldingsid meddelelsesid kapittel kapitel artikkel paragraf vedlegg bilaga figur tabell tabel spørsmål
    fråga svar leksjon lektion kurs kursus klasse klass karakter posisjon position rad række kolonne kolumn post
    inngang ingang indgang adgangskort kupong kupon gavekort presentkort kvittering bekreftelse bekräftelse
    bekræftelse henting avhämtning afhentning varsel avisering pålegg föreläggande bot böter bøde overtredelse
    forbrytelse skjøte lagfart skøde medlemskap tillatelse tillstånd tilladelse visum lønnslipp ansatt anställd ansat
    stilling tjänst eksamen tentamen kandidat kandidatnummer resept recept prøve prov dose dos vaksine vaccin parti
    palle pall container etikett etiket sjekk check overføring överföring overførsel depositum innskudd insättning
    fond lodd lott seddel bolig boligen leilighet lägenhet lejlighed objekt ordrebekreftelse følgeseddel följesedel
    følgebrev pakkseddel serie sertifikat certifikat bevis
    υπόθεση υπόθεσης φάκελος υποθέσεων κεφάλαιο άρθρο παράγραφος παράρτημα σχήμα πίνακας ερώτηση απάντηση μάθημα τάξη
    βαθμός θέση σειρά στήλη εγγραφή καταχώριση εισιτήριο κουπόνι δωροεπιταγή βεβαίωση παραλαβή ειδοποίηση κλήση
    πρόστιμο παράβαση συμβόλαιο μέλος άδεια βίζα εργαζόμενος υπάλληλος διαγωνισμός εξετάσεις υποψήφιος συνταγή δείγμα
    εξέταση δόση εμβόλιο παρτίδα παλέτα κιβώτιο ετικέτα επιταγή έμβασμα κατάθεση λαχείο δέμα αίτημα εντολή εντολής
    kennung kennungen fall fälle akte akten artikel absatz anhang abbildung tabelle frage antwort lektion kurs klasse
    note position zeile spalte eintrag eingang karte gutschein coupon quittung bestätigung abholung bescheid bußgeld
    strafzettel urkunde mitgliedschaft lizenz genehmigung visum lohnabrechnung mitarbeiter stelle prüfung kandidat
    rezept probe dosis impfstoff charge palette container etikett scheck überweisung einzahlung fonds los protokoll
    störung
    zaak zaken akte hoofdstuk artikel bijlage figuur tabel vraag antwoord les cursus klas cijfer positie rij kolom
    invoer kaart bon cadeaubon kwitantie bevestiging ophaal afhaal bericht boete overtreding lidmaatschap licentie
    vergunning visum loonstrook werknemer vacature examen kandidaat recept monster dosis vaccin partij pallet
    container etiket cheque overboeking storting fonds lot proces melding
    affaire affaires chapitre article paragraphe annexe figure tableau question réponse leçon cours classe note
    position ligne colonne entrée carte bon chèque-cadeau reçu confirmation retrait avis amende contravention
    infraction acte membre licence autorisation visa bulletin salarié employé poste concours examen candidat
    ordonnance échantillon analyse dose vaccin lot palette conteneur étiquette chèque virement dépôt fonds procès
    चालान मामला केस फाइल अध्याय लेख प्रश्न उत्तर कक्षा पद क्रम पंक्ति प्रवेश कूपन रसीद पुष्टि नोटिस जुर्माना लाइसेंस
    परमिट वीज़ा कर्मचारी परीक्षा अभ्यर्थी नुस्खा नमूना जांच खुराक टीका लॉट चेक जमा खसरा खतौनी शिकायत आदेश
    дела делу случай глава статья параграф приложение рисунок таблица вопрос ответ урок курс класс оценка позиция
    строка столбец запись вход карточка купон ваучер сертификат подтверждение уведомление повестка штраф нарушение
    членство разрешение виза сотрудник сотрудника вакансия экзамен кандидат рецепт образец анализ доза вакцина
    паллета контейнер этикетка чек перевод вклад фонд инцидент задача тикет
    mission street road avenue corp inc ltd shipped updated modified created deleted uploaded posted published
    started finished due elo memory stars route dob birth winner winning donation donations auction property tract
    zone song movie recipe traffic bus prize prizes raised target goal spent paid owed installs plays listens streams
    hits requests errors warnings tokens words characters lines commits forks issues pulls members fans copies sold
    units produced output input power energy voltage current speed rate ratio percent share shares stock volume
    market cap supply demand vistas visitas visualizaciones ingresos gastos beneficio pérdidas distancia votos
    ganador premio subvención beca recaudación superficie capacidad velocidad potencia energía descargas
    reproducciones seguidores suscriptores actualizado creado publicado enviado meta objetivo recaudado vendido
    vendidos producción visualizações receita receitas despesa despesas lucro prejuízo distância vencedor prémio
    prêmio bolsa subsídio superfície área capacidade velocidade potência downloads atualizado criado visualizzazioni
    visite entrate uscite utile perdita voti debito credito distanza vincitore borsa contributo capacità velocità
    potenza download seguaci aggiornato creato pubblicato inviato obiettivo incasso wyświetleń wyświetlenia odsłony
    budżet budżetu przychody przychód koszty zysk strata głosów głosy klucz wpłata wpłaty dotacja nagrody pojemność
    powierzchnia prędkość moc energia pobrania obserwujący zaktualizowano utworzono opublikowano wysłano cel zebrano
    sprzedano produkcja odległość visninger visningar budsjett budget inntekter intäkter indtægter utgifter udgifter
    overskudd underskudd stemmer röster gave gåva formue förmögenhet lån areal ligning avstand avstånd afstand vinner
    vinnare vinder premie præmie tilskudd bidrag kapasitet kapacitet hastighet effekt nedlastinger nedladdningar
    følgere följare oppdatert uppdaterad opdateret opprettet skapad oprettet sendt skickad mål solgt såld folketal
    zobrazení rozpočet tržby výnosy náklady zisk ztráta hlasů hlasov vzdálenost vítěz výhra dotace dotácia plocha
    kapacita rychlost výkon stažení sledující aktualizováno vytvořeno odesláno cíl prodáno pregleda proračun prihodi
    rashodi dobit gubitak glasova udaljenost dobitnik nagrada površina brzina preuzimanja ažurirano προβολές
    επισκέψεις προϋπολογισμός έσοδα έξοδα κέρδος ζημία ψήφοι απόσταση νικητής βραβείο επιδότηση έκταση χωρητικότητα
    ταχύτητα λήψεις ακόλουθοι ενημερώθηκε δημιουργήθηκε στόχος crore lakh khata amount revenue loan deposit voter
    meter views votes visits area acre hectare khasra mutation aufrufe einnahmen ausgaben gewinn verlust stimmen
    entfernung gewinner preis zuschuss fläche kapazität leistung aktualisiert erstellt gesendet ziel verkauft
    bezoeken weergaven inkomsten uitgaven winst verlies stemmen winnaar prijs subsidie oppervlakte capaciteit
    bijgewerkt vues visites recettes dépenses bénéfice perte voix distance gagnant prix subvention capacité vitesse
    puissance téléchargements mis envoyé objectif просмотры просмотров доходы расходы прибыль убыток голосов голоса
    расстояние победитель приз субсидия площадь мощность скорость обновлено создано цель продано бюджет
  `,
);
