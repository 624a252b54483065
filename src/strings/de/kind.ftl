### What a room is for, and what there is of steps where nobody goes through any.

kind-coaching = Coaching
kind-mentoring = Mentoring
kind-leading = 1:1
kind-partners = Fokus
did-set-kind = festgelegt, wofür dieser Raum ist
steps = Schritte
steps-for-session = Schritte für dieses Treffen
did-follow = die Schritte dieses Treffens ausgesucht
did-change-steps = die Schritte geändert
next-step = Nächster Schritt
starter-mentoring = Ein erstes Mentoring
question-mentoring-1 = Was würdest du gern einmal von der anderen Seite sehen: eine Entscheidung, einen Menschen, einen Ort?
question-mentoring-2 = Wer möchtest du in zwei Jahren auf diesem Gebiet sein?
question-mentoring-3 = Was habe ich erlebt, das dir einen Umweg ersparen könnte?
question-leading-1 = Wie geht es dir wirklich?
question-leading-2 = Was steht dir im Weg, das ich wegräumen könnte?
question-leading-3 = Wovon sollte ich mehr tun, und wovon weniger?
question-partners-1 = Welche eine Sache muss fertig sein, wenn die Uhr klingelt?
question-partners-2 = Was wird dich ablenken wollen, und was machst du dann?
question-partners-3 = Was wäre für heute gut genug?
in-two-weeks = In zwei Wochen
in-four-weeks = In vier Wochen
