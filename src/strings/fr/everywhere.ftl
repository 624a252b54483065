### What is also shown outside a room: days, devices, the names of rooms.

untitled = Sans titre
there-and-here = { $there } { $city } · { $here } ici
session-n = Séance { $number }
session-of = Séance { $number } sur { $planned }
copy-link = Copier le lien
copied = Copié
signed-out = Ta session sur ce serveur est fermée.
opening = Ouverture de la salle…
all-rooms = Toutes les salles
language = Langue
has-moved = Cette salle a déménagé
device-on = { $browser } sur { $system }
device-unknown = Un navigateur
broken = Quelque chose s’est mal passé ici. Ce que tu as écrit est conservé. Recharge la page.
