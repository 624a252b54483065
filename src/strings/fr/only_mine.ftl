### What only one of the two sees.

only-mine = Rien que pour moi
only-you-see = Ceci n’est visible que pour toi.
private-on-device = Cela reste sur cet appareil et n’est jamais envoyé. Si tu relies un autre de tes appareils, il l’aura aussi.
private-on-devices = Tes appareils reliés l’ont aussi, dès que cette salle a été ouverte sur les deux. Personne d’autre ne peut savoir qu’il y a quelque chose.
private-in-page = Cet appareil ne garde rien : cela disparaît quand cette page se ferme.
what-struck = Ce qui m’a frappé
what-next = Et maintenant
beside-point = À côté de « { $title } »
beside-points = À côté de points
other-sessions = Autres séances
share-line = Partager
share-of = Partager : { $text }
share-asks = { $name } le verra comme un point de l’ordre du jour.
share-asks-alone = Cela devient un point de l’ordre du jour, que verra quiconque rejoint la salle.
share-it = Le partager
keep-to-myself = Le garder pour moi
shared-on = Partagé · { $day }
say-shared = Partagé comme point de l’ordre du jour
three-lines = Trois lignes pour toi
remove-private = Ce qui n’est visible que pour toi quitte aussi cet appareil ; tes appareils reliés gardent ce qu’ils ont.
lose-private = Ce qui n’est visible que pour toi ne se trouve que sur cet appareil, et disparaît avec la salle.
