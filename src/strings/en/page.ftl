### What the page says before any module has come, or where none comes.

still-loading = Still loading. If it does not come, check the connection and reload the page.
not-loaded = Alongside could not be loaded. Check the connection.
load-again = Try again
