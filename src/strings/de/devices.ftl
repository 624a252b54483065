### Devices and key rotation.

devices = Geräte
link-device = Anderes Gerät verbinden
link-device-text = Öffne diesen Link auf deinem Handy oder deinem anderen Computer, und alle deine Räume sind auch dort. Er gilt einmal, 15 Minuten lang, für alle, die ihn als Erste öffnen.
only-key = Druck das aus oder speichere es: Es ist der einzige Schlüssel.
only-key-text = Wenn alle deine Geräte verloren gehen, bringt nur er deine Räume zurück, sonst nichts.
print-key = Drucken
save-key = Speichern
key-by-hand = Das darf diese Seite hier nicht. Kopiere den Schlüssel und bewahre ihn selbst auf.
key-title = Der Schlüssel zu deinen Räumen in Alongside
key-text = Wähle in Alongside „Ich habe einen Einladungslink“ und tippe oder füge das hier ein, dann sind deine Räume da. Öffne es nie als Adresse. Wer es hat, kann deine Räume lesen: Bewahre es dort auf, wo dein Pass liegt.
device-link = Gerätelink
devices-in = In diesem Raum
device-of = { $name } · { $device }
this-device = Dieses Gerät
device-since = Seit { $day }, { $time }
device-awaited = Seit dem Schlüsselwechsel nicht wieder da
keep-device = Behalten: { $device }, { $note }
change-key = Schlüssel wechseln
change-key-about = Ist ein Link oder ein Gerät in falsche Hände geraten, gib dem Raum einen neuen Schlüssel. Die Geräte, die du behältst, wechseln von selbst.
change-key-text = Alte Links gelten dann nicht mehr. Geräte, die du nicht behältst, brauchen eine neue Einladung.
change-key-offline = Das Relay ist nicht erreichbar. Sobald es das wieder ist, lässt sich der Schlüssel wechseln.
key-changed = { $name } hat den Schlüssel dieses Raums gewechselt. Alte Links gelten nicht mehr.
key-changed-by-me = Du hast den Schlüssel dieses Raums gewechselt. Alte Links gelten nicht mehr. Falls du Geräte verbunden oder den Schlüssel ausgedruckt hast, tu das noch einmal.
room-moving = Dieser Raum wechselt zu seinem neuen Schlüssel, sobald das Relay erreichbar ist.
room-moved = Dieser Raum ist umgezogen. Bitte { $name } um eine neue Einladung.
room-moved-by-me = Du bist mit diesem Raum umgezogen und hast dieses Gerät nicht behalten. Verbinde es neu, von einem Gerät aus, das du behalten hast.
