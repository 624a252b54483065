### Saving, sending and the connection.

sync = Sync
saved-here = Saved here
sent = Sent
has-it = { $name } has it
offline = Offline
offline-waiting = { $n ->
    [one] Offline · { $n } change waiting
   *[other] Offline · { $n } changes waiting
}
connecting = Connecting…
not-saved = Not saved
sync-details = Sync details
sync-saved-here = Everything is stored on this device. The relay does not have all of it yet.
sync-erased = The room was erased at the relay. Everything you write stays on this device.
sync-sent = The relay has stored all of it durably, as ciphertext.
sync-has-it = All of it is on { $name }’s device. That says nothing about whether { $name } has read it.
sync-offline = There is no connection to the relay. Everything you write is kept and goes out when you are back.
sync-connecting = Connecting to the relay…
sync-not-saved = This page may not store anything, and some changes are nowhere but here. Closing it now would lose them.
sync-unsaved = The room did not take some of what you wrote. It is kept on this device, below, and in the field where you wrote it.
unsaved-text = Not saved in the room
give-up = Discard
sync-waiting = { $n ->
    [one] { $n } change is not at the relay yet.
   *[other] { $n } changes are not at the relay yet.
}
sync-forgets = This page forgets the room when closed: the browser refuses to store anything here.
sync-keys-plain = The keys to your rooms are stored here as they are: on this page the browser has nothing to guard them with.
connection-title = Connection
through-relay = Through the relay
directly = Direct
no-connection = None
connect-directly = Connect directly
direct-off = Off
direct-ask = Ask
direct-on = On
direct-question = Connect directly?
direct-costs = Faster, and works if the server fails. { $name }’s network can see your address.
direct-seen = { $name }’s network can see your address.
direct-end = Through the relay only
direct-waits = Waiting for { $name } to agree.
direct-asked = { $name } asks to connect directly. Faster, and works if the server fails. { $name }’s network can see your address.
server-sees-title = What the server sees
server-sees = Ciphertext only: no word you write, no name, no title. It does see when a device connects, from which address, and how much is sent, in padded sizes.
latest-frames = Latest frames
frame-kept = Sent (stored)
frame-of-log = Fetched
frame-passed-on = Sent (live)
frame-of-other = Received (live)
frame-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}
copy-report = Copy a report
report-text = For whoever looks for a fault: versions, states and counters, and not a word of yours.
report = Report
build = This page runs build { $build }.
kept-bar = Everything you write is kept on this device and goes out when you are back.
not-saved-bar = { $n ->
    [one] This page may not store anything. Closing it now would lose { $n } change.
   *[other] This page may not store anything. Closing it now would lose { $n } changes.
}
copy-my-key = Copy my printed key
copy-them = Copy them
forgets-bar = This page forgets the room when closed
start-again = Start again from my copy
notice-damaged = { $n ->
    [one] { $n } damaged change was skipped.
   *[other] { $n } damaged changes were skipped.
}
notice-forked = The relay tells the two of you different histories. Nothing on this device was lost.
notice-lacking = A stored copy on the relay was incomplete; it has been rebuilt from yours. Nothing is lost.
notice-rebuilt = Your copy was out of step and has been rebuilt; nothing of yours is lost.
notice-refilled = The relay had lost some or all of this room; it has been restored from your copy.
read-only = A newer version of this page has written here. This one only reads: reload to get the newer one.
say-back-online = Back online, all sent
