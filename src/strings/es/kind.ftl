### What a room is for, and what there is of steps where nobody goes through any.

kind-coaching = Coaching
kind-mentoring = Mentoría
kind-leading = 1:1
kind-partners = Concentración
did-set-kind = indicó para qué es esta sala
steps = Pasos
steps-for-session = Pasos para esta sesión
did-follow = eligió los pasos de esta sesión
did-change-steps = cambió los pasos
next-step = Paso siguiente
starter-mentoring = Una primera sesión de mentoría
question-mentoring-1 = ¿Qué te gustaría ver desde el otro lado: una decisión, una persona, un lugar?
question-mentoring-2 = ¿Quién quieres ser en este campo dentro de dos años?
question-mentoring-3 = ¿Qué he vivido yo que podría ahorrarte un rodeo?
question-leading-1 = ¿Cómo estás, de verdad?
question-leading-2 = ¿Qué te estorba que yo podría quitar de en medio?
question-leading-3 = ¿Qué debería hacer yo más, y qué menos?
question-partners-1 = ¿Qué es lo único que tiene que estar hecho cuando suene el reloj?
question-partners-2 = ¿Qué intentará distraerte, y qué harás entonces?
question-partners-3 = ¿Qué sería suficiente por hoy?
in-two-weeks = En dos semanas
in-four-weeks = En cuatro semanas
