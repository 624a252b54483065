### Compromisos, mirar atrás y hábitos.

look-back = Mirar atrás
commitments = Compromisos
last-commitments = Últimos compromisos
nothing-to-look-back-on = Todavía no hay nada que mirar. Lo que os comprometáis a hacer en una sesión aparece aquí en la siguiente.
what-came-of = Qué salió de ello: { $title }
what-came-hint = ¿Qué salió de ello?
came-done = Hecho
came-moved = Aplazado
came-changed = Cambiado
came-let-go = Dejado
came-of = { $came }: { $title }
said-done = hecho
said-moved = aplazado
said-moved-to = aplazado a { $day }
said-changed = cambiado
new-day = Nuevo día
new-day-of = Nuevo día: { $title }
new-words = Nuevas palabras: { $title }
was-words = Antes: { $words }
earlier-looks = Antes
asks-title = Peticiones
commit-text = ¿Qué harás antes de la próxima sesión? Es tuyo: nadie más lo cierra ni lo reescribe.
new-commitments = Compromisos de esta sesión
commit-if = Si … (cuando ayude)
commit-will = Voy a
commit-to-it = Comprometerme
how-sure-asked = ¿Cuánta seguridad tienes?
how-sure = seguridad { $n } de 5
of-five = { $n } de 5
make-smaller = ¿Hacerlo más pequeño?
make-smaller-of = ¿Hacerlo más pequeño? { $title }
three-are-enough = Tres son suficientes.
one-more = Uno más
say-committed = Te has comprometido a: { $title }
habits = Hábitos
new-habit = Algo pequeño, cada semana
habit-words = Hábito: { $title }
this-week = Esta semana
last-week = La semana pasada
let-rest = Dejarlo en pausa
take-up-again = Retomarlo
resting = En pausa
did-look-back = { $n ->
    [one] miró atrás a { $n } compromiso
   *[other] miró atrás a { $n } compromisos
}
did-look-back-one = miró atrás a «{ $title }»
did-begin-habit = empezó un hábito
