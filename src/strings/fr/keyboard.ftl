### Keyboard shortcuts.

key-names = Ctrl Alt Maj Entrée Échap
single-keys = Raccourcis à une touche
keys-title = Clavier
keys-hint = Ils marchent en dehors des champs de texte.
key-add = Ajouter
key-tick = Cocher
key-row-next = Ligne suivante
key-row-before = Ligne précédente
key-edit = Modifier la ligne / en sortir
key-reorder = Déplacer la ligne
key-timer = Lancer ou mettre en pause
key-five-more = 5 minutes de plus
key-five-fewer = 5 minutes de moins
key-next = Point suivant
key-to-agenda = Aller à l’ordre du jour
key-to-now = Aller au point ouvert
key-to-tasks = Aller aux tâches
key-to-more = Aller à « Plus »
key-show-last = Aller à ce que l’autre a fait en dernier
key-commands = Recherche et commandes
key-commands-anywhere = Pareil, même dans un champ
key-line-task = Dans les notes : faire de la ligne une tâche
key-next-open = Point suivant, celui-ci reste ouvert
key-list = Raccourcis clavier
