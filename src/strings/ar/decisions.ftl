### Decisions.

decide = اتخاذ قرار
decide-entry = تدوين القرار
decision-field = القرار: { $title }
decided = تقرّر: { $outcome }
did-decide = { $n ->
    [zero] تدوين قرارات
    [one] تدوين قرار
    [two] تدوين قرارين
    [few] تدوين { $n } قرارات
    [many] تدوين { $n } قرارًا
   *[other] تدوين { $n } قرار
}
did-withdraw = { $n ->
    [zero] سحب قرارات
    [one] سحب قرار
    [two] سحب قرارين
    [few] سحب { $n } قرارات
    [many] سحب { $n } قرارًا
   *[other] سحب { $n } قرار
}
did-decide-one = تدوين القرار في «{ $title }»
did-withdraw-one = سحب القرار في «{ $title }»
