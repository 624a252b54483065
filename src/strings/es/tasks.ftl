### The tasks.

tasks = Tareas
add-task = Añadir una tarea
open-count = { $n ->
    [one] { $n } abierta
   *[other] { $n } abiertas
}
whose = De quién
whose-all = Todas
whose-mine = Mías
whose-theirs = De { $name }
show-done = Ver las hechas
task-done = Hecha: { $title }
owner = Responsable
owner-field = Responsable: { $title }
nobody = Nadie aún
due = Fecha límite
due-of = Para { $day }: { $title }
due-today = Hoy
due-tomorrow = Mañana
due-next-session = Próxima sesión
due-next-week = La semana que viene
no-due = Sin fecha
due-field = Fecha límite: { $title }
link = Enlace
link-field = Enlace: { $title }
open-link = Abrir enlace
no-link = No es un enlace web: no se puede abrir.
comment = Comentario
comment-field = Comentario: { $title }
add-comment = Añadir
comments = { $n ->
    [one] { $n } comentario
   *[other] { $n } comentarios
}
delete-comment = Eliminar comentario: { $text }
first-step = Primer paso
first-step-field = Primer paso: { $title }
first-step-line = Primero: { $step }
let-it-go = Soltarla
let-go = soltada
open-again = Volver a abrir
take-it = Me la quedo
take-it-task = Me la quedo: { $title }
decline = Ahora no
decline-task = Ahora no: { $title }
asks = { $name } lo pide
you-asked = Se lo pediste a { $name }
say-taken = { $title } ahora es tuya
say-declined = { $title } ahora no es de nadie
only-owner = Solo { $name } la cierra
if-then = Si …, entonces …
if = Si
then-i-will = entonces voy a
if-then-text = Si { $when }, entonces voy a { $act }
if-case = Si { $when }
add-it = Añadir
tasks-empty = Compromisos y peticiones, de sesión en sesión.
overdue = con retraso: { $day }
did-add-tasks = { $n ->
    [one] añadió una tarea
   *[other] añadió { $n } tareas
}
did-finish = { $n ->
    [one] terminó una tarea
   *[other] terminó { $n } tareas
}
did-let-go = { $n ->
    [one] soltó una tarea
   *[other] soltó { $n } tareas
}
did-reopen-tasks = { $n ->
    [one] reabrió una tarea
   *[other] reabrió { $n } tareas
}
did-take = se quedó con «{ $title }»
did-decline = dijo «ahora no» a «{ $title }»
did-move-tasks = { $n ->
    [one] movió una tarea
   *[other] movió { $n } tareas
}
did-remove-tasks = { $n ->
    [one] quitó una tarea
   *[other] quitó { $n } tareas
}
did-add-task = añadió la tarea «{ $title }»
did-finish-one = terminó «{ $title }»
did-let-go-one = soltó «{ $title }»
did-reopen-task = reabrió «{ $title }»
did-change-tasks = { $n ->
    [one] cambió una tarea
   *[other] cambió { $n } tareas
}
