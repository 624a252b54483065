### The sessions.

sessions-planned = Geplante Treffen
session = Treffen
date = Datum
time-of-day = Uhrzeit
call-link = Link zum Anruf
open-call = Anruf öffnen
postpone = Verschieben
by-a-week = Eine Woche
by-two-weeks = Zwei Wochen
by-until = { $by } · { $day }
pick-day = Tag aussuchen
pick-day-short = Anderer …
in-a-week = In einer Woche
close-hint = Was offen ist, geht ins nächste Treffen mit.
close-session = Treffen abschließen
reopen = Wieder öffnen
earlier-sessions = Frühere Treffen
no-earlier = Noch keine früheren Treffen.
no-points = Keine Punkte.
closing-points = { $n ->
    [one] { $n } Punkt
   *[other] { $n } Punkte
}
closing-tasks = { $n ->
    [one] { $n } Aufgabe
   *[other] { $n } Aufgaben
}
closing-go = { $n ->
    [one] { $what } geht mit in Treffen { $number }
   *[other] { $what } gehen mit in Treffen { $number }
}
closing-nothing = für Treffen { $number } bleibt nichts offen
closed-by = { $name } hat Treffen { $number } abgeschlossen: { $what }
closed-by-me = Du hast Treffen { $number } abgeschlossen: { $what }
next-date-field = Nächstes Datum
calendar-file = Kalenderdatei
with-names = mit unseren Namen
calendar-plain = Treffen
calendar-named = Treffen · { $names }
no-download = Keine Datei? Diese Seite lässt ihre Rahmen keine speichern.
stop-the-clock = Uhr stoppen
session-is-closed = Treffen { $number } · abgeschlossen
sessions = Treffen
no-date = noch kein Datum
no-year = Welches Jahr? Schreib es mit vier Ziffern.
did-close-session = das Treffen abgeschlossen
did-reopen-session = das Treffen wieder geöffnet
did-date-session = das Datum auf { $day } gesetzt
did-undate-session = das Datum entfernt
did-link-session = den Link zum Anruf geändert
