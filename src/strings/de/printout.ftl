### What is printed.

print = Drucken
printed = Gedruckt
was-discussed = besprochen
is-done = erledigt
