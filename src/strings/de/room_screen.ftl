### The screen of a room.

menu = Menü
undo = Rückgängig
redo = Wiederholen
more = Mehr
sections = Bereiche
since-away = Seit { $day } hat { $name } { $what }.
since-away-no-day = Während du weg warst, hat { $name } { $what }.
show = Zeigen
show-thing = Zeigen: { $title }
nothing-told = Es gibt nichts Neues, wohin es gehen könnte
did-line = { $name } hat { $what }
say-undone = Rückgängig gemacht: { $what }
say-redone = Wiederholt: { $what }
say-typing-undone = Rückgängig gemacht
say-typing-redone = Wiederholt
undo-of = Rückgängig: { $what }
redo-of = Wiederholen: { $what }
undo-add = „{ $title }“ hinzufügen
undo-delete-of = „{ $title }“ löschen
undo-restore = „{ $title }“ zurückholen
undo-type = in „{ $title }“ schreiben
undo-tick = „{ $title }“ abhaken
undo-move = „{ $title }“ verschieben
undo-put-off = „{ $title }“ aufschieben
undo-make-task = „{ $title }“ zur Aufgabe machen
undo-answer = „{ $title }“ beantworten
undo-next = weiter mit „{ $title }“
undo-change = „{ $title }“ ändern
undo-close = Treffen abschließen
undo-reopen = Treffen wieder öffnen
undo-intention = dein Vorhaben
undo-report = wie es lief
undo-other = deine letzte Änderung
nothing-to-undo-here = In diesem Text gibt es nichts mehr rückgängig zu machen
refused-written = „{ $title }“ bleibt: Darin wurde inzwischen geschrieben
refused-gone = Das gibt es nicht mehr
refused-long = { $n ->
    [one] Nicht gespeichert: { $n } Zeichen zu viel
   *[other] Nicht gespeichert: { $n } Zeichen zu viel
}
refused-empty = Nicht gespeichert: Hier muss etwas stehen
refused-number = Nicht gespeichert: Bitte eine ganze Zahl von { $min } bis { $max }
nothing-to-undo = Es gibt nichts rückgängig zu machen
nothing-to-redo = Es gibt nichts zu wiederholen
refused-read-only = Diese Version kann den Raum nur lesen
