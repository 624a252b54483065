### Keyboard shortcuts.

key-names = Ctrl Alt Mayús Intro Esc
single-keys = Atajos de una sola tecla
keys-title = Teclado
keys-hint = Funcionan fuera de los campos de texto.
key-add = Añadir
key-tick = Marcar
key-row-next = Fila siguiente
key-row-before = Fila anterior
key-edit = Editar la fila / salir de ella
key-reorder = Mover la fila
key-timer = Empezar o pausar
key-five-more = 5 minutos más
key-five-fewer = 5 minutos menos
key-next = Punto siguiente
key-to-agenda = Ir a la agenda
key-to-now = Ir al punto abierto
key-to-tasks = Ir a las tareas
key-to-more = Ir a «Más»
key-show-last = Ir a lo último que pasó al otro lado
key-commands = Búsqueda y comandos
key-commands-anywhere = Lo mismo, también en un campo
key-line-task = En las notas: convertir la línea en tarea
key-next-open = Punto siguiente, este queda abierto
key-list = Atajos de teclado
