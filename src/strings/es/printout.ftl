### What is printed.

print = Imprimir
printed = Impreso
was-discussed = hablado
is-done = hecho
