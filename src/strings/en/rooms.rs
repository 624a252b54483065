//! The screens outside a room.

use crate::strings::words::words;

words! { 1:
    RoomForTwo = "A room for two";
    RoomForTwoText = "An agenda, tasks and a clock you share. Only the two of you can read it.";
    YourName = "Your name";
    StartRoom = "Start a room";
    HaveInvite = "I have an invite link";
    InviteLink = "Invite link";
    Join = "Join";
    Back = "Back";
    OpenInvite = "Open an invite";
    OpenInviteText = "Paste the link you were sent, or the whole message that it is in. It stays on this device.";
    LinkNone = "This is not a whole invite link. Copy it again, to its very last letter.";
    LinkCut = [One: "This is not a whole invite link. It was cut off: {n} letter is missing.", Other: "This is not a whole invite link. It was cut off: {n} letters are missing."];
    LinkChanged = "This is not a whole invite link. A letter in it was changed on its way: copy it again.";
    LinkNewer = "This link is from a newer version. Reload the page and try again.";
    LinkAddress = "This is a room’s address. It carries no key; ask for the invite link.";
    Rooms = "Rooms";
    NotHereYet = "{name}, not here yet";
    NewRoom = "New room";
    StartedOn = "Started {day}";
    Invite = "Invite";
    Loading = "Opening…";
    LoadingFailed = "A part of Alongside could not be loaded. Check the connection: it is being tried again.";
    Reload = "Reload";
    OpeningOffline = "The relay cannot be reached. It is being tried again.";
    EmptyRoom = "Nobody is in this room: it is empty, or was never sent. The link may be an old one. You can join all the same.";
    WhoAreYou = "Who are you?";
    WhoseRoom = "{name}’s room";
    TheyAreIn = [One: "{names} is in it.", Other: "{names} are in it."];
    OnAnotherDevice = "{name}, on another device";
    SomeoneElse = "Someone else";
    NoKey = "This device has no key to this room";
    NoKeyText = "Open the invite link again, or paste it here.";
    RoomsLocked = [One: "This browser has lost the key to {n} room that is stored here. Open it again by a link from your other device, a new invite link or your printed key.", Other: "This browser has lost the key to {n} rooms that are stored here. Open them again by a link from your other device, new invite links or your printed key."];
    NotNow = "Not now";
    LinkThisDevice = "Link this device";
    LinkBrings = [One: "This brings your room to this device.", Other: "This brings your {n} rooms to this device."];
    LinkRooms = "With {names}.";
    LinkWarning = "Go on only if you made this link yourself: whoever did gets every room that is opened here.";
    LinkWarningRooms = "Go on only if you made this link yourself: whoever did gets every room on this device, too.";
    LinkUsed = "This link was used";
    LinkUsedText = "Used {day}, {time}. A link lets one device in, once. Ask whoever sent it for a new one.";
    LinkUsedMine = "Was that you? Open the room on that device, and there, under Devices in the menu, press “Link my other device”.";
    LinkUsedNotMine = "Was it not you? Tell whoever sent it at once: somebody else may be in the room. They can change its key and send you a new link.";
    LinkWithdrawn = "This link was taken back";
    LinkWithdrawnText = "Ask whoever sent it for a new one.";
    LinkOver = "This link’s time is over";
    LinkOverText = "Nobody used it in time. Ask whoever sent it for a new one.";
    LinkUnknown = "This link is not there yet";
    LinkUnknownText = "The device that made it was not online since; or it was made long ago. This page goes on looking. You can ask whoever sent it.";
    KeyExposed = "This key stood in an address, and the browser may have kept it. Once your rooms are here, change their keys: “Change the key”, under Devices in each room’s menu.";
    LinkExposed = "A mail or chat program changed this link on its way: the server was sent what it carries, and so was whatever stands between. You can go on. Once you are in, change the room’s key: “Change the key”, under Devices in the menu.";
    OldLink = "The link is an old one. Ask {name} for a new invite.";
    RoomEnded = "Ended";
}
