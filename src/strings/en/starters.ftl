### Agendas to begin with.

starters = While you wait, begin with one of these
starter-one-to-one = A 1:1
starter-how = How are you, really?
starter-well = What went well since last time
starter-stuck = What is stuck, and what would help
starter-take-away = What each of us takes away
starter-focus = A focus block
starter-set-out = What each of us will do
starter-work = Work, side by side
starter-came = What came of it
starter-coaching = A first coaching session
starter-brings = What brings you here
starter-together = How we work together: confidentiality, limits, feedback
starter-worth = What would make this worth your time
starter-step = A first step, and the next date
