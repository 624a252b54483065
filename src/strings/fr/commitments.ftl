### Les engagements, le regard en arrière et les habitudes.

look-back = Regard en arrière
commitments = Engagements
last-commitments = Derniers engagements
nothing-to-look-back-on = Rien à regarder pour l’instant. Les engagements d’une séance se retrouvent ici à la suivante.
what-came-of = Ce qu’il en est advenu : { $title }
what-came-hint = Qu’en est-il advenu ?
came-done = Fait
came-moved = Reporté
came-changed = Changé
came-let-go = Abandonné
came-of = { $came } : { $title }
said-done = fait
said-moved = reporté
said-moved-to = reporté : { $day }
said-changed = changé
new-day = Nouveau jour
new-day-of = Nouveau jour : { $title }
new-words = Nouveaux mots : { $title }
was-words = Avant : { $words }
earlier-looks = Avant
asks-title = Demandes
commit-text = Que feras-tu d’ici la prochaine séance ? C’est à toi : personne d’autre ne le coche ni ne le reformule.
new-commitments = Engagements de cette séance
commit-if = Si … (quand cela aide)
commit-will = Je vais
commit-to-it = M’engager
how-sure-asked = À quel point en es-tu sûr ?
how-sure = sûr à { $n } sur 5
of-five = { $n } sur 5
make-smaller = Le faire plus petit ?
make-smaller-of = Le faire plus petit ? { $title }
three-are-enough = Trois suffisent largement.
one-more = Encore un
say-committed = Engagement pris : { $title }
habits = Habitudes
new-habit = Une petite chose, chaque semaine
habit-words = Habitude : { $title }
this-week = Cette semaine
last-week = La semaine dernière
let-rest = La laisser reposer
take-up-again = La reprendre
resting = En repos
did-look-back = { $n ->
    [one] est revenu sur { $n } engagement
   *[other] est revenu sur { $n } engagements
}
did-look-back-one = est revenu sur « { $title } »
did-begin-habit = a commencé une habitude
