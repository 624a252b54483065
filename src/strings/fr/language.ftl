### The choice of a language.

language-name = Français
language-hint = Pour toi seulement, sur cet appareil. Ce que vous écrivez reste tel quel.
