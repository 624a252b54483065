### Decisions.

decide = Entscheiden
decide-entry = Entscheidung festhalten
decision-field = Entscheidung: { $title }
decided = Entschieden: { $outcome }
did-decide = { $n ->
    [one] eine Entscheidung festgehalten
   *[other] { $n } Entscheidungen festgehalten
}
did-withdraw = { $n ->
    [one] eine Entscheidung zurückgenommen
   *[other] { $n } Entscheidungen zurückgenommen
}
did-decide-one = die Entscheidung zu „{ $title }“ festgehalten
did-withdraw-one = die Entscheidung zu „{ $title }“ zurückgenommen
