### The screen of a room.

menu = Menu
undo = Undo
redo = Redo
more = More
sections = Sections
since-away = Since { $day } { $name } { $what }.
since-away-no-day = While you were away { $name } { $what }.
show = Show
show-thing = Show: { $title }
nothing-told = There is nothing new to go to
did-line = { $name } { $what }
say-undone = Undone: { $what }
say-redone = Redone: { $what }
say-typing-undone = Undone
say-typing-redone = Redone
undo-of = Undo: { $what }
redo-of = Redo: { $what }
undo-add = add ‘{ $title }’
undo-delete-of = delete ‘{ $title }’
undo-restore = bring back ‘{ $title }’
undo-type = typing in ‘{ $title }’
undo-tick = tick ‘{ $title }’
undo-move = move ‘{ $title }’
undo-put-off = put off ‘{ $title }’
undo-make-task = make ‘{ $title }’ a task
undo-answer = answer ‘{ $title }’
undo-next = on to ‘{ $title }’
undo-change = change ‘{ $title }’
undo-close = close the session
undo-reopen = reopen the session
undo-intention = your intention
undo-report = how it went
undo-other = your last change
nothing-to-undo-here = Nothing more to undo in this text
refused-written = ‘{ $title }’ stays: the other has written in it
refused-gone = It is no longer there
refused-long = { $n ->
    [one] Not saved: { $n } character too many
   *[other] Not saved: { $n } characters too many
}
refused-empty = Not saved: this cannot be empty
refused-number = Not saved: a whole number from { $min } to { $max }, please
nothing-to-undo = There is nothing to undo
nothing-to-redo = There is nothing to redo
refused-read-only = This version can only read the room
