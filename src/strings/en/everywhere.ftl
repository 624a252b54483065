### What is also shown outside a room: days, devices, the names of rooms.

untitled = Untitled
there-and-here = { $there } { $city } · { $here } here
session-n = Session { $number }
session-of = Session { $number } of { $planned }
copy-link = Copy link
copied = Copied
signed-out = You are signed out of this server.
opening = Opening the room…
all-rooms = All rooms
language = Language
has-moved = This room has moved
device-on = { $browser } on { $system }
device-unknown = A browser
broken = Something went wrong here. Your words are kept. Reload.
