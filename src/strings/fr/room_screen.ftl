### The screen of a room.

menu = Menu
undo = Annuler
redo = Rétablir
more = Plus
sections = Sections
since-away = Depuis { $day }, { $name } { $what }.
since-away-no-day = Pendant ton absence, { $name } { $what }.
show = Voir
show-thing = Voir : { $title }
nothing-told = Il n’y a rien de nouveau à voir
did-line = { $name } { $what }
say-undone = Annulé : { $what }
say-redone = Rétabli : { $what }
say-typing-undone = Annulé
say-typing-redone = Rétabli
undo-of = Annuler : { $what }
redo-of = Rétablir : { $what }
undo-add = ajouter « { $title } »
undo-delete-of = supprimer « { $title } »
undo-restore = reprendre « { $title } »
undo-type = la saisie dans « { $title } »
undo-tick = cocher « { $title } »
undo-move = déplacer « { $title } »
undo-put-off = reporter « { $title } »
undo-make-task = faire de « { $title } » une tâche
undo-answer = répondre à « { $title } »
undo-next = passer à « { $title } »
undo-change = modifier « { $title } »
undo-close = clore la séance
undo-reopen = rouvrir la séance
undo-intention = ton intention
undo-report = le bilan
undo-other = ta dernière modification
nothing-to-undo-here = Plus rien à annuler dans ce texte
refused-written = « { $title } » reste : l’autre y a écrit
refused-gone = Ce n’est plus là
refused-long = { $n ->
    [one] Non enregistré : { $n } caractère de trop
   *[other] Non enregistré : { $n } caractères de trop
}
refused-empty = Non enregistré : ce champ ne peut pas être vide
refused-number = Non enregistré : il faut un nombre entier de { $min } à { $max }
nothing-to-undo = Il n’y a rien à annuler
nothing-to-redo = Il n’y a rien à rétablir
refused-read-only = Cette version ne peut que lire la salle
