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
    OpenInviteText = "Paste the link you were sent. It carries the room’s key, so it stays on this device.";
    LinkCut = "This is not a whole invite link. Copy it again, to its very last letter.";
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
    NotNow = "Not now";
    LinkThisDevice = "Link this device";
    LinkBrings = [One: "This brings your room to this device.", Other: "This brings your {n} rooms to this device."];
    LinkRooms = "With {names}.";
    LinkWarning = "Go on only if you made this link yourself: whoever did gets every room that is opened here.";
    LinkWarningRooms = "Go on only if you made this link yourself: whoever did gets every room on this device, too.";
    OldLink = "The link is an old one. Ask {name} for a new invite.";
    RoomEnded = "Ended";
}
