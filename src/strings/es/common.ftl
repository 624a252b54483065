### Texts for all concepts of a room: dialogs, chips, the rows of lists.

close = Cerrar
dismiss = Descartar
cancel = Cancelar
title = Título: { $title }
more-actions = Más acciones: { $title }
actions = Acciones: { $title }
move-up = Subir
move-down = Bajar
move-to-top = Poner al principio
delete = Eliminar
open-row = Abrir
new-mark = nuevo
link-blocked = Esta página no abre enlaces. Aquí está la dirección para copiarla
deleted = Se eliminó «{ $title }»
undo-delete = Deshacer eliminación
month-before = Mes anterior
month-after = Mes siguiente
add-below = Añadir debajo: { $title }
chip-due = para el { $day }
chip-owner = para { $name }
chip-letters = Dejar como texto: { $what }
say-chips = Leído como { $what }
say-letters = Queda como texto
did-move-one = movió «{ $title }»
did-remove-one = quitó «{ $title }»
did-change-one = cambió «{ $title }»
say-moved = { $title }, ahora { $n } de { $of }
say-added = Se añadió { $title }
say-added-many = { $n ->
    [one] Se añadió { $n } línea
   *[other] Se añadieron { $n } líneas
}
say-deleted = Se eliminó { $title }
say-restored = Se restauró { $title }
somebody = Alguien
