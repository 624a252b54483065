### The bin.

bin = Corbeille
bin-empty = Rien n’a été supprimé ces 30 derniers jours.
bin-text = Ce qui a été supprimé reste ici 30 jours.
restore = Restaurer
restore-name = Restaurer : { $title }
deleted-by = { $name } · { $day }
