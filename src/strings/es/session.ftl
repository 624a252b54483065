### The sessions.

sessions-planned = Sesiones previstas
session = Sesión
date = Fecha
time-of-day = Hora
call-link = Enlace de la llamada
open-call = Abrir la llamada
postpone = Aplazar
by-a-week = Una semana
by-two-weeks = Dos semanas
by-until = { $by } · { $day }
pick-day = Elegir un día
pick-day-short = Elegir…
in-a-week = En una semana
close-hint = Lo que quede abierto pasa a la próxima sesión.
close-session = Cerrar la sesión
reopen = Reabrir
earlier-sessions = Sesiones anteriores
no-earlier = Aún no hay sesiones anteriores.
no-points = Sin puntos.
closing-points = { $n ->
    [one] { $n } punto
   *[other] { $n } puntos
}
closing-tasks = { $n ->
    [one] { $n } tarea
   *[other] { $n } tareas
}
closing-go = { $n ->
    [one] { $what } pasa a la sesión { $number }
   *[other] { $what } pasan a la sesión { $number }
}
closing-nothing = no queda nada para la sesión { $number }
closed-by = { $name } cerró la sesión { $number }: { $what }
closed-by-me = Cerraste la sesión { $number }: { $what }
next-date-field = Próxima fecha
calendar-file = Archivo de calendario
with-names = con nuestros nombres
calendar-plain = Sesión
calendar-named = Sesión · { $names }
no-download = ¿No hay archivo? Esta página no deja que sus marcos guarden ninguno.
stop-the-clock = Parar el reloj
session-is-closed = Sesión { $number } · cerrada
sessions = Sesiones
no-date = aún sin fecha
no-year = ¿De qué año? Escríbelo con cuatro cifras.
did-close-session = cerró la sesión
did-reopen-session = reabrió la sesión
did-date-session = puso la fecha: { $day }
did-undate-session = quitó la fecha
did-link-session = cambió el enlace de la llamada
