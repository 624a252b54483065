### Agendas to begin with.

starters = Mientras esperas, empieza con una de estas
starter-one-to-one = Una charla de dos
starter-how = ¿Cómo estás, de verdad?
starter-well = Qué ha ido bien desde la última vez
starter-stuck = Qué está atascado, y qué ayudaría
starter-take-away = Qué se lleva cada cual
starter-focus = Un bloque de concentración
starter-set-out = Qué se propone cada cual
starter-work = Trabajar, lado a lado
starter-came = Qué salió de ello
starter-coaching = Una primera sesión de coaching
starter-brings = Qué te trae por aquí
starter-together = Cómo trabajamos: confidencialidad, límites, comentarios
starter-worth = Qué haría que tu tiempo valiera la pena
starter-step = Un primer paso, y la próxima fecha
