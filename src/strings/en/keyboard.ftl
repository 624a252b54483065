### Keyboard shortcuts.

# What is printed on these keys, in the order Ctrl, Alt, Shift, Enter, Esc.
key-names = Ctrl Alt Shift Enter Esc
single-keys = Single-key shortcuts
keys-title = Keyboard
keys-hint = They work outside of text fields.
key-add = Add
key-tick = Tick
key-row-next = Next row
key-row-before = Previous row
key-edit = Edit / leave the row
key-reorder = Move the row
key-timer = Start or pause
key-five-more = 5 minutes more
key-five-fewer = 5 minutes fewer
key-next = Next point
key-to-agenda = Go to the agenda
key-to-now = Go to the open point
key-to-tasks = Go to the tasks
key-to-more = Go to more
key-show-last = Go to what the other did last
key-commands = Search and commands
key-commands-anywhere = The same, in a field too
key-line-task = In the notes: make the line a task
key-next-open = Next point, this one stays open
key-list = Keyboard shortcuts
