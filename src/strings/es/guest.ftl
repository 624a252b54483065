### The widget in a page of somebody else's.

open-full-window = Abrir en ventana completa
window-text = La sala se abre en su propia ventana, con sitio para todo. Pasa allí sin que la vea la página que rodea este marco.
window-first = La página que rodea este marco podría hacerte pulsar algo sin querer. Por eso esto se hace en una ventana aparte.
window-blocked = Esta página no deja abrir ninguna ventana. En esta dirección, pega una invitación o un enlace para tu propio dispositivo.
summary-asked = { $page } pide un resumen de esta sesión. Recibiría los puntos, notas y tareas de los dos como texto.
give-summary = Dárselo
