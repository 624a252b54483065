### The choice of a language.

language-name = Español
language-hint = Solo para ti, en este dispositivo. Lo que está escrito se queda como está.
