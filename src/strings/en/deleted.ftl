### The bin.

bin = Bin
bin-empty = Nothing was deleted in the last 30 days.
bin-text = What was deleted stays here for 30 days.
restore = Restore
restore-name = Restore: { $title }
deleted-by = { $name } · { $day }
