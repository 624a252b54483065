### What the page says before any module has come, or where none comes.

still-loading = Aún se está cargando. Si no aparece, revisa la conexión y recarga la página.
not-loaded = No se pudo cargar Alongside. Revisa la conexión.
load-again = Reintentar
