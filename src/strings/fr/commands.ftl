### The commands, and the search among them.

commands = Commandes
command = Commande
commands-placeholder = Chercher, ou agir
commands-none = Rien trouvé.
go-to-room = Aller à { $name }
start-minutes = { $n ->
    [one] Lancer { $n } minute
   *[other] Lancer { $n } minutes
}
start-open-ended = Lancer sans limite
stop-clock = Arrêter l’horloge
done-task = Tâches · faite
