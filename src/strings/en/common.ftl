### Texts for all concepts of a room: dialogs, chips, the rows of lists.

close = Close
dismiss = Dismiss
cancel = Cancel
title = Title: { $title }
more-actions = More actions: { $title }
actions = Actions: { $title }
move-up = Move up
move-down = Move down
move-to-top = Move to top
delete = Delete
open-row = Open
new-mark = new
link-blocked = This page opens no links. The address, to copy
deleted = Deleted “{ $title }”
undo-delete = Undo delete
month-before = Previous month
month-after = Next month
add-below = Add below: { $title }
chip-due = due { $day }
chip-owner = for { $name }
chip-letters = Keep as letters: { $what }
say-chips = Read as { $what }
say-letters = Kept as letters
did-move-one = moved ‘{ $title }’
did-remove-one = removed ‘{ $title }’
did-change-one = changed ‘{ $title }’
say-moved = { $title }, now { $n } of { $of }
say-added = Added { $title }
say-added-many = { $n ->
    [one] Added { $n } line
   *[other] Added { $n } lines
}
say-deleted = Deleted { $title }
say-restored = Restored { $title }
somebody = Somebody
