### The choice of a language.

# The language's own name for itself.
language-name = English
language-hint = For you alone, on this device. What the two of you write stays as it is.
