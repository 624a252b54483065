### Decisions.

decide = Decide
decide-entry = Write down the decision
decision-field = Decision: { $title }
decided = Decided: { $outcome }
did-decide = { $n ->
    [one] wrote down { $n } decision
   *[other] wrote down { $n } decisions
}
did-decide-one = wrote down the decision on ‘{ $title }’
did-withdraw = { $n ->
    [one] took back { $n } decision
   *[other] took back { $n } decisions
}
did-withdraw-one = took back the decision on ‘{ $title }’
