### What only one of the two sees.

only-mine = Solo mío
only-you-see = Esto solo lo ves tú.
private-on-device = Se queda en este dispositivo y nunca se envía. Si vinculas otro dispositivo tuyo, también lo tendrá.
private-on-devices = Tus dispositivos vinculados también lo tienen en cuanto esta sala se haya abierto en los dos. Nadie más puede saber que hay algo.
private-in-page = Este dispositivo no guarda nada: desaparece al cerrar esta página.
what-struck = Lo que me llamó la atención
what-next = Y ahora qué
beside-point = Junto a «{ $title }»
beside-points = Junto a los puntos
other-sessions = Otras sesiones
share-line = Compartir
share-of = Compartir: { $text }
share-asks = { $name } lo verá como un punto de la agenda.
share-asks-alone = Se convierte en un punto de la agenda, y lo verá quien se una.
share-it = Compartirlo
keep-to-myself = Guardármelo
shared-on = Compartido · { $day }
say-shared = Compartido como un punto de la agenda
three-lines = Tres líneas para ti
remove-private = Lo que solo ves tú también desaparece de este dispositivo; tus dispositivos vinculados conservan lo que tienen.
lose-private = Lo que solo ves tú está únicamente en este dispositivo y se pierde con él.
