### The bin.

bin = Papelera
bin-empty = No se ha eliminado nada en los últimos 30 días.
bin-text = Lo eliminado se queda aquí 30 días.
restore = Restaurar
restore-name = Restaurar: { $title }
deleted-by = { $name } · { $day }
