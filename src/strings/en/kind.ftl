### What a room is for, and what there is of steps where nobody goes through any.

kind-coaching = Coaching
kind-mentoring = Mentoring
kind-leading = 1:1
kind-partners = Focus
did-set-kind = said what this room is for
steps = Steps
steps-for-session = Steps for this session
did-follow = chose the steps of this session
did-change-steps = changed the steps
next-step = Next step
starter-mentoring = A first mentoring session
question-mentoring-1 = What would you like to see from the other side: a decision, a person, a place?
question-mentoring-2 = Who do you want to be in this field two years from now?
question-mentoring-3 = What have I been through that would spare you a detour?
question-leading-1 = How are you, really?
question-leading-2 = What is in your way that I could move?
question-leading-3 = What should I do more of, and what less?
question-partners-1 = What is the one thing that has to be done when the clock rings?
question-partners-2 = What will try to distract you, and what will you do then?
question-partners-3 = What would be good enough for today?
in-two-weeks = In two weeks
in-four-weeks = In four weeks
