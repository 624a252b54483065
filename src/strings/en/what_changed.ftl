### What changed since I was here.

what-changed = What changed
changed-by = What { $name } did since you were here.
nothing-changed = Nothing changed while you were away.
changed-from = Before: { $title }
changed-added = new
changed-removed = removed
changed-done = done
changed-discussed = discussed
changed-reopened = open again
changed-taken = taken
changed-postponed = moved to next time
changed-taken-up = back in this session
changed-reworded = reworded
changed-notes = notes
changed-decision = decision
changed-comments = comment
changed-looked-back = what came of it
changed-other = changed
changed-moved = moved
since-changed = Since { $day } something changed here.
since-changed-no-day = Something changed while you were away.
