### The bin.

bin = Papierkorb
bin-empty = In den letzten 30 Tagen wurde nichts gelöscht.
bin-text = Was gelöscht wurde, bleibt 30 Tage hier.
restore = Wiederherstellen
restore-name = Wiederherstellen: { $title }
deleted-by = { $name } · { $day }
