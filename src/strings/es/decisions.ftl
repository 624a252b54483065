### Decisions.

decide = Decidir
decide-entry = Anotar la decisión
decision-field = Decisión: { $title }
decided = Decidido: { $outcome }
did-decide = { $n ->
    [one] anotó una decisión
   *[other] anotó { $n } decisiones
}
did-withdraw = { $n ->
    [one] retiró una decisión
   *[other] retiró { $n } decisiones
}
did-decide-one = anotó la decisión sobre «{ $title }»
did-withdraw-one = retiró la decisión sobre «{ $title }»
