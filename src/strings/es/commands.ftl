### The commands, and the search among them.

commands = Comandos
command = Comando
commands-placeholder = Busca o haz algo
commands-none = No hay resultados.
go-to-room = Ir a { $name }
start-minutes = { $n ->
    [one] Empezar { $n } minuto
   *[other] Empezar { $n } minutos
}
start-open-ended = Empezar sin límite
stop-clock = Parar el reloj
done-task = Tareas · hecha
