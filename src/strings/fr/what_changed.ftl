### Ce qui a changé depuis ma dernière visite.

what-changed = Ce qui a changé
changed-by = Ce que { $name } a fait depuis ta dernière visite.
nothing-changed = Rien n’a changé pendant ton absence.
changed-from = Avant : { $title }
changed-added = nouveau
changed-removed = retiré
changed-done = fait
changed-discussed = abordé
changed-reopened = ouvert à nouveau
changed-taken = pris en charge
changed-postponed = remis à la prochaine fois
changed-taken-up = de retour dans cette séance
changed-reworded = reformulé
changed-notes = notes
changed-decision = décision
changed-comments = commentaire
changed-looked-back = ce qu’il en est advenu
changed-other = changé
changed-moved = déplacé
since-changed = Depuis { $day }, quelque chose a changé ici.
since-changed-no-day = Quelque chose a changé pendant ton absence.
