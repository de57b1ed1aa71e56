import { list } from "./language-words.ts";

/** Said between an old number and the one that takes its place, in many languages. */
export const SUCCESSION_WORDS: readonly string[] = list`
  now new instead replaced replaces disconnected changed moved alternatively otherwise
  jetzt neu neue neuer ersetzt stattdessen abgeschaltet geändert
  nu nieuw nieuwe voortaan vervangen nytt nya nye nyt istället istedenfor erstattet bytt
  ahora nuevo nueva cambió cambiado reemplazado agora novo nova mudou trocado desativado
  maintenant nouveau nouvelle désormais remplacé changé adesso nuovo nuova sostituito cambiato
  acum nou schimbat înlocuit теперь новый новая заменён заменен сменился отключён тепер новий змінено
  teraz nowy nowa zmieniony zmiana nyní nový nové změněno sada novi zmenjen
  artık yeni değişti yerine mostantól új megváltozott nyt uusi muuttunut uus muutunud
  τώρα νέο νέος άλλαξε الآن الجديد جديد اصبح أصبح تغير עכשיו חדש החדש اکنون جدید
  अब नया नई नयाँ اب نیا এখন নতুন kini baru sekarang diganti bertukar bây mới ngayon bago sasa mpya
`;
