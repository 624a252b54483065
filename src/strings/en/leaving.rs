//! The ways out of a room.

use crate::strings::words::words;

words! { 13:
    RemoveDevice = "Remove from this device";
    EndTogether = "End this together";
    EraseBoth = "Erase for both";
    RemoveText = "The room and its key go from this device. The other’s copy and the relay’s stay. To come back you need the invite link.";
    RemoveUnsent = [One: "{n} change was never sent and would be lost for good.", Other: "{n} changes were never sent and would be lost for good."];
    Remove = "Remove";
    ForBoth = "For both of you";
    EraseText = "The relay deletes the room for good and nobody can join it again. Each of you keeps the copy on your own device.";
    Erase = "Erase";
    EraseOffline = "The relay cannot be reached. The room can be erased once it is.";
    EndText = "For when the two of you are done. The clock stops and the room becomes read-only; you both keep a copy. Either of you can reopen it.";
    EndIt = "End it";
    EndedBar = "{name} ended this room {day}. It is read-only; you both keep a copy.";
    EndedBarByMe = "You ended this room {day}. It is read-only; you both keep a copy.";
    ReopenRoom = "Reopen the room";
    DidEnd = "ended this room";
    DidReopen = "reopened this room";
    RefusedEnded = "This room was ended. Reopen it to change something.";
}
