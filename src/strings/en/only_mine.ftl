### What only one of the two sees.

only-mine = Only mine
only-you-see = Only you see this.
private-on-device = It stays on this device and is never sent. If you link another device of yours, it has it, too.
private-on-devices = Your linked devices have it, too, once this room was open on both. Nobody else can tell that there is anything.
private-in-page = This device keeps nothing: it goes when this page is closed.
what-struck = What struck me
what-next = What next
beside-point = Beside ‘{ $title }’
beside-points = Beside points
other-sessions = Other sessions
share-line = Share
share-of = Share: { $text }
share-asks = { $name } will see it, as a point on the agenda.
share-asks-alone = It becomes a point on the agenda, which whoever joins will see.
share-it = Share it
keep-to-myself = Keep it to myself
shared-on = Shared · { $day }
say-shared = Shared, as a point on the agenda
three-lines = Three lines for yourself
remove-private = What only you see goes from this device as well; your linked devices keep what they have.
lose-private = What only you see is on this device alone, and is lost with it.
