### Keyboard shortcuts.

key-names = Strg Alt Umschalt Eingabe Esc
single-keys = Kürzel mit einer Taste
keys-title = Tastatur
keys-hint = Sie gelten außerhalb von Textfeldern.
key-add = Hinzufügen
key-tick = Abhaken
key-row-next = Nächste Zeile
key-row-before = Vorige Zeile
key-edit = Zeile bearbeiten / verlassen
key-reorder = Zeile verschieben
key-timer = Starten oder pausieren
key-five-more = 5 Minuten mehr
key-five-fewer = 5 Minuten weniger
key-next = Nächster Punkt
key-to-agenda = Zur Agenda
key-to-now = Zum offenen Punkt
key-to-tasks = Zu den Aufgaben
key-to-more = Zu „Mehr“
key-show-last = Dahin, wo zuletzt etwas geschah
key-commands = Suche und Befehle
key-commands-anywhere = Dasselbe, auch in einem Feld
key-line-task = In den Notizen: Zeile zur Aufgabe machen
key-next-open = Nächster Punkt, dieser bleibt offen
key-list = Tastenkürzel
