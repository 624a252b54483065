### The ways out of a room.

remove-device = Quitar de este dispositivo
end-together = Terminar entre los dos
erase-both = Borrar para los dos
remove-text = La sala y su llave desaparecen de este dispositivo. La copia de la otra persona y la del relay se quedan. Para volver necesitarás el enlace de invitación.
remove-unsent = { $n ->
    [one] Un cambio no llegó a enviarse y se perdería para siempre.
   *[other] { $n } cambios no llegaron a enviarse y se perderían para siempre.
}
remove = Quitar
for-both = Para los dos
erase-text = El relay elimina la sala para siempre y ya nadie puede entrar. Cada cual conserva la copia de su dispositivo.
erase = Borrar
erase-offline = No se puede llegar al relay. La sala se podrá borrar en cuanto se pueda.
end-text = Para cuando ya no haga falta. El reloj se para y la sala queda solo para leer; cada cual conserva una copia. Cualquiera de los dos puede reabrirla.
end-it = Terminar
ended-bar = { $name } terminó esta sala ({ $day }). Es solo para leer; cada cual conserva una copia.
ended-bar-by-me = Terminaste esta sala ({ $day }). Es solo para leer; cada cual conserva una copia.
reopen-room = Reabrir la sala
did-end = terminó esta sala
did-reopen = reabrió esta sala
refused-ended = Esta sala se terminó. Reábrela para cambiar algo.
