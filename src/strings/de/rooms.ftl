### The screens outside a room.

widget = Alongside
room-for-two = Ein Raum für zwei
room-for-two-text = Agenda, Aufgaben und eine Uhr, die ihr teilt. Nur ihr zwei könnt sie lesen.
name-wanted = Dein Name, damit man weiß, dass du es bist.
name-wanted-by = Dein Name, damit { $name } weiß, dass du es bist.
invites = { $name } lädt dich ein
invites-text = Agenda, Notizen, Aufgaben und eine Uhr für euch zwei. Niemand sonst kann sie lesen, und du brauchst kein Konto.
open-whole = Öffnen
have-another = Ich habe einen anderen Link
room-erased = Dieser Raum wurde gelöscht
room-erased-text = Niemand kann ihm mehr beitreten. Bitte um eine neue Einladung, wo du diese bekommen hast.
room-erased-by = Niemand kann ihm mehr beitreten. Bitte { $name } um eine neue Einladung.
your-name = Dein Name
start-room = Raum eröffnen
have-invite = Ich habe einen Einladungslink
invite-link = Einladungslink
join = Beitreten
back = Zurück
open-invite = Einladung öffnen
open-invite-text = Füge den Link ein, den du bekommen hast, oder gleich die ganze Nachricht. Er bleibt auf diesem Gerät.
link-none = Der Link ist unvollständig. Kopiere ihn noch einmal, ganz bis zum Ende.
link-cut = { $n ->
    [one] Der Link ist unvollständig: Ein Buchstabe fehlt. Kopiere ihn noch einmal, ganz bis zum Ende.
   *[other] Der Link ist unvollständig: { $n } Buchstaben fehlen. Kopiere ihn noch einmal, ganz bis zum Ende.
}
link-changed = Ein Buchstabe des Links wurde unterwegs verändert. Kopiere ihn noch einmal.
link-newer = Dieser Link stammt aus einer neueren Version. Lade die Seite neu und versuch es noch einmal.
link-address = Das ist die Adresse eines Raums. Sie enthält keinen Schlüssel; bitte um den Einladungslink.
rooms = Räume
not-here-yet = { $name }, noch nicht da
new-room = Neuer Raum
new-things = { $n ->
   *[other] { $n } neu
}
started-on = Eröffnet { $day }
invite = Einladen
invite-message = { $name } lädt dich in einen Raum für zwei ein: { $link }
loading = Wird geöffnet …
loading-failed = Ein Teil von Alongside ließ sich nicht laden. Prüfe die Verbindung. Es wird weiter versucht.
reload = Neu laden
opening-offline = Das Relay ist nicht erreichbar. Es wird weiter versucht.
empty-room = In diesem Raum ist niemand: Er ist leer oder wurde nie gesendet. Vielleicht ist der Link ein alter. Du kannst trotzdem beitreten.
who-are-you = Wer bist du?
whose-room = Raum von { $name }
they-are-in = { $n ->
    [one] { $names } ist da.
   *[other] { $names } sind da.
}
on-another-device = { $name }, auf einem anderen Gerät
someone-else = Jemand anderes
no-key = Dieses Gerät hat keinen Schlüssel zu diesem Raum
no-key-text = Öffne den Einladungslink noch einmal oder füge ihn hier ein.
rooms-locked = { $n ->
    [one] Dieser Browser hat den Schlüssel zu einem Raum verloren, der hier gespeichert ist. Öffne ihn wieder: mit einem Link von deinem anderen Gerät, einem neuen Einladungslink oder deinem ausgedruckten Schlüssel.
   *[other] Dieser Browser hat den Schlüssel zu { $n } Räumen verloren, die hier gespeichert sind. Öffne sie wieder: mit einem Link von deinem anderen Gerät, neuen Einladungslinks oder deinem ausgedruckten Schlüssel.
}
not-now = Jetzt nicht
link-this-device = Dieses Gerät verbinden
link-brings = { $n ->
    [one] Damit kommt dein Raum auf dieses Gerät.
   *[other] Damit kommen deine { $n } Räume auf dieses Gerät.
}
link-rooms = Mit { $names }.
link-warning = Mach nur weiter, wenn du diesen Link selbst erstellt hast: Wer ihn erstellt hat, bekommt jeden Raum, der hier geöffnet wird.
link-warning-rooms = Mach nur weiter, wenn du diesen Link selbst erstellt hast: Wer ihn erstellt hat, bekommt auch jeden Raum auf diesem Gerät.
link-used = Dieser Link wurde schon verwendet
link-used-text = Verwendet { $day }, { $time }. Ein Link lässt ein Gerät ein, einmal. Bitte um einen neuen, wo du diesen bekommen hast.
link-used-mine = Warst du das? Öffne den Raum auf jenem Gerät und wähle dort im Menü unter „Geräte“ „Anderes Gerät verbinden“.
link-used-not-mine = Warst du das nicht? Sag es sofort der Person, von der du den Link hast: Vielleicht ist jemand Fremdes im Raum. Sie kann den Schlüssel wechseln und dir einen neuen Link schicken.
link-withdrawn = Dieser Link wurde zurückgezogen
link-withdrawn-text = Bitte um einen neuen, wo du diesen bekommen hast.
link-over = Die Zeit dieses Links ist abgelaufen
link-over-text = Er wurde nicht rechtzeitig verwendet. Bitte um einen neuen, wo du diesen bekommen hast.
link-unknown = Diesen Link gibt es noch nicht
link-unknown-text = Das Gerät, das ihn erstellt hat, war seither nicht online; oder es ist lange her. Diese Seite sieht weiter nach. Du kannst auch dort nachfragen, wo du ihn bekommen hast.
key-exposed = Dieser Schlüssel stand in einer Adresse, und der Browser hat ihn sich vielleicht gemerkt. Sobald deine Räume da sind, wechsle ihre Schlüssel: „Schlüssel wechseln“, im Menü jedes Raums unter „Geräte“.
link-exposed = Ein Mail- oder Chatprogramm hat diesen Link unterwegs verändert: Was darin steht, ging an den Server und an alles, was dazwischenliegt. Du kannst weitermachen. Wechsle dann im Raum den Schlüssel: „Schlüssel wechseln“, im Menü unter „Geräte“.
old-link = Der Link ist ein alter. Bitte { $name } um eine neue Einladung.
room-ended = Beendet
sign-in = Wieder anmelden
trouble-log-full = Der Raum ist im Relay voll. Was du schreibst, bleibt auf diesem Gerät.
trouble-disk-full = Die Festplatte des Relays ist voll. Was du schreibst, bleibt auf diesem Gerät.
trouble-storage-failed = Das Relay konnte nicht speichern. Was du schreibst, bleibt auf diesem Gerät.
trouble-room-full = Zu viele Geräte sind gleichzeitig in diesem Raum. Dieses wartet auf einen Platz.
trouble-too-many = Das Relay nimmt von dieser Adresse vorerst nichts mehr an. Es wird weiter versucht.
trouble-version = Das Relay spricht eine andere Version. Lade die Seite neu; was du schreibst, bleibt auf diesem Gerät.
trouble-bad-key = Das Relay nimmt den Schlüssel dieses Raums nicht an.
trouble-erased = Dieser Raum wurde für beide gelöscht. Deine Kopie bleibt auf diesem Gerät, bis du sie entfernst.
have-code = Ich habe einen Code
