//! The words, in English.

macro_rules! words {
    ($($key:ident = $one:literal $(| $other:literal)?;)*) => {
        /// What is said; the name says where.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each key is documented by its English")]
        pub enum Key { $($key,)* }

        /// The English for a key, and its form for other numbers than one.
        pub(super) fn english(key: Key) -> (&'static str, Option<&'static str>) {
            ENGLISH[key as usize]
        }

        // A table, since a `match` would be as much code again.
        static ENGLISH: &[(&str, Option<&str>)] = &[$(words!(@forms $one $(, $other)?),)*];
    };
    (@forms $one:literal) => { ($one, None) };
    (@forms $one:literal, $other:literal) => { ($one, Some($other)) };
}

words! {
    ListNext = ", ";
    ListLast = " and ";
    Close = "Close";
    Dismiss = "Dismiss";
    Cancel = "Cancel";
    Somebody = "Somebody";
    Untitled = "Untitled";

    // First screen and rooms.
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
    NewCount = "{n} new" | "{n} new";
    Opening = "Opening the room…";
    OpeningOffline = "The relay cannot be reached. It is being tried again.";
    EmptyRoom = "Nobody is in this room: it is empty, or was never sent. The link may be an old one. You can join all the same.";
    WhoAreYou = "Who are you?";
    WhoseRoom = "{name}’s room";
    TheyAreIn = "{names} is in it." | "{names} are in it.";
    OnAnotherDevice = "{name}, on another device";
    SomeoneElse = "Someone else";
    NoKey = "This device has no key to this room";
    NoKeyText = "Open the invite link again, or paste it here.";

    // Header.
    Members = "Members";
    Here = "here";
    Away = "away";
    IsOffline = "offline";
    SessionN = "Session {number}";
    SessionOf = "Session {number} of {planned}";
    Menu = "Menu";
    Undo = "Undo";
    Redo = "Redo";
    RoomTitle = "{names}, session {number}";

    // Sync.
    Sync = "Sync";
    SavedHere = "Saved here";
    Sent = "Sent";
    HasIt = "{name} has it";
    Offline = "Offline";
    OfflineWaiting = "Offline · {n} change waiting" | "Offline · {n} changes waiting";
    Connecting = "Connecting…";
    NotSaved = "Not saved";
    SyncDetails = "Sync details";
    SyncSavedHere = "Everything is stored on this device. The relay does not have all of it yet.";
    SyncErased = "The room was erased at the relay. Everything you write stays on this device.";
    SyncSent = "The relay has stored all of it durably, as ciphertext.";
    SyncHasIt = "All of it is on {name}’s device. That says nothing about whether {name} has read it.";
    SyncOffline = "There is no connection to the relay. Everything you write is kept and goes out when you are back.";
    SyncConnecting = "The relay is being called.";
    SyncNotSaved = "This page may not store anything, and some changes are nowhere but here. Closing it now would lose them.";
    SyncWaiting = "{n} change is not at the relay yet." | "{n} changes are not at the relay yet.";
    SyncForgets = "This page forgets the room when closed: the browser refuses to store anything here.";
    ConnectionTitle = "Connection";
    ThroughRelay = "Through the relay";
    Directly = "Direct";
    NoConnection = "None";
    ConnectDirectly = "Connect directly";
    DirectOff = "Off";
    DirectAsk = "Ask";
    DirectOn = "On";
    DirectQuestion = "Connect directly?";
    DirectCosts = "Faster, and works if the server fails. {name}’s network can see your address.";
    DirectSeen = "{name}’s network can see your address.";
    DirectEnd = "Through the relay only";
    DirectWaits = "Waiting for {name} to agree.";
    DirectAsked = "{name} asks to connect directly. Faster, and works if the server fails. {name}’s network can see your address.";
    ServerSeesTitle = "What the server sees";
    ServerSees = "Ciphertext only: no word you write, no name, no title. It does see when a device connects, from which address, and how much is sent, in padded sizes.";
    LatestFrames = "Latest frames";
    FrameKept = "Sent, to keep";
    FrameOfLog = "Kept, to read";
    FramePassedOn = "Sent, to pass on";
    FrameOfOther = "Passed on to you";
    FrameBytes = "{n} byte" | "{n} bytes";
    Build = "This page runs build {build}.";
    KeptBar = "Everything you write is kept on this device and goes out when you are back.";
    NotSavedBar = "This page may not store anything. Closing it now would lose {n} change." | "This page may not store anything. Closing it now would lose {n} changes.";
    CopyThem = "Copy them";
    Copied = "Copied";
    ForgetsBar = "This page forgets the room when closed";
    TroubleLogFull = "The room is full at the relay. What you write is kept on this device.";
    TroubleDiskFull = "The relay’s disk is full. What you write is kept on this device.";
    TroubleRoomFull = "Too many devices are in this room at once. This one waits for a place.";
    TroubleTooMany = "The relay takes no more from this address for now. It is being tried again.";
    TroubleVersion = "The relay speaks another version. Reload the page; what you write is kept on this device.";
    TroubleBadKey = "The relay does not accept this room’s key.";
    StartAgain = "Start again from my copy";
    TroubleErased = "This room was erased for both. Your copy stays on this device until you remove it.";
    NoticeDamaged = "{n} damaged change was skipped." | "{n} damaged changes were skipped.";
    NoticeForked = "The relay tells the two of you different histories. Nothing on this device was lost.";
    NoticeLacking = "A saved copy on the relay lacked something; it was made again from this one. Nothing is lost.";
    NoticeRemade = "This copy had come to differ from the other’s and was made again. What was written here is in it.";
    NoticeRefilled = "The relay had lost this room; it was filled again from this copy.";
    ReadOnly = "A newer version of this page has written here. This one only reads: reload to get the newer one.";
    JoinedBar = "{name} joined this room.";

    // Invite.
    InviteText = "Anyone with this link can read the whole room.";
    CopyLink = "Copy link";
    WhoFor = "Who is it for?";
    InYou = "Only you are in.";
    InNames = "In the room: {names}.";

    // Menu.
    AllRooms = "All rooms";
    Devices = "Devices";
    LinkDevice = "Link my other device";
    LinkDeviceText = "Open this link on your other phone or computer to have all your rooms there. Anyone with the link can read them.";
    OnlyKey = "Print or save this: it is the only key.";
    OnlyKeyText = "If all your devices are lost, it brings your rooms back, and nothing else does.";
    PrintKey = "Print";
    SaveKey = "Save";
    KeyByHand = "This page may not do that here. Copy the link and keep it by hand.";
    NotNow = "Not now";
    KeyTitle = "The key to your rooms in Alongside";
    KeyText = "Open this link in a browser to have your rooms there. Anyone with it can read them: keep it where you keep your passport.";
    LinkThisDevice = "Link this device";
    LinkBrings = "This brings your room to this device." | "This brings your {n} rooms to this device.";
    LinkRooms = "With {names}.";
    LinkWarning = "Go on only if you made this link yourself: whoever did gets every room that is opened here.";
    LinkWarningRooms = "Go on only if you made this link yourself: whoever did gets every room on this device, too.";
    DeviceLink = "Device link";
    DevicesIn = "In this room";
    DeviceOf = "{name} · {device}";
    DeviceOn = "{browser} on {system}";
    DeviceUnknown = "A browser";
    ThisDevice = "This device";
    DeviceSince = "Since {day}, {time}";
    DeviceAwaited = "Not here yet since the key was changed";
    KeepDevice = "Keep: {device}, {note}";
    ChangeKey = "Change the key";
    ChangeKeyAbout = "For when a link or a device got into the wrong hands: the room goes on under a new key, and the devices you keep follow by themselves.";
    ChangeKeyText = "Old links stop working. Devices you do not keep need a new invite.";
    ChangeKeyOffline = "The relay cannot be reached. The key can be changed once it is.";
    KeyChanged = "{name} changed the key of this room. Old links no longer work.";
    KeyChangedByMe = "You changed the key of this room. Old links no longer work. If you linked devices or printed the key, do that again.";
    RoomMoving = "This room moves to its new key as soon as the relay has been told.";
    RoomMoved = "This room has moved. Ask {name} for a new invite.";
    OldLink = "The link is an old one. Ask {name} for a new invite.";
    RoomMovedByMe = "You moved this room and did not keep this device. Link it again from one that you kept.";
    HasMoved = "This room has moved";
    SoundTitle = "Sound";
    Keyboard = "Keyboard";
    Bin = "Bin";
    Search = "Search";
    RemoveDevice = "Remove from this device";
    EndTogether = "End this together";
    EraseBoth = "Erase for both";
    SessionsPlanned = "Sessions agreed";
    RoleOf = "Role: {name}";
    NameOf = "Name: {name}";
    ModeTitle = "You are";
    ModeCoaching = "Coach and coachee";
    ModeMentoring = "Mentor and mentee";
    ModeLeading = "Lead and developer";
    ModePartners = "Partners";
    RoleCoach = "coach";
    RoleCoachee = "coachee";
    RoleMentor = "mentor";
    RoleMentee = "mentee";
    RoleLead = "lead";
    RoleDeveloper = "developer";
    RolePartner = "partner";
    JoinNames = "Join two names";
    JoinNamesText = "When one person is in the list twice, everything of the first goes to the second.";
    JoinFrom = "This name";
    JoinInto = "is the same person as";
    JoinThem = "Join them";
    RemoveText = "The room and its key go from this device. The other’s copy and the relay’s stay. To come back you need the invite link.";
    RemoveUnsent = "{n} change was never sent and would be lost for good." | "{n} changes were never sent and would be lost for good.";
    Remove = "Remove";
    EraseText = "The relay deletes the room for good and nobody can join it again. Each of you keeps the copy on your own device.";
    Erase = "Erase";
    EraseOffline = "The relay cannot be reached. The room can be erased once it is.";
    EndText = "For when the two of you are done. The clock stops and nobody changes anything any more; each of you keeps all of it to read. Either of you can reopen the room.";
    EndIt = "End it";
    EndedBar = "Ended by {name}, {day}. You both keep it to read.";
    EndedBarByMe = "Ended by you, {day}. You both keep it to read.";
    ReopenRoom = "Reopen the room";
    RoomEnded = "Ended";
    BinEmpty = "Nothing was deleted in the last 30 days.";
    BinText = "What was deleted stays here for 30 days.";
    Restore = "Restore";
    RestoreName = "Restore: {title}";
    DeletedBy = "{name} · {day}";
    SearchPlaceholder = "Points, notes, tasks";
    SearchNone = "Nothing found.";
    SearchIn = "Found";
    SearchElsewhere = "Found elsewhere";

    // Session.
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
    ClosingPoints = "{n} point" | "{n} points";
    ClosingTasks = "{n} task" | "{n} tasks";
    ClosingGo = "{what} goes to session {number}" | "{what} go to session {number}";
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

    // Timer.
    Timer = "Timer";
    Time = "Time";
    Length = "Length";
    Minutes15 = "15 minutes";
    Minutes25 = "25 minutes";
    Minutes50 = "50 minutes";
    Minutes75 = "75 minutes";
    Custom = "Custom";
    CustomMinutes = "Custom minutes";
    MinutesAllowed = "A block has 1 to 999 minutes.";
    OpenEnded = "Open-ended";
    MyIntention = "My intention";
    IntentionHint = "What will you do?";
    Intentions = "Intentions";
    Start = "Start";
    Pause = "Pause";
    Resume = "Resume";
    Stop = "Stop";
    Add5 = "Add 5";
    AddFive = "Add 5 minutes";
    PausedBy = "Paused by {name}";
    PausedAt = "at {time}";
    TimeIsUp = "Time is up";
    SetOut = "You set out to: {text}";
    Ends = "ends {time}";
    LeftForThis = "{n} min left for this" | "{n} min left for this";
    OverForThis = "{n} min over for this" | "{n} min over for this";
    Focus = "Focus";
    Break = "Break";
    CountingUp = "counting up";
    InABlock = "{name} is in a block";
    StartedAt = "{name} started at {time}";
    LeftSuffix = "{time} left";
    HowDidItGo = "How did it go?";
    Done = "Done";
    Partly = "Partly";
    NotDone = "Not done";
    Skip = "Skip";
    WhatHappened = "What happened";
    InALine = "In a line, if you like";
    ClockOptions = "Clock options";
    Quiet = "Quiet";
    History = "History";
    SoundAndBreaks = "Sound and breaks";
    SoundOn = "Sound";
    Volume = "Volume";
    TryIt = "Try it";
    FiveCue = "5-minute cue";
    AutoBreak = "Start the break by itself";
    AutoBlock = "Start the next block by itself";
    SingleKeys = "Single keys";
    NotifyMe = "Notify me at the end";
    HistoryNone = "No block has ended yet.";
    HistorySum = "{n} block" | "{n} blocks";
    HistoryMinutes = "{n} minute" | "{n} minutes";
    HistoryOutcomes = "{done} done, {partly} partly, {not} not done";
    BlockLine = "{day}, {time}";
    ShortMin = "{n} min" | "{n} min";
    TitleClock = "{time} · {what}";

    // Agenda.
    Agenda = "Agenda";
    AgendaItems = "Agenda items";
    AddToAgenda = "Add to the agenda";
    Discussed = "Discussed: {title}";
    Title = "Title: {title}";
    MoreActions = "More actions: {title}";
    Actions = "Actions: {title}";
    MoveUp = "Move up";
    MoveDown = "Move down";
    MoveToNext = "Move to next session";
    BringBack = "Bring back";
    BringBackItem = "Bring back: {title}";
    MakeTask = "Make it a task";
    AnswerNow = "Answer now";
    AnswerField = "Answer: {title}";
    Answer = "Answer";
    Delete = "Delete";
    OpenRow = "Open";
    OverBy = "{n} min over" | "{n} min over";
    RaisedByName = "raised by {name}";
    NewMark = "new";
    Deleted = "Deleted “{title}”";
    UndoDelete = "Undo delete";
    PutOff = "{n} point waits for the next session" | "{n} points wait for the next session";
    Question1 = "I’ve run into … and want your view. What do you think?";
    Question2 = "What is the one thing that would make the next week easier?";
    Question3 = "Where did you hold back, and what would you do with a free hand?";
    Question4 = "What went better than you expected, and why?";
    Question5 = "What are you putting off, and what is the smallest piece of it?";
    AddThis = "Add this";
    AnotherQuestion = "Another question";

    // Now.
    Now = "Now";
    Notes = "Notes";
    NotesHint = "Write together";
    Minutes = "Minutes";
    MinutesUnit = "min";
    RaisedBy = "Raised by";
    TalkAbout = "Talk about this";
    Next = "Next";
    MovedOn = "{name} moved on to";
    GoThere = "Go there";
    NowEmpty = "Open a point to write about it together.";
    NowNothing = "Add a point to the agenda; its notes are written here.";

    // Tasks.
    Tasks = "Tasks";
    AddTask = "Add a task";
    OpenCount = "{n} open" | "{n} open";
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
    Comments = "{n} comment" | "{n} comments";
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

    // More.
    More = "More";
    Sections = "Sections";

    // Lines about the other.
    SinceAway = "Since {day} {name} {what}.";
    SinceAwayNoDay = "While you were away {name} {what}.";
    Show = "Show";
    DidAddPoints = "added {n} point" | "added {n} points";
    DidAddTasks = "added {n} task" | "added {n} tasks";
    DidDiscuss = "ticked {n} point" | "ticked {n} points";
    DidUntick = "unticked {n} point" | "unticked {n} points";
    DidPutOff = "put off {n} point" | "put off {n} points";
    DidBringBack = "brought back {n} point" | "brought back {n} points";
    DidFinish = "finished {n} task" | "finished {n} tasks";
    DidLetGo = "let go of {n} task" | "let go of {n} tasks";
    DidReopenTasks = "reopened {n} task" | "reopened {n} tasks";
    DidMove = "moved {n} point" | "moved {n} points";
    DidMoveTasks = "moved {n} task" | "moved {n} tasks";
    DidRemove = "removed {n} point" | "removed {n} points";
    DidRemoveTasks = "removed {n} task" | "removed {n} tasks";
    DidChange = "changed {n} point" | "changed {n} points";
    DidChangeTasks = "changed {n} task" | "changed {n} tasks";
    DidCloseSession = "closed the session";
    DidReopenSession = "reopened the session";
    DidDateSession = "set the session’s date to {day}";
    DidUndateSession = "took the session’s date away";
    DidLinkSession = "changed the call link";
    DidJoin = "joined";
    DidEnd = "ended this room";
    DidReopen = "reopened this room";
    DidMoveOn = "moved on to {title}";
    DidStart = "started the clock";
    DidPause = "paused";
    DidResume = "resumed";
    DidStop = "stopped the clock";
    DidTime = "gave the clock other time";
    DidLine = "{name} {what}";

    // Announcements and refusals.
    SayStarted = "Timer started";
    SayFiveLeft = "5 minutes left";
    SayOneLeft = "1 minute left";
    SayUp = "Time is up";
    SayMoved = "{title}, now {n} of {of}";
    SayAdded = "Added {title}";
    SayAddedMany = "Added {n} line" | "Added {n} lines";
    SayDeleted = "Deleted {title}";
    SayRestored = "Restored {title}";
    SayPutOff = "{title} goes to the next session";
    SayBack = "{title} is back in this session";
    SayGone = "{title} is no longer on the agenda";
    SayMadeTask = "{title} is a task now";
    SayBackOnline = "Back online, all sent";
    SayUndone = "Undone";
    SayRedone = "Done again";
    RefusedGone = "It is not there any more";
    RefusedRunning = "already started by {name}";
    RefusedPaused = "already paused by {name}";
    RefusedStopped = "already stopped by {name}";
    RefusedText = "This text does not fit here";
    NothingToUndo = "There is nothing to undo";
    NothingToRedo = "There is nothing to redo";
    RefusedEnded = "The room was ended: reopen it to change something";
    RefusedReadOnly = "This version only reads the room";

    // Keyboard.
    KeysTitle = "Keyboard";
    KeysHint = "Single keys work outside of fields.";
    KeyAdd = "Add";
    KeyTick = "Tick";
    KeyRows = "Next row, row before";
    KeyEdit = "Edit the row, back to it";
    KeyReorder = "Move the row";
    KeyTimer = "Start or pause";
    KeyFive = "Five minutes more or less";
    KeyNext = "Next item";
    KeySections = "Go to a section";
    KeySearch = "Search";
    KeyUndo = "Undo, redo";
    KeyList = "This list";

    // Dates.
    Today = "today";
    Tomorrow = "tomorrow";
    Yesterday = "yesterday";
    Weekdays = "Mon Tue Wed Thu Fri Sat Sun";
    Months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
}
