### The screen of a room.

menu = Menú
undo = Deshacer
redo = Rehacer
more = Más
sections = Secciones
since-away = Desde { $day }, { $name } { $what }.
since-away-no-day = Mientras no estabas, { $name } { $what }.
show = Ver
show-thing = Ver: { $title }
nothing-told = No hay nada nuevo a lo que ir
did-line = { $name } { $what }
say-undone = Deshecho: { $what }
say-redone = Rehecho: { $what }
say-typing-undone = Deshecho
say-typing-redone = Rehecho
undo-of = Deshacer: { $what }
redo-of = Rehacer: { $what }
undo-add = añadir «{ $title }»
undo-delete-of = eliminar «{ $title }»
undo-restore = recuperar «{ $title }»
undo-type = escribir en «{ $title }»
undo-tick = marcar «{ $title }»
undo-move = mover «{ $title }»
undo-put-off = aplazar «{ $title }»
undo-make-task = convertir «{ $title }» en tarea
undo-answer = responder a «{ $title }»
undo-next = pasar a «{ $title }»
undo-change = cambiar «{ $title }»
undo-close = cerrar la sesión
undo-reopen = reabrir la sesión
undo-intention = tu propósito
undo-report = cómo fue
undo-other = tu último cambio
nothing-to-undo-here = No queda nada que deshacer en este texto
refused-written = «{ $title }» se queda: la otra persona ha escrito ahí
refused-gone = Ya no está
refused-long = { $n ->
    [one] No se guardó: sobra { $n } carácter
   *[other] No se guardó: sobran { $n } caracteres
}
refused-empty = No se guardó: esto no puede quedar vacío
refused-number = No se guardó: escribe un número entero de { $min } a { $max }
nothing-to-undo = No hay nada que deshacer
nothing-to-redo = No hay nada que rehacer
refused-read-only = Esta versión solo puede leer la sala
