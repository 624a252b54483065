//! Devices and key rotation.

use crate::strings::words::words;

words! { 4:
    Devices = "Devices";
    LinkDevice = "Link my other device";
    LinkDeviceText = "Open this link on your other phone or computer to have all your rooms there. It works once, within 15 minutes, for whoever opens it first.";
    OnlyKey = "Print or save this: it is the only key.";
    OnlyKeyText = "If all your devices are lost, it brings your rooms back, and nothing else does.";
    PrintKey = "Print";
    SaveKey = "Save";
    KeyByHand = "This page may not do that here. Copy the key and keep it by hand.";
    KeyTitle = "The key to your rooms in Alongside";
    KeyText = "In Alongside, press “I have an invite link” and type or paste this to have your rooms there. Never open it as an address. Anyone with it can read them: keep it where you keep your passport.";
    DeviceLink = "Device link";
    DevicesIn = "In this room";
    DeviceOf = "{name} · {device}";
    ThisDevice = "This device";
    DeviceSince = "Since {day}, {time}";
    DeviceAwaited = "Not back since the key was changed";
    KeepDevice = "Keep: {device}, {note}";
    ChangeKey = "Change the key";
    ChangeKeyAbout = "If a link or device fell into the wrong hands, give the room a new key. The devices you keep switch over automatically.";
    ChangeKeyText = "Old links stop working. Devices you do not keep need a new invite.";
    ChangeKeyOffline = "The relay cannot be reached. The key can be changed once it is.";
    KeyChanged = "{name} changed the key of this room. Old links no longer work.";
    KeyChangedByMe = "You changed the key of this room. Old links no longer work. If you linked devices or printed the key, do that again.";
    RoomMoving = "This room switches to its new key as soon as the relay can be reached.";
    RoomMoved = "This room has moved. Ask {name} for a new invite.";
    RoomMovedByMe = "You moved this room and did not keep this device. Link it again from one that you kept.";
}
