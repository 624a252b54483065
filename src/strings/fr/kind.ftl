### What a room is for, and what there is of steps where nobody goes through any.

kind-coaching = Coaching
kind-mentoring = Mentorat
kind-leading = 1:1
kind-partners = Concentration
did-set-kind = a dit à quoi sert cette salle
steps = Étapes
steps-for-session = Étapes pour cette séance
did-follow = a choisi les étapes de cette séance
did-change-steps = a modifié les étapes
next-step = Étape suivante
starter-mentoring = Une première séance de mentorat
question-mentoring-1 = Qu’aimerais-tu voir depuis l’autre côté : une décision, une personne, un lieu ?
question-mentoring-2 = Qui veux-tu être dans ce domaine, dans deux ans ?
question-mentoring-3 = Qu’ai-je vécu qui pourrait t’éviter un détour ?
question-leading-1 = Comment vas-tu, vraiment ?
question-leading-2 = Qu’est-ce qui te barre la route et que je pourrais écarter ?
question-leading-3 = Que devrais-je faire plus, et que devrais-je faire moins ?
question-partners-1 = Quelle est la seule chose qui doit être faite quand l’horloge sonnera ?
question-partners-2 = Qu’est-ce qui va essayer de te distraire, et que feras-tu alors ?
question-partners-3 = Qu’est-ce qui suffirait pour aujourd’hui ?
in-two-weeks = Dans deux semaines
in-four-weeks = Dans quatre semaines
