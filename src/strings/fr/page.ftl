### What the page says before any module has come, or where none comes.

still-loading = Chargement en cours. Si rien ne vient, vérifie la connexion et recharge la page.
not-loaded = Alongside n’a pas pu être chargé. Vérifie la connexion.
load-again = Réessayer
