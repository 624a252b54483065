### The timer and its blocks.

sound-title = Ton
timer = Timer
time = Zeit
length = Dauer
minutes-15 = 15 Minuten
minutes-25 = 25 Minuten
minutes-50 = 50 Minuten
minutes-75 = 75 Minuten
custom = Eigene
custom-minutes = Eigene Minuten
minutes-allowed = Ein Block hat 1 bis 999 Minuten.
open-ended = Ohne Ende
my-intention = Mein Vorhaben
intention-hint = Was hast du vor?
intentions = Vorhaben
start = Start
pause = Pause
resume = Weiter
stop = Stopp
add-5 = + 5
add-five = 5 Minuten dazu
paused-by = Pausiert von { $name }
paused-at = bei { $time }
time-is-up = Die Zeit ist um
set-out = Dein Vorhaben: { $text }
ends = bis { $time }
left-for-this = { $n ->
   *[other] noch { $n } Min. dafür
}
over-for-this = { $n ->
   *[other] dafür { $n } Min. zu viel
}
focus = Fokus
break = Pause
counting-up = zählt aufwärts
in-a-block = { $name } ist in einem Block
started-at = { $name } hat um { $time } begonnen
left-suffix = noch { $time }
how-did-it-go = Wie lief es?
done = Geschafft
partly = Teils
not-done = Nicht geschafft
skip = Überspringen
what-happened = Was passiert ist
one-line = Eine Zeile, wenn du magst
results = Ergebnisse
go-on = Weiter
break-of = { $n } Min. Pause
another-of = Noch { $n }
another = Noch ein Block
thats-it = Das war’s
clock-options = Optionen der Uhr
quiet = Ruhe
history = Verlauf
sound-and-breaks = Ton und Pausen
sound-on = Ton
volume = Lautstärke
try-it = Probehören
five-cue = Hinweis 5 Minuten vorher
tone-of = Klang der Glocke
tone-bell = Glocke
tone-bowl = Klangschale
tone-wood = Holz
break-length = Pause
long-break = Nach vier Blöcken am Stück eine lange.
quiet-hint = Drücke für Ruhe: Der Rest wird gedimmt
quiet-end-hint = Drücke, um den Rest zurückzuholen
auto-break = Pausen von selbst beginnen
auto-block = Den nächsten Block von selbst beginnen (für euch beide)
say-clock-changed = Die Uhr hat sich inzwischen geändert: Nichts kam dazu
say-nothing-asked = Es gibt nichts mehr zu beantworten
notify-denied = Mitteilungen sind aus: Dieser Browser lässt diese Seite keine zeigen. Erlaube sie in seinen Einstellungen für diese Seite.
notify-missing = Hier gibt es keine Mitteilungen. Öffne den Raum dafür in einem eigenen Fenster.
pop-out-clock = Uhr im eigenen Fenster
no-pop-out = Der Browser hat kein Fenster für die Uhr geöffnet
notify-me = Am Ende Bescheid geben
history-none = Noch ist kein Block zu Ende.
history-sum = { $n ->
    [one] { $n } Block
   *[other] { $n } Blöcke
}
history-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
history-done = { $n ->
   *[other] ✓ { $n } geschafft
}
history-partly = { $n ->
   *[other] ◐ { $n } teils
}
history-not-done = { $n ->
   *[other] – { $n } nicht geschafft
}
block-line = { $day }, { $time }
short-min = { $n ->
   *[other] { $n } Min.
}
over-beside = { $n ->
   *[other] { $n } Min. zu viel
}
left-running = lief einfach weiter
title-clock = { $time } · { $what }
minutes = Minuten
minutes-unit = Min.
did-start = die Uhr gestartet
did-start-break = eine Pause begonnen
did-break-begin = Die Pause hat begonnen
did-join-block = sich dem Block angeschlossen
did-pause = pausiert
did-resume = fortgesetzt
did-stop = die Uhr gestoppt
did-time = die Zeit geändert
did-add-time = { $n ->
    [one] { $n } Minute dazugegeben
   *[other] { $n } Minuten dazugegeben
}
did-take-time = { $n ->
    [one] { $n } Minute abgezogen
   *[other] { $n } Minuten abgezogen
}
did-keep-time = die Zeit gelassen, wie sie war
did-report-done = gesagt: geschafft
did-report-partly = gesagt: teils geschafft
did-report-not-done = gesagt: nicht geschafft
did-meet = die Uhr ebenfalls gestartet
say-started = Uhr gestartet
say-five-left = Noch 5 Minuten
say-one-left = Noch 1 Minute
say-up = Die Zeit ist um
refused-running = schon von { $name } gestartet
refused-paused = schon von { $name } pausiert
refused-stopped = schon von { $name } gestoppt
