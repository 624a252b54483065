### Saving, sending and the connection.

sync = Sincronización
saved-here = Guardado aquí
sent = Enviado
has-it = { $name } lo tiene
offline = Sin conexión
offline-waiting = { $n ->
    [one] Sin conexión · { $n } cambio en espera
   *[other] Sin conexión · { $n } cambios en espera
}
connecting = Conectando…
not-saved = Sin guardar
sync-details = Detalles de la sincronización
sync-saved-here = Todo está guardado en este dispositivo. El relay aún no lo tiene todo.
sync-erased = La sala se borró en el relay. Todo lo que escribas se queda en este dispositivo.
sync-sent = El relay lo ha guardado todo de forma duradera, cifrado.
sync-has-it = Todo está en el dispositivo de { $name }. Eso no dice si { $name } lo ha leído.
sync-offline = No hay conexión con el relay. Todo lo que escribas se conserva y saldrá cuando vuelvas a tenerla.
sync-connecting = Conectando con el relay…
sync-not-saved = Esta página no puede guardar nada, y algunos cambios solo están aquí. Si la cierras ahora, se pierden.
sync-unsaved = La sala no aceptó parte de lo que escribiste. Se conserva en este dispositivo: aquí abajo y en el campo en que lo escribiste.
unsaved-text = Sin guardar en la sala
give-up = Desechar
sync-waiting = { $n ->
    [one] { $n } cambio aún no está en el relay.
   *[other] { $n } cambios aún no están en el relay.
}
sync-forgets = Esta página olvida la sala al cerrarse: el navegador no deja guardar nada aquí.
sync-keys-plain = Las llaves de tus salas se guardan aquí tal cual: en esta página el navegador no tiene con qué protegerlas.
connection-title = Conexión
through-relay = A través del relay
directly = Directa
no-connection = Ninguna
connect-directly = Conexión directa
direct-off = No
direct-ask = Preguntar
direct-on = Sí
direct-question = ¿Conectar directamente?
direct-costs = Más rápida, y funciona aunque falle el servidor. La red de { $name } puede ver tu dirección.
direct-seen = La red de { $name } puede ver tu dirección.
direct-end = Solo a través del relay
direct-waits = Falta que { $name } lo acepte.
direct-asked = { $name } pide una conexión directa. Más rápida, y funciona aunque falle el servidor. La red de { $name } puede ver tu dirección.
server-sees-title = Qué ve el servidor
server-sees = Solo datos cifrados: ninguna palabra que escribas, ningún nombre, ningún título. Sí ve cuándo se conecta un dispositivo, desde qué dirección y cuánto se envía, en tamaños redondeados.
latest-frames = Últimos paquetes
frame-kept = Enviado (guardado)
frame-of-log = Recuperado
frame-passed-on = Enviado (en vivo)
frame-of-other = Recibido (en vivo)
frame-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}
copy-report = Copiar un informe
report-text = Para quien busque un fallo: versiones, estados y contadores, y ni una palabra tuya.
report = Informe
build = Esta página usa la compilación { $build }.
kept-bar = Todo lo que escribas se conserva en este dispositivo y saldrá cuando vuelvas a tener conexión.
not-saved-bar = { $n ->
    [one] Esta página no puede guardar nada. Si la cierras ahora, se pierde { $n } cambio.
   *[other] Esta página no puede guardar nada. Si la cierras ahora, se pierden { $n } cambios.
}
copy-my-key = Copiar mi llave impresa
copy-them = Copiarlos
forgets-bar = Esta página olvida la sala al cerrarse
start-again = Empezar de nuevo con mi copia
notice-damaged = { $n ->
    [one] Se omitió { $n } cambio dañado.
   *[other] Se omitieron { $n } cambios dañados.
}
notice-forked = El relay le cuenta a cada cual una historia distinta. En este dispositivo no se perdió nada.
notice-lacking = Una copia guardada en el relay estaba incompleta; se rehízo con la tuya. No se pierde nada.
notice-rebuilt = Tu copia se había desajustado y se ha rehecho; no se pierde nada tuyo.
notice-refilled = El relay había perdido esta sala, entera o en parte; se ha recuperado con tu copia.
read-only = Aquí ha escrito una versión más nueva de esta página. Esta solo lee: vuelve a cargar para tener la nueva.
say-back-online = De nuevo en línea, todo enviado
