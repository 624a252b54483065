### The screens outside a room.

widget = Alongside
room-for-two = A room for two
room-for-two-text = An agenda, tasks and a clock you share. Only the two of you can read it.
name-wanted = Your name, so the other knows it is you.
name-wanted-by = Your name, so { $name } knows it is you.
invites = { $name } invites you
invites-text = Agenda, notes, tasks and a clock for the two of you. Nobody else can read it, no account.
open-whole = Open
have-another = I have another link
room-erased = This room was erased
room-erased-text = Nobody can join it any more. Ask whoever invited you for a new invite.
room-erased-by = Nobody can join it any more. Ask { $name } for a new invite.
your-name = Your name
start-room = Start a room
have-invite = I have an invite link
have-code = I have a code
invite-link = Invite link
join = Join
back = Back
open-invite = Open an invite
open-invite-text = Paste the link you were sent, or the whole message that it is in. It stays on this device.
link-none = That link is incomplete. Copy it again, right to the end.
link-cut = { $n ->
    [one] That link is incomplete: { $n } letter is missing. Copy it again, right to the end.
   *[other] That link is incomplete: { $n } letters are missing. Copy it again, right to the end.
}
link-changed = A letter of that link was changed on its way. Copy it again.
link-newer = This link is from a newer version. Reload the page and try again.
link-address = This is a room’s address. It carries no key; ask for the invite link.
rooms = Rooms
not-here-yet = { $name }, not here yet
new-room = New room
new-things = { $n ->
   *[other] { $n } new
}
started-on = Started { $day }
invite = Invite
invite-message = { $name } invites you to a room for two: { $link }
loading = Opening…
loading-failed = A part of Alongside could not be loaded. Check the connection. Trying again.
reload = Reload
opening-offline = The relay cannot be reached. Trying again.
empty-room = Nobody is in this room: it is empty, or was never sent. The link may be an old one. You can join all the same.
who-are-you = Who are you?
whose-room = { $name }’s room
they-are-in = { $n ->
    [one] { $names } is here.
   *[other] { $names } are here.
}
on-another-device = { $name }, on another device
someone-else = Someone else
no-key = This device has no key to this room
no-key-text = Open the invite link again, or paste it here.
rooms-locked = { $n ->
    [one] This browser has lost the key to { $n } room that is stored here. Open it again by a link from your other device, a new invite link or your printed key.
   *[other] This browser has lost the key to { $n } rooms that are stored here. Open them again by a link from your other device, new invite links or your printed key.
}
not-now = Not now
link-this-device = Link this device
link-brings = { $n ->
    [one] This brings your room to this device.
   *[other] This brings your { $n } rooms to this device.
}
link-rooms = With { $names }.
link-warning = Go on only if you made this link yourself: whoever did gets every room that is opened here.
link-warning-rooms = Go on only if you made this link yourself: whoever did gets every room on this device, too.
link-used = This link was used
link-used-text = Used { $day }, { $time }. A link lets one device in, once. Ask whoever sent it for a new one.
link-used-mine = Was that you? Open the room on that device, and there, under Devices in the menu, press “Link my other device”.
link-used-not-mine = Was it not you? Tell whoever sent it at once: somebody else may be in the room. They can change its key and send you a new link.
link-withdrawn = This link was taken back
link-withdrawn-text = Ask whoever sent it for a new one.
link-over = This link’s time is over
link-over-text = Nobody used it in time. Ask whoever sent it for a new one.
link-unknown = This link is not there yet
link-unknown-text = The device that made it was not online since; or it was made long ago. This page goes on looking. You can ask whoever sent it.
key-exposed = This key stood in an address, and the browser may have kept it. Once your rooms are here, change their keys: “Change the key”, under Devices in each room’s menu.
link-exposed = A mail or chat program changed this link on its way: the server was sent what it carries, and so was whatever stands between. You can go on. Once you are in, change the room’s key: “Change the key”, under Devices in the menu.
old-link = The link is an old one. Ask { $name } for a new invite.
room-ended = Ended
sign-in = Sign in again
trouble-log-full = The room is full at the relay. What you write is kept on this device.
trouble-disk-full = The relay’s disk is full. What you write is kept on this device.
trouble-storage-failed = The relay’s storage failed. What you write is kept on this device.
trouble-room-full = Too many devices are in this room at once. This one waits for a place.
trouble-too-many = The relay takes no more from this address for now. Trying again.
trouble-version = The relay speaks another version. Reload the page; what you write is kept on this device.
trouble-bad-key = The relay does not accept this room’s key.
trouble-erased = This room was erased for both. Your copy stays on this device until you remove it.
