### The choice of a language.

language-name = Deutsch
language-hint = Nur für dich auf diesem Gerät. Was ihr schreibt, bleibt, wie es ist.
