### Texts for all concepts of a room: dialogs, chips, the rows of lists.

close = Fermer
dismiss = Masquer
cancel = Annuler
title = Titre : { $title }
more-actions = Autres actions : { $title }
actions = Actions : { $title }
move-up = Monter
move-down = Descendre
move-to-top = Mettre en premier
delete = Supprimer
open-row = Ouvrir
new-mark = nouveau
link-blocked = Cette page n’ouvre pas de liens. Voici l’adresse, à copier
deleted = « { $title } » supprimé
undo-delete = Annuler la suppression
month-before = Mois précédent
month-after = Mois suivant
add-below = Ajouter dessous : { $title }
chip-due = pour { $day }
chip-owner = pour { $name }
chip-letters = Garder comme texte : { $what }
say-chips = Lu comme { $what }
say-letters = Reste du texte
did-move-one = a déplacé « { $title } »
did-remove-one = a retiré « { $title } »
did-change-one = a modifié « { $title } »
say-moved = { $title }, maintenant { $n } sur { $of }
say-added = { $title } ajouté
say-added-many = { $n ->
    [one] { $n } ligne ajoutée
   *[other] { $n } lignes ajoutées
}
say-deleted = { $title } supprimé
say-restored = { $title } restauré
somebody = Quelqu’un
