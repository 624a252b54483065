//! The sessions.

use crate::strings::words::words;

words! { 6:
    SessionsPlanned = "Planned sessions";
    Session = "Session";
    Date = "Date";
    TimeOfDay = "Time";
    CallLink = "Call link";
    OpenCall = "Open the call";
    Postpone = "Postpone";
    ByAWeek = "A week";
    ByTwoWeeks = "Two weeks";
    ByUntil = "{by} · {day}";
    PickDay = "Pick a day";
    PickDayShort = "Pick…";
    InAWeek = "In a week";
    CloseHint = "What is open goes on to the next session.";
    CloseSession = "Close session";
    Reopen = "Reopen";
    EarlierSessions = "Earlier sessions";
    NoEarlier = "No earlier sessions yet.";
    NoPoints = "No points.";
    ClosingPoints = [One: "{n} point", Other: "{n} points"];
    ClosingTasks = [One: "{n} task", Other: "{n} tasks"];
    ClosingGo = [One: "{what} goes to session {number}", Other: "{what} go to session {number}"];
    ClosingNothing = "nothing is left over for session {number}";
    ClosedBy = "{name} closed session {number}: {what}";
    ClosedByMe = "You closed session {number}: {what}";
    NextDateField = "Next date";
    CalendarFile = "Calendar file";
    WithNames = "with our names";
    CalendarPlain = "Session";
    CalendarNamed = "Session · {names}";
    NoDownload = "No file? This page does not let its frames save any.";
    StopTheClock = "Stop the clock";
    SessionIsClosed = "Session {number} · closed";
    Sessions = "Sessions";
    NoDate = "no date yet";
    NoYear = "Which year? Write it with four digits.";
    DidCloseSession = "closed the session";
    DidReopenSession = "reopened the session";
    DidDateSession = "set the date to {day}";
    DidUndateSession = "removed the date";
    DidLinkSession = "changed the call link";
}
