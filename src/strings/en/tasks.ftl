### The tasks.

tasks = Tasks
add-task = Add a task
open-count = { $n ->
   *[other] { $n } open
}
whose = Whose
whose-all = All
whose-mine = Mine
whose-theirs = { $name }’s
show-done = Show done
task-done = Done: { $title }
owner = Owner
owner-field = Owner: { $title }
nobody = Nobody yet
due = Due
due-of = Due { $day }: { $title }
due-today = Today
due-tomorrow = Tomorrow
due-next-session = Next session
due-next-week = Next week
no-due = No date
due-field = Due: { $title }
link = Link
link-field = Link: { $title }
open-link = Open link
no-link = This is no web link: it cannot be opened.
comment = Comment
comment-field = Comment: { $title }
add-comment = Add
comments = { $n ->
    [one] { $n } comment
   *[other] { $n } comments
}
delete-comment = Delete comment: { $text }
first-step = First step
first-step-field = First step: { $title }
first-step-line = First: { $step }
let-it-go = Let it go
let-go = let go
open-again = Open again
take-it = Take it
take-it-task = Take it: { $title }
decline = Not now
decline-task = Not now: { $title }
asks = { $name } asks
you-asked = You asked { $name }
say-taken = { $title } is yours now
say-declined = { $title } is nobody’s now
only-owner = Only { $name } closes this
if-then = If … then …
if = If
then-i-will = then I will
if-then-text = If { $when }, then I will { $act }
if-case = If { $when }
add-it = Add
tasks-empty = Commitments and asks, kept from session to session.
overdue = overdue: { $day }
did-add-tasks = { $n ->
    [one] added { $n } task
   *[other] added { $n } tasks
}
did-finish = { $n ->
    [one] finished { $n } task
   *[other] finished { $n } tasks
}
did-let-go = { $n ->
    [one] let go of { $n } task
   *[other] let go of { $n } tasks
}
did-reopen-tasks = { $n ->
    [one] reopened { $n } task
   *[other] reopened { $n } tasks
}
did-take = took ‘{ $title }’
did-decline = said not now to ‘{ $title }’
did-move-tasks = { $n ->
    [one] moved { $n } task
   *[other] moved { $n } tasks
}
did-remove-tasks = { $n ->
    [one] removed { $n } task
   *[other] removed { $n } tasks
}
did-add-task = added the task ‘{ $title }’
did-finish-one = finished ‘{ $title }’
did-let-go-one = let go of ‘{ $title }’
did-reopen-task = reopened ‘{ $title }’
did-change-tasks = { $n ->
    [one] changed { $n } task
   *[other] changed { $n } tasks
}
