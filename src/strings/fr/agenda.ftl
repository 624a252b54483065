### The agenda.

agenda = Ordre du jour
agenda-items = Points à l’ordre du jour
add-to-agenda = Ajouter un point
open-item = Ouvrir : { $title }
discussed = Abordé : { $title }
move-to-next = Reporter à la prochaine séance
bring-back = Reprendre
bring-back-item = Reprendre : { $title }
make-task = En faire une tâche
settle-in-writing = Régler par écrit
answer-field = Réponse : { $title }
answer = Réponse
over-by = { $n ->
   *[other] { $n } min de trop
}
raised-by-name = apporté par { $name }
put-off = { $n ->
    [one] Un point attend la prochaine séance
   *[other] { $n } points attendent la prochaine séance
}
question-1 = J’ai rencontré … et j’aimerais ton avis. Qu’en penses-tu ?
question-2 = Qu’est-ce qui te faciliterait le plus la semaine prochaine ?
question-3 = Sur quoi as-tu gardé de la réserve, et que ferais-tu avec les mains libres ?
question-4 = Qu’est-ce qui s’est mieux passé que prévu, et pourquoi ?
question-5 = Qu’est-ce que tu remets à plus tard, et quel en serait le plus petit morceau ?
add-this = Ajouter
another-question = Une autre question
did-add-points = { $n ->
    [one] a ajouté un point
   *[other] a ajouté { $n } points
}
did-discuss = { $n ->
    [one] a coché un point
   *[other] a coché { $n } points
}
did-untick = { $n ->
    [one] a décoché un point
   *[other] a décoché { $n } points
}
did-put-off = { $n ->
    [one] a reporté un point
   *[other] a reporté { $n } points
}
did-bring-back = { $n ->
    [one] a repris un point
   *[other] a repris { $n } points
}
did-move = { $n ->
    [one] a déplacé un point
   *[other] a déplacé { $n } points
}
did-remove = { $n ->
    [one] a retiré un point
   *[other] a retiré { $n } points
}
did-change = { $n ->
    [one] a modifié un point
   *[other] a modifié { $n } points
}
did-add-point = a ajouté « { $title } »
did-discuss-one = a coché « { $title } »
did-untick-one = a décoché « { $title } »
did-put-off-one = a reporté « { $title } »
did-bring-back-one = a repris « { $title } »
say-put-off = { $title } passe à la prochaine séance
say-back = { $title } revient dans cette séance
say-gone = { $title } n’est plus à l’ordre du jour
say-made-task = { $title } est maintenant une tâche
