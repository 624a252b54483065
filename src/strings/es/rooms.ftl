### The screens outside a room.

widget = Alongside
room-for-two = Una sala para dos
room-for-two-text = Una agenda, tareas y un reloj en común. Nadie más puede leerlo.
name-wanted = Tu nombre, para que se sepa que eres tú.
name-wanted-by = Tu nombre, para que { $name } sepa que eres tú.
invites = { $name } te invita
invites-text = Agenda, notas, tareas y un reloj para los dos. Nadie más puede leerlo y no hace falta cuenta.
open-whole = Abrir
have-another = Tengo otro enlace
room-erased = Esta sala se borró
room-erased-text = Ya nadie puede entrar. Pide otra invitación a quien te envió esta.
room-erased-by = Ya nadie puede entrar. Pide a { $name } otra invitación.
your-name = Tu nombre
start-room = Crear una sala
have-invite = Tengo un enlace de invitación
invite-link = Enlace de invitación
join = Entrar
back = Atrás
open-invite = Abrir una invitación
open-invite-text = Pega el enlace que te enviaron, o el mensaje entero en el que está. No sale de este dispositivo.
link-none = Ese enlace está incompleto. Cópialo otra vez, hasta el final.
link-cut = { $n ->
    [one] Ese enlace está incompleto: falta { $n } letra. Cópialo otra vez, hasta el final.
   *[other] Ese enlace está incompleto: faltan { $n } letras. Cópialo otra vez, hasta el final.
}
link-changed = Una letra de ese enlace cambió por el camino. Cópialo otra vez.
link-newer = Este enlace es de una versión más nueva. Vuelve a cargar la página e inténtalo de nuevo.
link-address = Esta es la dirección de una sala. No lleva llave; pide el enlace de invitación.
rooms = Salas
not-here-yet = { $name }, aún no ha llegado
new-room = Sala nueva
new-things = { $n ->
    [one] { $n } nuevo
   *[other] { $n } nuevos
}
started-on = Desde { $day }
invite = Invitar
invite-message = { $name } te invita a una sala para dos: { $link }
loading = Abriendo…
loading-failed = No se pudo cargar una parte de Alongside. Revisa la conexión. Se sigue intentando.
reload = Volver a cargar
opening-offline = No se puede llegar al relay. Se sigue intentando.
empty-room = No hay nadie en esta sala: está vacía o nunca se envió. Quizá el enlace sea antiguo. Puedes entrar igualmente.
who-are-you = ¿Quién eres?
whose-room = Sala de { $name }
they-are-in = { $n ->
    [one] Está { $names }.
   *[other] Están { $names }.
}
on-another-device = { $name }, en otro dispositivo
someone-else = Otra persona
no-key = Este dispositivo no tiene la llave de esta sala
no-key-text = Abre otra vez el enlace de invitación, o pégalo aquí.
rooms-locked = { $n ->
    [one] Este navegador ha perdido la llave de una sala guardada aquí. Ábrela de nuevo con un enlace de tu otro dispositivo, una invitación nueva o tu llave impresa.
   *[other] Este navegador ha perdido la llave de { $n } salas guardadas aquí. Ábrelas de nuevo con un enlace de tu otro dispositivo, invitaciones nuevas o tu llave impresa.
}
not-now = Ahora no
link-this-device = Vincular este dispositivo
link-brings = { $n ->
    [one] Así tendrás tu sala en este dispositivo.
   *[other] Así tendrás tus { $n } salas en este dispositivo.
}
link-rooms = Con { $names }.
link-warning = Sigue solo si creaste tú este enlace: quien lo creó recibe todas las salas que se abran aquí.
link-warning-rooms = Sigue solo si creaste tú este enlace: quien lo creó recibe también todas las salas de este dispositivo.
link-used = Este enlace ya se usó
link-used-text = Se usó { $day }, { $time }. Un enlace deja entrar a un dispositivo, una vez. Pide otro a quien te lo envió.
link-used-mine = ¿Fuiste tú? Abre la sala en ese dispositivo y, en el menú, en «Dispositivos», elige «Vincular mi otro dispositivo».
link-used-not-mine = ¿No fuiste tú? Díselo enseguida a quien te lo envió: puede haber otra persona en la sala. Puede cambiar la llave y enviarte otro enlace.
link-withdrawn = Este enlace se retiró
link-withdrawn-text = Pide otro a quien te lo envió.
link-over = Este enlace ha caducado
link-over-text = Nadie lo usó a tiempo. Pide otro a quien te lo envió.
link-unknown = Este enlace aún no está
link-unknown-text = El dispositivo que lo creó no se ha conectado desde entonces, o hace mucho que se creó. Esta página sigue mirando. Puedes preguntar a quien te lo envió.
key-exposed = Esta llave estaba en una dirección, y puede que el navegador la haya guardado. Cuando tengas aquí tus salas, cambia sus llaves: «Cambiar la llave», en «Dispositivos», en el menú de cada sala.
link-exposed = Un programa de correo o de chat cambió este enlace por el camino: lo que lleva llegó al servidor y a todo lo que hay en medio. Puedes continuar. Cuando entres, cambia la llave de la sala: «Cambiar la llave», en el menú, en «Dispositivos».
old-link = El enlace es antiguo. Pide a { $name } otra invitación.
room-ended = Terminada
sign-in = Volver a iniciar sesión
trouble-log-full = La sala está llena en el relay. Lo que escribas se conserva en este dispositivo.
trouble-disk-full = El disco del relay está lleno. Lo que escribas se conserva en este dispositivo.
trouble-storage-failed = Falló el almacenamiento del relay. Lo que escribas se conserva en este dispositivo.
trouble-room-full = Hay demasiados dispositivos a la vez en esta sala. Este espera su turno.
trouble-too-many = Por ahora el relay no acepta más desde esta dirección. Se sigue intentando.
trouble-version = El relay habla otra versión. Vuelve a cargar la página; lo que escribas se conserva en este dispositivo.
trouble-bad-key = El relay no acepta la llave de esta sala.
trouble-erased = Esta sala se borró para los dos. Tu copia se queda en este dispositivo hasta que la quites.
have-code = Tengo un código
