### The ways out of a room.

remove-device = Retirer de cet appareil
end-together = Terminer ensemble
erase-both = Effacer pour vous deux
remove-text = La salle et sa clé quittent cet appareil. La copie de l’autre et celle du relais restent. Pour revenir, il te faudra le lien d’invitation.
remove-unsent = { $n ->
    [one] Une modification n’a jamais été envoyée et serait perdue pour de bon.
   *[other] { $n } modifications n’ont jamais été envoyées et seraient perdues pour de bon.
}
remove = Retirer
for-both = Pour vous deux
erase-text = Le relais supprime la salle pour de bon et plus personne ne peut la rejoindre. Chacun garde la copie de son appareil.
erase = Effacer
erase-offline = Le relais est injoignable. La salle pourra être effacée dès qu’il répondra.
end-text = Pour quand vous aurez fini, tous les deux. L’horloge s’arrête et la salle ne peut plus qu’être lue ; vous en gardez chacun une copie. Chacun de vous peut la rouvrir.
end-it = Terminer
ended-bar = { $name } a terminé cette salle ({ $day }). Elle ne peut plus qu’être lue ; vous en gardez chacun une copie.
ended-bar-by-me = Tu as terminé cette salle ({ $day }). Elle ne peut plus qu’être lue ; vous en gardez chacun une copie.
reopen-room = Rouvrir la salle
did-end = a terminé cette salle
did-reopen = a rouvert cette salle
refused-ended = Cette salle est terminée. Rouvre-la pour modifier quelque chose.
