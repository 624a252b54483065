//! The commands, and the search among them.

use crate::strings::words::words;

words! { 11:
    Commands = "Commands";
    Command = "Command";
    CommandsPlaceholder = "Find or do anything";
    CommandsNone = "Nothing found.";
    GoToRoom = "Go to {name}";
    StartMinutes = [One: "Start {n} minute", Other: "Start {n} minutes"];
    StartOpenEnded = "Start open-ended";
    StopClock = "Stop the clock";
    DoneTask = "Tasks · done";
}
