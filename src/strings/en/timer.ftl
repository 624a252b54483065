### The timer and its blocks.

sound-title = Sound
timer = Timer
time = Time
length = Length
minutes-15 = 15 minutes
minutes-25 = 25 minutes
minutes-50 = 50 minutes
minutes-75 = 75 minutes
custom = Custom
custom-minutes = Custom minutes
minutes-allowed = A block has 1 to 999 minutes.
open-ended = Open-ended
my-intention = My intention
intention-hint = What will you do?
intentions = Intentions
start = Start
pause = Pause
resume = Resume
stop = Stop
add-5 = Add 5
add-five = Add 5 minutes
paused-by = Paused by { $name }
paused-at = at { $time }
time-is-up = Time is up
set-out = You set out to: { $text }
ends = ends { $time }
left-for-this = { $n ->
   *[other] { $n } min left for this
}
over-for-this = { $n ->
   *[other] { $n } min over for this
}
focus = Focus
break = Break
counting-up = counting up
in-a-block = { $name } is in a block
started-at = { $name } started at { $time }
left-suffix = { $time } left
how-did-it-go = How did it go?
done = Done
partly = Partly
not-done = Not done
skip = Skip
what-happened = What happened
one-line = One line, optional
results = Results
go-on = Go on
break-of = Break { $n }
another-of = Another { $n }
another = Another block
thats-it = That’s it
clock-options = Clock options
quiet = Quiet
history = History
sound-and-breaks = Sound and breaks
sound-on = Sound
volume = Volume
try-it = Try it
five-cue = 5-minute cue
tone-of = Sound of the bell
tone-bell = Bell
tone-bowl = Singing bowl
tone-wood = Wood
break-length = Break
long-break = After four blocks in a row, a long one.
quiet-hint = Press for Quiet: the rest dims
quiet-end-hint = Press to bring the rest back
auto-break = Start breaks automatically
auto-block = Start the next block automatically (for both of you)
say-clock-changed = The clock has changed since: nothing was added
say-nothing-asked = There is nothing to answer any more
notify-denied = Notifications are off: this browser does not let this page show any. Allow them in its settings for this page.
notify-missing = Notifications do not exist here. Open the room in a window of its own for them.
pop-out-clock = Pop out the clock
no-pop-out = The browser opened no window for the clock
notify-me = Notify me at the end
history-none = No block has ended yet.
history-sum = { $n ->
    [one] { $n } block
   *[other] { $n } blocks
}
history-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
history-done = { $n ->
   *[other] ✓ { $n } done
}
history-partly = { $n ->
   *[other] ◐ { $n } partly
}
history-not-done = { $n ->
   *[other] – { $n } not done
}
block-line = { $day }, { $time }
short-min = { $n ->
   *[other] { $n } min
}
over-beside = { $n ->
   *[other] { $n } min over
}
left-running = left running
title-clock = { $time } · { $what }
minutes = Minutes
minutes-unit = min
did-start = started the clock
did-start-break = started a break
did-break-begin = The break began
did-join-block = joined the block
did-pause = paused
did-resume = resumed
did-stop = stopped the clock
did-time = changed the time
did-add-time = { $n ->
    [one] added { $n } minute
   *[other] added { $n } minutes
}
did-take-time = { $n ->
    [one] took off { $n } minute
   *[other] took off { $n } minutes
}
did-keep-time = left the time as it was
did-report-done = said it is done
did-report-partly = said it is partly done
did-report-not-done = said it is not done
did-meet = had started the clock, too
say-started = Timer started
say-five-left = 5 minutes left
say-one-left = 1 minute left
say-up = Time is up
refused-running = already started by { $name }
refused-paused = already paused by { $name }
refused-stopped = already stopped by { $name }
