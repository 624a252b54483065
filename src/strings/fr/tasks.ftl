### The tasks.

tasks = Tâches
add-task = Ajouter une tâche
open-count = { $n ->
    [one] { $n } ouverte
   *[other] { $n } ouvertes
}
whose = À qui
whose-all = Toutes
whose-mine = Les miennes
whose-theirs = De { $name }
show-done = Montrer les faites
task-done = Faite : { $title }
owner = Pour qui
owner-field = Pour qui : { $title }
nobody = Personne encore
due = Échéance
due-of = Pour { $day } : { $title }
due-today = Aujourd’hui
due-tomorrow = Demain
due-next-session = Prochaine séance
due-next-week = Semaine prochaine
no-due = Sans date
due-field = Échéance : { $title }
link = Lien
link-field = Lien : { $title }
open-link = Ouvrir le lien
no-link = Ce n’est pas un lien web : il ne peut pas être ouvert.
comment = Commentaire
comment-field = Commentaire : { $title }
add-comment = Ajouter
comments = { $n ->
    [one] { $n } commentaire
   *[other] { $n } commentaires
}
delete-comment = Supprimer le commentaire : { $text }
first-step = Premier pas
first-step-field = Premier pas : { $title }
first-step-line = D’abord : { $step }
let-it-go = Laisser tomber
let-go = laissée
open-again = Rouvrir
take-it = Je la prends
take-it-task = Je la prends : { $title }
decline = Pas maintenant
decline-task = Pas maintenant : { $title }
asks = { $name } demande
you-asked = Tu as demandé à { $name }
say-taken = { $title } est à toi maintenant
say-declined = { $title } n’est plus à personne
only-owner = C’est à { $name } de la clore
if-then = Si …, alors …
if = Si
then-i-will = alors je vais
if-then-text = Si { $when }, alors je vais { $act }
if-case = Si { $when }
add-it = Ajouter
tasks-empty = Engagements et demandes, gardés de séance en séance.
overdue = en retard : { $day }
did-add-tasks = { $n ->
    [one] a ajouté une tâche
   *[other] a ajouté { $n } tâches
}
did-finish = { $n ->
    [one] a terminé une tâche
   *[other] a terminé { $n } tâches
}
did-let-go = { $n ->
    [one] a laissé tomber une tâche
   *[other] a laissé tomber { $n } tâches
}
did-reopen-tasks = { $n ->
    [one] a rouvert une tâche
   *[other] a rouvert { $n } tâches
}
did-take = a pris « { $title } »
did-decline = a dit « pas maintenant » à « { $title } »
did-move-tasks = { $n ->
    [one] a déplacé une tâche
   *[other] a déplacé { $n } tâches
}
did-remove-tasks = { $n ->
    [one] a retiré une tâche
   *[other] a retiré { $n } tâches
}
did-add-task = a ajouté la tâche « { $title } »
did-finish-one = a terminé « { $title } »
did-let-go-one = a laissé tomber « { $title } »
did-reopen-task = a rouvert « { $title } »
did-change-tasks = { $n ->
    [one] a modifié une tâche
   *[other] a modifié { $n } tâches
}
