### What only one of the two sees.

only-mine = Nur meins
only-you-see = Das siehst nur du.
private-on-device = Es bleibt auf diesem Gerät und wird nie gesendet. Wenn du ein weiteres eigenes Gerät verknüpfst, hat es das auch.
private-on-devices = Deine verknüpften Geräte haben es auch, sobald dieser Raum auf beiden offen war. Niemand sonst merkt, dass es etwas gibt.
private-in-page = Dieses Gerät behält nichts: Mit dieser Seite verschwindet es.
what-struck = Was mir aufgefallen ist
what-next = Was jetzt
beside-point = Neben „{ $title }“
beside-points = Neben Punkten
other-sessions = Andere Treffen
share-line = Teilen
share-of = Teilen: { $text }
share-asks = { $name } sieht es dann als Punkt auf der Agenda.
share-asks-alone = Daraus wird ein Punkt auf der Agenda, den alle sehen, die dazukommen.
share-it = Jetzt teilen
keep-to-myself = Für mich behalten
shared-on = Geteilt · { $day }
say-shared = Geteilt, als Punkt auf der Agenda
three-lines = Drei Zeilen nur für dich
remove-private = Auch was nur du siehst, verschwindet von diesem Gerät; deine verknüpften Geräte behalten, was sie haben.
lose-private = Was nur du siehst, ist allein auf diesem Gerät und geht mit verloren.
