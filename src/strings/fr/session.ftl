### The sessions.

sessions-planned = Séances prévues
session = Séance
date = Date
time-of-day = Heure
call-link = Lien de l’appel
open-call = Ouvrir l’appel
postpone = Reporter
by-a-week = D’une semaine
by-two-weeks = De deux semaines
by-until = { $by } · { $day }
pick-day = Choisir un jour
pick-day-short = Choisir…
in-a-week = Dans une semaine
close-hint = Ce qui reste ouvert passe à la prochaine séance.
close-session = Clore la séance
reopen = Rouvrir
earlier-sessions = Séances passées
no-earlier = Pas encore de séances passées.
no-points = Aucun point.
closing-points = { $n ->
    [one] { $n } point
   *[other] { $n } points
}
closing-tasks = { $n ->
    [one] { $n } tâche
   *[other] { $n } tâches
}
closing-go = { $n ->
    [one] { $what } passe à la séance { $number }
   *[other] { $what } passent à la séance { $number }
}
closing-nothing = il ne reste rien pour la séance { $number }
closed-by = { $name } a clos la séance { $number } : { $what }
closed-by-me = Tu as clos la séance { $number } : { $what }
next-date-field = Prochaine date
calendar-file = Fichier d’agenda
with-names = avec nos noms
calendar-plain = Séance
calendar-named = Séance · { $names }
no-download = Pas de fichier ? Cette page ne laisse pas ses cadres en enregistrer.
stop-the-clock = Arrêter l’horloge
session-is-closed = Séance { $number } · close
sessions = Séances
no-date = pas encore de date
no-year = Quelle année ? Écris-la en quatre chiffres.
did-close-session = a clos la séance
did-reopen-session = a rouvert la séance
did-date-session = a fixé la date : { $day }
did-undate-session = a retiré la date
did-link-session = a modifié le lien de l’appel
