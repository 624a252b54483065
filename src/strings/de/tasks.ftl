### The tasks.

tasks = Aufgaben
add-task = Aufgabe hinzufügen
open-count = { $n ->
   *[other] { $n } offen
}
whose = Wessen
whose-all = Alle
whose-mine = Meine
whose-theirs = Von { $name }
show-done = Erledigte zeigen
task-done = Erledigt: { $title }
owner = Zuständig
owner-field = Zuständig: { $title }
nobody = Noch niemand
due = Fällig
due-of = Fällig { $day }: { $title }
due-today = Heute
due-tomorrow = Morgen
due-next-session = Nächstes Treffen
due-next-week = Nächste Woche
no-due = Ohne Datum
due-field = Fällig: { $title }
link = Link
link-field = Link: { $title }
open-link = Link öffnen
no-link = Das ist kein Weblink: Er lässt sich nicht öffnen.
comment = Kommentar
comment-field = Kommentar: { $title }
add-comment = Hinzufügen
comments = { $n ->
    [one] { $n } Kommentar
   *[other] { $n } Kommentare
}
delete-comment = Kommentar löschen: { $text }
first-step = Erster Schritt
first-step-field = Erster Schritt: { $title }
first-step-line = Zuerst: { $step }
let-it-go = Loslassen
let-go = losgelassen
open-again = Wieder öffnen
take-it = Übernehmen
take-it-task = Übernehmen: { $title }
decline = Jetzt nicht
decline-task = Jetzt nicht: { $title }
asks = { $name } bittet darum
you-asked = Du hast { $name } gebeten
say-taken = { $title } ist jetzt deins
say-declined = { $title } gehört jetzt niemandem
only-owner = Nur { $name } schließt das ab
if-then = Wenn …, dann …
if = Wenn
then-i-will = dann werde ich
if-then-text = Wenn { $when }, dann werde ich { $act }
if-case = Wenn { $when }
add-it = Hinzufügen
tasks-empty = Zusagen und Bitten, von Treffen zu Treffen bewahrt.
overdue = überfällig: { $day }
did-add-tasks = { $n ->
    [one] eine Aufgabe hinzugefügt
   *[other] { $n } Aufgaben hinzugefügt
}
did-finish = { $n ->
    [one] eine Aufgabe erledigt
   *[other] { $n } Aufgaben erledigt
}
did-let-go = { $n ->
    [one] eine Aufgabe losgelassen
   *[other] { $n } Aufgaben losgelassen
}
did-reopen-tasks = { $n ->
    [one] eine Aufgabe wieder geöffnet
   *[other] { $n } Aufgaben wieder geöffnet
}
did-take = „{ $title }“ übernommen
did-decline = zu „{ $title }“ „jetzt nicht“ gesagt
did-move-tasks = { $n ->
    [one] eine Aufgabe verschoben
   *[other] { $n } Aufgaben verschoben
}
did-remove-tasks = { $n ->
    [one] eine Aufgabe entfernt
   *[other] { $n } Aufgaben entfernt
}
did-add-task = die Aufgabe „{ $title }“ hinzugefügt
did-finish-one = „{ $title }“ erledigt
did-let-go-one = „{ $title }“ losgelassen
did-reopen-task = „{ $title }“ wieder geöffnet
did-change-tasks = { $n ->
    [one] eine Aufgabe geändert
   *[other] { $n } Aufgaben geändert
}
