### The agenda.

agenda = Agenda
agenda-items = Puntos de la agenda
add-to-agenda = Añadir a la agenda
open-item = Abrir: { $title }
discussed = Hablado: { $title }
move-to-next = Pasar a la próxima sesión
bring-back = Recuperar
bring-back-item = Recuperar: { $title }
make-task = Convertir en tarea
settle-in-writing = Resolver por escrito
answer-field = Respuesta: { $title }
answer = Respuesta
over-by = { $n ->
   *[other] { $n } min de más
}
raised-by-name = lo trae { $name }
put-off = { $n ->
    [one] Un punto espera a la próxima sesión
   *[other] { $n } puntos esperan a la próxima sesión
}
question-1 = Me he topado con … y quiero saber cómo lo ves. ¿Qué opinas?
question-2 = ¿Qué es lo que más te facilitaría la próxima semana?
question-3 = ¿En qué te contuviste y qué harías si tuvieras vía libre?
question-4 = ¿Qué salió mejor de lo que esperabas, y por qué?
question-5 = ¿Qué estás dejando para después, y cuál sería el trocito más pequeño?
add-this = Añadir esto
another-question = Otra pregunta
did-add-points = { $n ->
    [one] añadió un punto
   *[other] añadió { $n } puntos
}
did-discuss = { $n ->
    [one] marcó un punto
   *[other] marcó { $n } puntos
}
did-untick = { $n ->
    [one] desmarcó un punto
   *[other] desmarcó { $n } puntos
}
did-put-off = { $n ->
    [one] dejó un punto para la próxima
   *[other] dejó { $n } puntos para la próxima
}
did-bring-back = { $n ->
    [one] recuperó un punto
   *[other] recuperó { $n } puntos
}
did-move = { $n ->
    [one] movió un punto
   *[other] movió { $n } puntos
}
did-remove = { $n ->
    [one] quitó un punto
   *[other] quitó { $n } puntos
}
did-change = { $n ->
    [one] cambió un punto
   *[other] cambió { $n } puntos
}
did-add-point = añadió «{ $title }»
did-discuss-one = marcó «{ $title }»
did-untick-one = desmarcó «{ $title }»
did-put-off-one = dejó «{ $title }» para la próxima
did-bring-back-one = recuperó «{ $title }»
say-put-off = { $title } pasa a la próxima sesión
say-back = { $title } vuelve a esta sesión
say-gone = { $title } ya no está en la agenda
say-made-task = { $title } ya es una tarea
