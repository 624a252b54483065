### What is printed.

print = Print
printed = Printed
was-discussed = discussed
is-done = done
