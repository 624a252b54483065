### What is printed.

print = Imprimer
printed = Imprimé
was-discussed = abordé
is-done = fait
