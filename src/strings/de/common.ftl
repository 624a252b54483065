### Texts for all concepts of a room: dialogs, chips, the rows of lists.

close = Schließen
dismiss = Ausblenden
cancel = Abbrechen
title = Titel: { $title }
more-actions = Mehr: { $title }
actions = Aktionen: { $title }
move-up = Nach oben
move-down = Nach unten
move-to-top = Ganz nach oben
delete = Löschen
open-row = Öffnen
new-mark = neu
link-blocked = Diese Seite öffnet keine Links. Hier die Adresse zum Kopieren
deleted = „{ $title }“ gelöscht
undo-delete = Löschen rückgängig machen
month-before = Voriger Monat
month-after = Nächster Monat
add-below = Darunter hinzufügen: { $title }
chip-due = fällig { $day }
chip-owner = für { $name }
chip-letters = Als Text lassen: { $what }
say-chips = Gelesen als { $what }
say-letters = Bleibt Text
did-move-one = „{ $title }“ verschoben
did-remove-one = „{ $title }“ entfernt
did-change-one = „{ $title }“ geändert
say-moved = { $title }, jetzt { $n } von { $of }
say-added = { $title } hinzugefügt
say-added-many = { $n ->
    [one] { $n } Zeile hinzugefügt
   *[other] { $n } Zeilen hinzugefügt
}
say-deleted = { $title } gelöscht
say-restored = { $title } wiederhergestellt
somebody = Jemand
