//! The agenda.

use crate::strings::words::words;

words! { 8:
    Agenda = "Agenda";
    AgendaItems = "Agenda items";
    AddToAgenda = "Add to the agenda";
    OpenItem = "Open: {title}";
    Discussed = "Discussed: {title}";
    MoveToNext = "Move to next session";
    BringBack = "Bring back";
    BringBackItem = "Bring back: {title}";
    MakeTask = "Make it a task";
    SettleInWriting = "Settle in writing";
    AnswerField = "Answer: {title}";
    Answer = "Answer";
    OverBy = [Other: "{n} min over"];
    RaisedByName = "raised by {name}";
    PutOff = [One: "{n} point waits for the next session", Other: "{n} points wait for the next session"];
    Question1 = "I’ve run into … and want your view. What do you think?";
    Question2 = "What is the one thing that would make the next week easier?";
    Question3 = "Where did you hold back, and what would you do with a free hand?";
    Question4 = "What went better than you expected, and why?";
    Question5 = "What are you putting off, and what is the smallest piece of it?";
    AddThis = "Add this";
    AnotherQuestion = "Another question";
    DidAddPoints = [One: "added {n} point", Other: "added {n} points"];
    DidDiscuss = [One: "ticked {n} point", Other: "ticked {n} points"];
    DidUntick = [One: "unticked {n} point", Other: "unticked {n} points"];
    DidPutOff = [One: "moved {n} point to next time", Other: "moved {n} points to next time"];
    DidBringBack = [One: "brought back {n} point", Other: "brought back {n} points"];
    DidMove = [One: "moved {n} point", Other: "moved {n} points"];
    DidRemove = [One: "removed {n} point", Other: "removed {n} points"];
    DidChange = [One: "changed {n} point", Other: "changed {n} points"];
    DidAddPoint = "added ‘{title}’";
    DidDiscussOne = "ticked ‘{title}’";
    DidUntickOne = "unticked ‘{title}’";
    DidPutOffOne = "moved ‘{title}’ to next time";
    DidBringBackOne = "brought back ‘{title}’";
    SayPutOff = "{title} goes to the next session";
    SayBack = "{title} is back in this session";
    SayGone = "{title} is no longer on the agenda";
    SayMadeTask = "{title} is a task now";
}
