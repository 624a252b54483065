### The sessions.

sessions-planned = Planned sessions
session = Session
date = Date
time-of-day = Time
call-link = Call link
open-call = Open the call
postpone = Postpone
by-a-week = A week
by-two-weeks = Two weeks
by-until = { $by } · { $day }
pick-day = Pick a day
pick-day-short = Pick…
in-a-week = In a week
close-hint = What is open goes on to the next session.
close-session = Close session
reopen = Reopen
earlier-sessions = Earlier sessions
no-earlier = No earlier sessions yet.
no-points = No points.
closing-points = { $n ->
    [one] { $n } point
   *[other] { $n } points
}
closing-tasks = { $n ->
    [one] { $n } task
   *[other] { $n } tasks
}
closing-go = { $n ->
    [one] { $what } goes to session { $number }
   *[other] { $what } go to session { $number }
}
closing-nothing = nothing is left over for session { $number }
closed-by = { $name } closed session { $number }: { $what }
closed-by-me = You closed session { $number }: { $what }
next-date-field = Next date
calendar-file = Calendar file
with-names = with our names
calendar-plain = Session
calendar-named = Session · { $names }
no-download = No file? This page does not let its frames save any.
stop-the-clock = Stop the clock
session-is-closed = Session { $number } · closed
sessions = Sessions
no-date = no date yet
no-year = Which year? Write it with four digits.
did-close-session = closed the session
did-reopen-session = reopened the session
did-date-session = set the date to { $day }
did-undate-session = removed the date
did-link-session = changed the call link
