//! The two people, their roles, the invite.

use crate::strings::words::words;

words! { 3:
    Members = "Members";
    Here = "here";
    Away = "away";
    IsOffline = "offline";
    PresenceUnknown = "–";
    RoomTitle = "{names}, session {number}";
    JoinedBar = "{name} joined this room.";
    InviteText = "Anyone with this link can read the whole room.";
    InviteOnce = "It lets in one device, once, within 30 days.";
    InviteUsed = "This link was used: {day}, {time}.";
    InviteWaits = "The link works as soon as this device has reached the relay.";
    NewLink = "New link";
    NewLinkText = "The one above stops working.";
    WhoFor = "Who is it for?";
    Share = "Share";
    QrCode = "QR code";
    InviteWords = "{name} invites you to a room for two:";
    InYou = "Only you so far.";
    InNames = "In the room: {names}.";
    RoleOf = "Role: {name}";
    NameOf = "Name: {name}";
    ModeTitle = "This room is for";
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
    MergePeople = "Merge two people";
    MergeAsk = "For one person who is in the list twice.";
    MergeText = "Everything {from} wrote becomes {into}’s.";
    MergeFrom = "This person";
    MergeInto = "is the same person as";
    Merge = "Merge";
    DidJoin = "joined";
}
