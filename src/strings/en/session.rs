//! The sessions.

use crate::strings::words::words;

words! { 6:
    SessionsPlanned = "Sessions agreed";
    Session = "Session";
    Date = "Date";
    TimeOfDay = "Time of day";
    CallLink = "Call link";
    OpenCall = "Open the call";
    Postpone = "Postpone";
    PostponeHint = "Postpone moves it by a week. Nothing else changes.";
    CloseSession = "Close session";
    Reopen = "Reopen";
    EarlierSessions = "Earlier sessions";
    NoEarlier = "No session was closed yet.";
    NoPoints = "No points.";
    ClosingPoints = [One: "{n} point", Other: "{n} points"];
    ClosingTasks = [One: "{n} task", Other: "{n} tasks"];
    ClosingGo = [One: "{what} goes to session {number}", Other: "{what} go to session {number}"];
    ClosingNone = "Nothing is left over for session {number}";
    ClosingNothing = "nothing is left over for session {number}";
    ClosedBy = "{name} closed session {number}: {what}";
    ClosedByMe = "You closed session {number}: {what}";
    NextDate = "Next date {date}";
    NextDateNone = "No next date yet";
    NextDateField = "Next date";
    SessionClosed = "Session {number} is closed.";
    Sessions = "Sessions";
    NoDate = "no date yet";
    NoYear = "Which year? Write it with four digits.";
    DidCloseSession = "closed the session";
    DidReopenSession = "reopened the session";
    DidDateSession = "set the session’s date to {day}";
    DidUndateSession = "took the session’s date away";
    DidLinkSession = "changed the call link";
}
