### The timer and its blocks.

sound-title = Son
timer = Minuteur
time = Temps
length = Durée
minutes-15 = 15 minutes
minutes-25 = 25 minutes
minutes-50 = 50 minutes
minutes-75 = 75 minutes
custom = Autre
custom-minutes = Minutes au choix
minutes-allowed = Un bloc dure de 1 à 999 minutes.
open-ended = Sans limite
my-intention = Mon intention
intention-hint = Que vas-tu faire ?
intentions = Intentions
start = Lancer
pause = Pause
resume = Reprendre
stop = Stop
add-5 = + 5
add-five = 5 minutes de plus
paused-by = En pause par { $name }
paused-at = à { $time }
time-is-up = C’est l’heure
set-out = Ton intention : { $text }
ends = jusqu’à { $time }
left-for-this = { $n ->
   *[other] encore { $n } min pour ce point
}
over-for-this = { $n ->
   *[other] { $n } min de trop sur ce point
}
focus = Concentration
break = Pause
counting-up = compte vers le haut
in-a-block = { $name } est dans un bloc
started-at = { $name } a commencé à { $time }
left-suffix = reste { $time }
how-did-it-go = Comment ça s’est passé ?
done = Fait
partly = En partie
not-done = Pas fait
skip = Passer
what-happened = Ce qui s’est passé
one-line = Une ligne, si tu veux
results = Résultats
go-on = Continuer
break-of = Pause de { $n }
another-of = Encore { $n }
another = Un autre bloc
thats-it = C’est tout
clock-options = Options de l’horloge
quiet = Calme
history = Historique
sound-and-breaks = Son et pauses
sound-on = Son
volume = Volume
try-it = Essayer
five-cue = Signal 5 minutes avant
tone-of = Son de la cloche
tone-bell = Cloche
tone-bowl = Bol chantant
tone-wood = Bois
break-length = Pause
long-break = Après quatre blocs de suite, une longue.
quiet-hint = Appuie pour le calme : le reste s’estompe
quiet-end-hint = Appuie pour ramener le reste
auto-break = Lancer les pauses d’elles-mêmes
auto-block = Lancer le bloc suivant de lui-même (pour vous deux)
say-clock-changed = L’horloge a changé entre-temps : rien n’a été ajouté
say-nothing-asked = Il n’y a plus rien à répondre
notify-denied = Les notifications sont coupées : ce navigateur ne laisse pas cette page en montrer. Autorise-les dans ses réglages pour cette page.
notify-missing = Il n’y a pas de notifications ici. Pour en avoir, ouvre la salle dans sa propre fenêtre.
pop-out-clock = Détacher l’horloge
no-pop-out = Le navigateur n’a pas ouvert de fenêtre pour l’horloge
notify-me = Me prévenir à la fin
history-none = Aucun bloc n’est encore terminé.
history-sum = { $n ->
    [one] { $n } bloc
   *[other] { $n } blocs
}
history-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
history-done = { $n ->
    [one] ✓ { $n } fait
   *[other] ✓ { $n } faits
}
history-partly = { $n ->
   *[other] ◐ { $n } en partie
}
history-not-done = { $n ->
    [one] – { $n } pas fait
   *[other] – { $n } pas faits
}
block-line = { $day }, { $time }
short-min = { $n ->
   *[other] { $n } min
}
over-beside = { $n ->
   *[other] { $n } min de trop
}
left-running = a continué de tourner
title-clock = { $time } · { $what }
minutes = Minutes
minutes-unit = min
did-start = a lancé l’horloge
did-start-break = a lancé une pause
did-break-begin = La pause a commencé
did-join-block = a rejoint le bloc
did-pause = a mis en pause
did-resume = a repris
did-stop = a arrêté l’horloge
did-time = a modifié le temps
did-add-time = { $n ->
    [one] a ajouté { $n } minute
   *[other] a ajouté { $n } minutes
}
did-take-time = { $n ->
    [one] a enlevé { $n } minute
   *[other] a enlevé { $n } minutes
}
did-keep-time = a laissé le temps tel quel
did-report-done = a dit que c’est fait
did-report-partly = a dit que c’est fait en partie
did-report-not-done = a dit que ce n’est pas fait
did-meet = avait aussi lancé l’horloge
say-started = Minuteur lancé
say-five-left = Encore 5 minutes
say-one-left = Encore 1 minute
say-up = C’est l’heure
refused-running = déjà lancé par { $name }
refused-paused = déjà mis en pause par { $name }
refused-stopped = déjà arrêté par { $name }
