### Commitments, looking back on them, and habits.

look-back = Look back
commitments = Commitments
last-commitments = Last commitments
nothing-to-look-back-on = Nothing to look back on yet. What you commit to in one session stands here in the next.
what-came-of = What came of it: { $title }
what-came-hint = What came of it?
came-done = Done
came-moved = Moved
came-changed = Changed
came-let-go = Let go
came-of = { $came }: { $title }
said-done = done
said-moved = moved
said-moved-to = moved to { $day }
said-changed = changed
new-day = New day
new-day-of = New day: { $title }
new-words = New words: { $title }
was-words = Before: { $words }
earlier-looks = Earlier
asks-title = Asks
commit-text = What will you do before you meet again? It is yours: nobody else closes it or rewords it.
new-commitments = Commitments of this session
commit-if = If … (when it helps)
commit-will = I will
commit-to-it = Commit
how-sure-asked = How sure are you?
how-sure = { $n } of 5 sure
of-five = { $n } of 5
make-smaller = Make it smaller?
make-smaller-of = Make it smaller? { $title }
three-are-enough = Three are plenty.
one-more = One more
say-committed = You committed to { $title }
habits = Habits
new-habit = A small thing, every week
habit-words = Habit: { $title }
this-week = This week
last-week = Last week
let-rest = Let it rest
take-up-again = Take it up again
resting = Resting
did-look-back = { $n ->
    [one] looked back on { $n } commitment
   *[other] looked back on { $n } commitments
}
did-look-back-one = looked back on ‘{ $title }’
did-begin-habit = began a habit
