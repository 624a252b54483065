### The commands, and the search among them.

commands = Commands
command = Command
commands-placeholder = Find or do anything
commands-none = Nothing found.
go-to-room = Go to { $name }
start-minutes = { $n ->
    [one] Start { $n } minute
   *[other] Start { $n } minutes
}
start-open-ended = Start open-ended
stop-clock = Stop the clock
done-task = Tasks · done
