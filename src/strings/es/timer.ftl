### The timer and its blocks.

sound-title = Sonido
timer = Temporizador
time = Tiempo
length = Duración
minutes-15 = 15 minutos
minutes-25 = 25 minutos
minutes-50 = 50 minutos
minutes-75 = 75 minutos
custom = Otra
custom-minutes = Minutos a tu medida
minutes-allowed = Un bloque dura de 1 a 999 minutos.
open-ended = Sin límite
my-intention = Mi propósito
intention-hint = ¿Qué vas a hacer?
intentions = Propósitos
start = Empezar
pause = Pausar
resume = Seguir
stop = Parar
add-5 = + 5
add-five = 5 minutos más
paused-by = En pausa por { $name }
paused-at = en { $time }
time-is-up = Se acabó el tiempo
set-out = Te propusiste: { $text }
ends = hasta las { $time }
left-for-this = { $n ->
   *[other] quedan { $n } min para esto
}
over-for-this = { $n ->
   *[other] { $n } min de más en esto
}
focus = Concentración
break = Descanso
counting-up = contando hacia arriba
in-a-block = { $name } está en un bloque
started-at = { $name } empezó a las { $time }
left-suffix = quedan { $time }
how-did-it-go = ¿Qué tal fue?
done = Hecho
partly = En parte
not-done = Sin hacer
skip = Saltar
what-happened = Qué pasó
one-line = Una línea, si quieres
results = Resultados
go-on = Continuar
break-of = Descanso de { $n }
another-of = Otros { $n }
another = Otro bloque
thats-it = Ya está
clock-options = Opciones del reloj
quiet = Calma
history = Historial
sound-and-breaks = Sonido y descansos
sound-on = Sonido
volume = Volumen
try-it = Probar
five-cue = Aviso 5 minutos antes
tone-of = Sonido de la campana
tone-bell = Campana
tone-bowl = Cuenco tibetano
tone-wood = Madera
break-length = Descanso
long-break = Tras cuatro bloques seguidos, uno largo.
quiet-hint = Pulsa para la calma: lo demás se atenúa
quiet-end-hint = Pulsa para que vuelva lo demás
auto-break = Empezar los descansos solos
auto-block = Empezar solo el siguiente bloque (para los dos)
say-clock-changed = El reloj ha cambiado entretanto: no se añadió nada
say-nothing-asked = Ya no hay nada que responder
notify-denied = Las notificaciones están desactivadas: este navegador no deja que la página las muestre. Permítelas en sus ajustes para esta página.
notify-missing = Aquí no hay notificaciones. Para tenerlas, abre la sala en su propia ventana.
pop-out-clock = Reloj en ventana aparte
no-pop-out = El navegador no abrió ninguna ventana para el reloj
notify-me = Avisarme al final
history-none = Aún no ha terminado ningún bloque.
history-sum = { $n ->
    [one] { $n } bloque
   *[other] { $n } bloques
}
history-minutes = { $n ->
    [one] { $n } minuto
   *[other] { $n } minutos
}
history-done = { $n ->
    [one] ✓ { $n } hecho
   *[other] ✓ { $n } hechos
}
history-partly = { $n ->
   *[other] ◐ { $n } en parte
}
history-not-done = { $n ->
   *[other] – { $n } sin hacer
}
block-line = { $day }, { $time }
short-min = { $n ->
   *[other] { $n } min
}
over-beside = { $n ->
   *[other] { $n } min de más
}
left-running = se quedó en marcha
title-clock = { $time } · { $what }
minutes = Minutos
minutes-unit = min
did-start = puso en marcha el reloj
did-start-break = empezó un descanso
did-break-begin = Empezó el descanso
did-join-block = se unió al bloque
did-pause = hizo una pausa
did-resume = siguió
did-stop = paró el reloj
did-time = cambió el tiempo
did-add-time = { $n ->
    [one] añadió { $n } minuto
   *[other] añadió { $n } minutos
}
did-take-time = { $n ->
    [one] quitó { $n } minuto
   *[other] quitó { $n } minutos
}
did-keep-time = dejó el tiempo como estaba
did-report-done = dijo que está hecho
did-report-partly = dijo que está hecho en parte
did-report-not-done = dijo que no está hecho
did-meet = también había puesto en marcha el reloj
say-started = Reloj en marcha
say-five-left = Quedan 5 minutos
say-one-left = Queda 1 minuto
say-up = Se acabó el tiempo
refused-running = ya lo empezó { $name }
refused-paused = ya lo pausó { $name }
refused-stopped = ya lo paró { $name }
