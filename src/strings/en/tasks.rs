//! The tasks.

use crate::strings::words::words;

words! { 9:
    Tasks = "Tasks";
    AddTask = "Add a task";
    OpenCount = [Other: "{n} open"];
    Whose = "Whose";
    WhoseAll = "All";
    WhoseMine = "Mine";
    WhoseTheirs = "{name}’s";
    ShowDone = "Show done";
    TaskDone = "Done: {title}";
    Owner = "Owner";
    OwnerField = "Owner: {title}";
    Nobody = "Nobody yet";
    Due = "Due";
    DueField = "Due: {title}";
    Link = "Link";
    LinkField = "Link: {title}";
    OpenLink = "Open link";
    NoLink = "This is no web link: it cannot be opened.";
    Comment = "Comment";
    CommentField = "Comment: {title}";
    AddComment = "Add";
    Comments = [One: "{n} comment", Other: "{n} comments"];
    DeleteComment = "Delete comment: {text}";
    FirstStep = "First step";
    FirstStepField = "First step: {title}";
    FirstStepLine = "First: {step}";
    LetItGo = "Let it go";
    LetGo = "let go";
    OpenAgain = "Open again";
    TakeIt = "Take it";
    Asks = "{name} asks";
    OnlyOwner = "Only {name} closes this";
    IfThen = "If … then …";
    If = "If";
    ThenIWill = "then I will";
    IfThenText = "If {when}, then I will {act}";
    AddIt = "Add it";
    TasksEmpty = "Commitments and asks, kept from session to session.";
    Overdue = "overdue: {day}";
    DidAddTasks = [One: "added {n} task", Other: "added {n} tasks"];
    DidFinish = [One: "finished {n} task", Other: "finished {n} tasks"];
    DidLetGo = [One: "let go of {n} task", Other: "let go of {n} tasks"];
    DidReopenTasks = [One: "reopened {n} task", Other: "reopened {n} tasks"];
    DidMoveTasks = [One: "moved {n} task", Other: "moved {n} tasks"];
    DidRemoveTasks = [One: "removed {n} task", Other: "removed {n} tasks"];
    DidChangeTasks = [One: "changed {n} task", Other: "changed {n} tasks"];
}
