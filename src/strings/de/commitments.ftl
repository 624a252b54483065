### Zusagen, der Rückblick darauf, und Gewohnheiten.

look-back = Rückblick
commitments = Zusagen
last-commitments = Letzte Zusagen
nothing-to-look-back-on = Noch nichts zum Zurückblicken. Was ihr in einem Treffen zusagt, steht beim nächsten hier.
what-came-of = Was daraus wurde: { $title }
what-came-hint = Was ist daraus geworden?
came-done = Erledigt
came-moved = Verschoben
came-changed = Geändert
came-let-go = Losgelassen
came-of = { $came }: { $title }
said-done = erledigt
said-moved = verschoben
said-moved-to = verschoben auf { $day }
said-changed = geändert
new-day = Neuer Tag
new-day-of = Neuer Tag: { $title }
new-words = Neue Worte: { $title }
was-words = Vorher: { $words }
earlier-looks = Früher
asks-title = Bitten
commit-text = Was wirst du bis zum nächsten Treffen tun? Es gehört dir: Niemand sonst hakt es ab oder formuliert es um.
new-commitments = Zusagen dieses Treffens
commit-if = Wenn … (falls es hilft)
commit-will = Ich werde
commit-to-it = Zusagen
how-sure-asked = Wie sicher bist du?
how-sure = zu { $n } von 5 sicher
of-five = { $n } von 5
make-smaller = Kleiner machen?
make-smaller-of = Kleiner machen? { $title }
three-are-enough = Drei sind reichlich.
one-more = Noch eine
say-committed = Zugesagt: { $title }
habits = Gewohnheiten
new-habit = Etwas Kleines, jede Woche
habit-words = Gewohnheit: { $title }
this-week = Diese Woche
last-week = Letzte Woche
let-rest = Ruhen lassen
take-up-again = Wieder aufnehmen
resting = Ruhen gerade
did-look-back = { $n ->
    [one] auf { $n } Zusage zurückgeblickt
   *[other] auf { $n } Zusagen zurückgeblickt
}
did-look-back-one = auf „{ $title }“ zurückgeblickt
did-begin-habit = eine Gewohnheit begonnen
