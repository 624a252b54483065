### The agenda.

agenda = Agenda
agenda-items = Punkte der Agenda
add-to-agenda = Punkt hinzufügen
open-item = Öffnen: { $title }
discussed = Besprochen: { $title }
move-to-next = Aufs nächste Treffen verschieben
bring-back = Zurückholen
bring-back-item = Zurückholen: { $title }
make-task = Zur Aufgabe machen
settle-in-writing = Schriftlich klären
answer-field = Antwort: { $title }
answer = Antwort
over-by = { $n ->
   *[other] { $n } Min. zu viel
}
raised-by-name = von { $name }
put-off = { $n ->
    [one] Ein Punkt wartet aufs nächste Treffen
   *[other] { $n } Punkte warten aufs nächste Treffen
}
question-1 = Ich bin auf … gestoßen und wüsste gern, wie du es siehst. Was meinst du?
question-2 = Was würde dir die nächste Woche am meisten erleichtern?
question-3 = Wo hast du dich zurückgehalten, und was würdest du tun, wenn du freie Hand hättest?
question-4 = Was lief besser als erwartet, und woran lag es?
question-5 = Was schiebst du vor dir her, und was wäre das kleinste Stück davon?
add-this = Aufnehmen
another-question = Andere Frage
did-add-points = { $n ->
    [one] einen Punkt hinzugefügt
   *[other] { $n } Punkte hinzugefügt
}
did-discuss = { $n ->
    [one] einen Punkt abgehakt
   *[other] { $n } Punkte abgehakt
}
did-untick = { $n ->
    [one] einen Punkt wieder geöffnet
   *[other] { $n } Punkte wieder geöffnet
}
did-put-off = { $n ->
    [one] einen Punkt aufs nächste Mal verschoben
   *[other] { $n } Punkte aufs nächste Mal verschoben
}
did-bring-back = { $n ->
    [one] einen Punkt zurückgeholt
   *[other] { $n } Punkte zurückgeholt
}
did-move = { $n ->
    [one] einen Punkt verschoben
   *[other] { $n } Punkte verschoben
}
did-remove = { $n ->
    [one] einen Punkt entfernt
   *[other] { $n } Punkte entfernt
}
did-change = { $n ->
    [one] einen Punkt geändert
   *[other] { $n } Punkte geändert
}
did-add-point = „{ $title }“ hinzugefügt
did-discuss-one = „{ $title }“ abgehakt
did-untick-one = „{ $title }“ wieder geöffnet
did-put-off-one = „{ $title }“ aufs nächste Mal verschoben
did-bring-back-one = „{ $title }“ zurückgeholt
say-put-off = { $title } kommt beim nächsten Treffen dran
say-back = { $title } ist wieder in diesem Treffen
say-gone = { $title } steht nicht mehr auf der Agenda
say-made-task = { $title } ist jetzt eine Aufgabe
