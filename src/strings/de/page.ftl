### What the page says before any module has come, or where none comes.

still-loading = Lädt noch. Kommt nichts, prüfe die Verbindung und lade die Seite neu.
not-loaded = Alongside konnte nicht geladen werden. Prüfe die Verbindung.
load-again = Noch einmal versuchen
