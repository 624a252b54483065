### Qué ha cambiado desde que estuve aquí.

what-changed = Qué ha cambiado
changed-by = Lo que { $name } ha hecho desde que estuviste aquí.
nothing-changed = No ha cambiado nada mientras no estabas.
changed-from = Antes: { $title }
changed-added = nuevo
changed-removed = quitado
changed-done = hecho
changed-discussed = hablado
changed-reopened = abierto otra vez
changed-taken = asumido
changed-postponed = pasa a la próxima vez
changed-taken-up = de vuelta en esta sesión
changed-reworded = reescrito
changed-notes = notas
changed-decision = decisión
changed-comments = comentario
changed-looked-back = qué salió de ello
changed-other = cambiado
changed-moved = movido
since-changed = Desde { $day } ha cambiado algo aquí.
since-changed-no-day = Algo ha cambiado mientras no estabas.
