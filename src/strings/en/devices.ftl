### Devices and key rotation.

devices = Devices
link-device = Link my other device
link-device-text = Open this link on your other phone or computer to have all your rooms there. It works once, within 15 minutes, for whoever opens it first.
only-key = Print or save this: it is the only key.
only-key-text = If all your devices are lost, it brings your rooms back, and nothing else does.
print-key = Print
save-key = Save
key-by-hand = This page may not do that here. Copy the key and keep it by hand.
key-title = The key to your rooms in Alongside
key-text = In Alongside, press “I have an invite link” and type or paste this to have your rooms there. Never open it as an address. Anyone with it can read them: keep it where you keep your passport.
device-link = Device link
devices-in = In this room
device-of = { $name } · { $device }
this-device = This device
device-since = Since { $day }, { $time }
device-awaited = Not back since the key was changed
keep-device = Keep: { $device }, { $note }
change-key = Change the key
change-key-about = If a link or device fell into the wrong hands, give the room a new key. The devices you keep switch over automatically.
change-key-text = Old links stop working. Devices you do not keep need a new invite.
change-key-offline = The relay cannot be reached. The key can be changed once it is.
key-changed = { $name } changed the key of this room. Old links no longer work.
key-changed-by-me = You changed the key of this room. Old links no longer work. If you linked devices or printed the key, do that again.
room-moving = This room switches to its new key as soon as the relay can be reached.
room-moved = This room has moved. Ask { $name } for a new invite.
room-moved-by-me = You moved this room and did not keep this device. Link it again from one that you kept.
