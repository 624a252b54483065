### The commands, and the search among them.

commands = Befehle
command = Befehl
commands-placeholder = Suchen oder loslegen
commands-none = Nichts gefunden.
go-to-room = Zum Raum: { $name }
start-minutes = { $n ->
    [one] { $n } Minute starten
   *[other] { $n } Minuten starten
}
start-open-ended = Ohne Ende starten
stop-clock = Uhr stoppen
done-task = Aufgaben · erledigt
