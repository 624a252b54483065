### Saving, sending and the connection.

sync = Abgleich
saved-here = Hier gespeichert
sent = Gesendet
has-it = { $name } hat es
offline = Offline
offline-waiting = { $n ->
    [one] Offline · { $n } Änderung wartet
   *[other] Offline · { $n } Änderungen warten
}
connecting = Verbinden …
not-saved = Nicht gespeichert
sync-details = Abgleich im Einzelnen
sync-saved-here = Alles ist auf diesem Gerät gespeichert. Das Relay hat noch nicht alles davon.
sync-erased = Der Raum wurde im Relay gelöscht. Alles, was du schreibst, bleibt auf diesem Gerät.
sync-sent = Das Relay hat alles dauerhaft gespeichert, verschlüsselt.
sync-has-it = Alles davon ist auf dem Gerät von { $name }. Ob { $name } es gelesen hat, sagt das nicht.
sync-offline = Es gibt keine Verbindung zum Relay. Alles, was du schreibst, wird aufbewahrt und geht hinaus, sobald du wieder online bist.
sync-connecting = Verbindung zum Relay wird aufgebaut …
sync-not-saved = Diese Seite darf nichts speichern, und manche Änderungen gibt es nur hier. Wenn du sie jetzt schließt, sind sie verloren.
sync-unsaved = Der Raum hat nicht alles angenommen, was du geschrieben hast. Es ist auf diesem Gerät aufgehoben: hier unten und in dem Feld, in dem du es geschrieben hast.
unsaved-text = Nicht im Raum gespeichert
give-up = Verwerfen
sync-waiting = { $n ->
    [one] { $n } Änderung ist noch nicht im Relay.
   *[other] { $n } Änderungen sind noch nicht im Relay.
}
sync-forgets = Diese Seite vergisst den Raum, sobald sie geschlossen wird: Der Browser will hier nichts speichern.
sync-keys-plain = Die Schlüssel zu deinen Räumen sind hier ungeschützt gespeichert: Auf dieser Seite hat der Browser nichts, um sie zu schützen.
connection-title = Verbindung
through-relay = Über das Relay
directly = Direkt
no-connection = Keine
connect-directly = Direkt verbinden
direct-off = Aus
direct-ask = Fragen
direct-on = An
direct-question = Direkt verbinden?
direct-costs = Schneller, und es geht auch, wenn der Server ausfällt. Das Netz von { $name } sieht deine Adresse.
direct-seen = Das Netz von { $name } sieht deine Adresse.
direct-end = Nur über das Relay
direct-waits = Es fehlt noch die Zustimmung von { $name }.
direct-asked = { $name } möchte sich direkt verbinden. Schneller, und es geht auch, wenn der Server ausfällt. Das Netz von { $name } sieht deine Adresse.
server-sees-title = Was der Server sieht
server-sees = Nur Verschlüsseltes: kein Wort, das du schreibst, keinen Namen, keinen Titel. Er sieht aber, wann ein Gerät sich verbindet, von welcher Adresse, und wie viel gesendet wird, in aufgerundeten Größen.
latest-frames = Letzte Pakete
frame-kept = Gesendet (gespeichert)
frame-of-log = Abgeholt
frame-passed-on = Gesendet (live)
frame-of-other = Empfangen (live)
frame-bytes = { $n ->
    [one] { $n } Byte
   *[other] { $n } Bytes
}
copy-report = Bericht kopieren
report-text = Für die Fehlersuche: Versionen, Zustände und Zähler, und kein Wort von dir.
report = Bericht
build = Diese Seite läuft mit Build { $build }.
kept-bar = Alles, was du schreibst, bleibt auf diesem Gerät und geht hinaus, sobald du wieder online bist.
not-saved-bar = { $n ->
    [one] Diese Seite darf nichts speichern. Wenn du sie jetzt schließt, geht eine Änderung verloren.
   *[other] Diese Seite darf nichts speichern. Wenn du sie jetzt schließt, gehen { $n } Änderungen verloren.
}
copy-my-key = Meinen Schlüssel kopieren
copy-them = Kopieren
forgets-bar = Diese Seite vergisst den Raum, sobald sie geschlossen wird
start-again = Mit meiner Kopie neu beginnen
notice-damaged = { $n ->
    [one] { $n } beschädigte Änderung wurde übersprungen.
   *[other] { $n } beschädigte Änderungen wurden übersprungen.
}
notice-forked = Das Relay erzählt euch beiden Verschiedenes. Auf diesem Gerät ging nichts verloren.
notice-lacking = Eine im Relay gespeicherte Kopie war unvollständig; sie wurde aus deiner wiederhergestellt. Nichts ist verloren.
notice-rebuilt = Deine Kopie war aus dem Takt und wurde neu aufgebaut; von dir ist nichts verloren.
notice-refilled = Das Relay hatte diesen Raum ganz oder teilweise verloren; er wurde aus deiner Kopie wiederhergestellt.
read-only = Hier hat eine neuere Version dieser Seite geschrieben. Diese kann nur lesen: Lade neu, dann bekommst du die neuere.
say-back-online = Wieder online, alles gesendet
