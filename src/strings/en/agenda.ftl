### The agenda.

agenda = Agenda
agenda-items = Agenda items
add-to-agenda = Add to the agenda
open-item = Open: { $title }
discussed = Discussed: { $title }
move-to-next = Move to next session
bring-back = Bring back
bring-back-item = Bring back: { $title }
make-task = Make it a task
settle-in-writing = Settle in writing
answer-field = Answer: { $title }
answer = Answer
over-by = { $n ->
   *[other] { $n } min over
}
raised-by-name = raised by { $name }
put-off = { $n ->
    [one] { $n } point waits for the next session
   *[other] { $n } points wait for the next session
}
question-1 = I’ve run into … and want your view. What do you think?
question-2 = What is the one thing that would make the next week easier?
question-3 = Where did you hold back, and what would you do with a free hand?
question-4 = What went better than you expected, and why?
question-5 = What are you putting off, and what is the smallest piece of it?
add-this = Add this
another-question = Another question
did-add-points = { $n ->
    [one] added { $n } point
   *[other] added { $n } points
}
did-discuss = { $n ->
    [one] ticked { $n } point
   *[other] ticked { $n } points
}
did-untick = { $n ->
    [one] unticked { $n } point
   *[other] unticked { $n } points
}
did-put-off = { $n ->
    [one] moved { $n } point to next time
   *[other] moved { $n } points to next time
}
did-bring-back = { $n ->
    [one] brought back { $n } point
   *[other] brought back { $n } points
}
did-move = { $n ->
    [one] moved { $n } point
   *[other] moved { $n } points
}
did-remove = { $n ->
    [one] removed { $n } point
   *[other] removed { $n } points
}
did-change = { $n ->
    [one] changed { $n } point
   *[other] changed { $n } points
}
did-add-point = added ‘{ $title }’
did-discuss-one = ticked ‘{ $title }’
did-untick-one = unticked ‘{ $title }’
did-put-off-one = moved ‘{ $title }’ to next time
did-bring-back-one = brought back ‘{ $title }’
say-put-off = { $title } goes to the next session
say-back = { $title } is back in this session
say-gone = { $title } is no longer on the agenda
say-made-task = { $title } is a task now
