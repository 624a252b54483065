### Devices and key rotation.

devices = Dispositivos
link-device = Vincular mi otro dispositivo
link-device-text = Abre este enlace en tu otro teléfono o equipo y tendrás allí todas tus salas. Sirve una vez, durante 15 minutos, para quien lo abra primero.
only-key = Imprime o guarda esto: es la única llave.
only-key-text = Si pierdes todos tus dispositivos, te devuelve tus salas, y nada más lo hace.
print-key = Imprimir
save-key = Guardar
key-by-hand = Esta página no puede hacerlo aquí. Copia la llave y guárdala por tu cuenta.
key-title = La llave de tus salas en Alongside
key-text = En Alongside, elige «Tengo un enlace de invitación» y escribe o pega esto para tener allí tus salas. No lo abras nunca como dirección. Quien lo tenga puede leerlas: guárdalo donde guardas el pasaporte.
device-link = Enlace de dispositivo
devices-in = En esta sala
device-of = { $name } · { $device }
this-device = Este dispositivo
device-since = Desde { $day }, { $time }
device-awaited = No ha vuelto desde que se cambió la llave
keep-device = Conservar: { $device }, { $note }
change-key = Cambiar la llave
change-key-about = Si un enlace o un dispositivo cayó en malas manos, dale a la sala una llave nueva. Los dispositivos que conserves cambian solos.
change-key-text = Los enlaces antiguos dejan de servir. Los dispositivos que no conserves necesitarán otra invitación.
change-key-offline = No se puede llegar al relay. La llave se podrá cambiar en cuanto se pueda.
key-changed = { $name } cambió la llave de esta sala. Los enlaces antiguos ya no sirven.
key-changed-by-me = Cambiaste la llave de esta sala. Los enlaces antiguos ya no sirven. Si habías vinculado dispositivos o impreso la llave, hazlo otra vez.
room-moving = Esta sala pasa a su nueva llave en cuanto se pueda llegar al relay.
room-moved = Esta sala se ha mudado. Pide a { $name } otra invitación.
room-moved-by-me = Mudaste esta sala y no conservaste este dispositivo. Vincúlalo de nuevo desde uno que conservaste.
