### What is also shown outside a room: days, devices, the names of rooms.

untitled = Ohne Titel
there-and-here = { $there } { $city } · { $here } hier
session-n = Treffen { $number }
session-of = Treffen { $number } von { $planned }
copy-link = Link kopieren
copied = Kopiert
signed-out = Du bist auf diesem Server abgemeldet.
opening = Der Raum wird geöffnet …
all-rooms = Alle Räume
language = Sprache
has-moved = Dieser Raum ist umgezogen
device-on = { $browser } auf { $system }
device-unknown = Ein Browser
broken = Hier ist etwas schiefgegangen. Was du geschrieben hast, ist gesichert. Lade die Seite neu.
