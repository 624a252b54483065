### The ways out of a room.

remove-device = Von diesem Gerät entfernen
end-together = Gemeinsam beenden
erase-both = Für beide löschen
remove-text = Der Raum und sein Schlüssel verschwinden von diesem Gerät. Die Kopie auf der anderen Seite und die im Relay bleiben. Um zurückzukommen, brauchst du den Einladungslink.
remove-unsent = { $n ->
    [one] Eine Änderung wurde nie gesendet und wäre endgültig verloren.
   *[other] { $n } Änderungen wurden nie gesendet und wären endgültig verloren.
}
remove = Entfernen
for-both = Für euch beide
erase-text = Das Relay löscht den Raum endgültig, und niemand kann mehr beitreten. Auf euren Geräten bleibt jeweils die eigene Kopie.
erase = Löschen
erase-offline = Das Relay ist nicht erreichbar. Sobald es das wieder ist, lässt sich der Raum löschen.
end-text = Für den Moment, in dem ihr zwei fertig seid. Die Uhr hält an, und der Raum lässt sich nur noch lesen; ihr behaltet beide eine Kopie. Jede Seite kann ihn wieder öffnen.
end-it = Beenden
ended-bar = { $name } hat diesen Raum beendet ({ $day }). Er lässt sich nur noch lesen; ihr behaltet beide eine Kopie.
ended-bar-by-me = Du hast diesen Raum beendet ({ $day }). Er lässt sich nur noch lesen; ihr behaltet beide eine Kopie.
reopen-room = Raum wieder öffnen
did-end = diesen Raum beendet
did-reopen = diesen Raum wieder geöffnet
refused-ended = Dieser Raum wurde beendet. Öffne ihn wieder, um etwas zu ändern.
