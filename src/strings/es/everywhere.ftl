### What is also shown outside a room: days, devices, the names of rooms.

untitled = Sin título
there-and-here = { $there } { $city } · { $here } aquí
session-n = Sesión { $number }
session-of = Sesión { $number } de { $planned }
copy-link = Copiar enlace
copied = Copiado
signed-out = Se cerró tu sesión en este servidor.
opening = Abriendo la sala…
all-rooms = Todas las salas
language = Idioma
has-moved = Esta sala se ha mudado
device-on = { $browser } en { $system }
device-unknown = Un navegador
broken = Algo ha fallado aquí. Lo que escribiste está a salvo. Vuelve a cargar la página.
