### The ways out of a room.

remove-device = Remove from this device
end-together = End this together
erase-both = Erase for both
remove-text = The room and its key go from this device. The other’s copy and the relay’s stay. To come back you need the invite link.
remove-unsent = { $n ->
    [one] { $n } change was never sent and would be lost for good.
   *[other] { $n } changes were never sent and would be lost for good.
}
remove = Remove
for-both = For both of you
erase-text = The relay deletes the room for good and nobody can join it again. Each of you keeps the copy on your own device.
erase = Erase
erase-offline = The relay cannot be reached. The room can be erased once it is.
end-text = For when the two of you are done. The clock stops and the room becomes read-only; you both keep a copy. Either of you can reopen it.
end-it = End it
ended-bar = { $name } ended this room { $day }. It is read-only; you both keep a copy.
ended-bar-by-me = You ended this room { $day }. It is read-only; you both keep a copy.
reopen-room = Reopen the room
did-end = ended this room
did-reopen = reopened this room
refused-ended = This room was ended. Reopen it to change something.
