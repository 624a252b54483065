//! The two people, their roles, the invite.

use crate::strings::words::words;

words! { 3:
    Members = "Members";
    Here = "here";
    Away = "away";
    IsOffline = "offline";
    RoomTitle = "{names}, session {number}";
    JoinedBar = "{name} joined this room.";
    InviteText = "Anyone with this link can read the whole room.";
    InviteOnce = "It lets in one device, once, within 30 days.";
    InviteUsed = "This link was used: {day}, {time}.";
    InviteWaits = "The link works as soon as this device has reached the relay.";
    NewLink = "New link";
    NewLinkText = "The one above stops working.";
    WhoFor = "Who is it for?";
    InYou = "Only you are in.";
    InNames = "In the room: {names}.";
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
    DidJoin = "joined";
}
