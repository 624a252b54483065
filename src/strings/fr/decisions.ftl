### Decisions.

decide = Décider
decide-entry = Noter la décision
decision-field = Décision : { $title }
decided = Décidé : { $outcome }
did-decide = { $n ->
    [one] a noté une décision
   *[other] a noté { $n } décisions
}
did-withdraw = { $n ->
    [one] a retiré une décision
   *[other] a retiré { $n } décisions
}
did-decide-one = a noté la décision sur « { $title } »
did-withdraw-one = a retiré la décision sur « { $title } »
