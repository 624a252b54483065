### Saving, sending and the connection.

sync = Synchronisation
saved-here = Enregistré ici
sent = Envoyé
has-it = { $name } l’a reçu
offline = Hors ligne
offline-waiting = { $n ->
    [one] Hors ligne · { $n } modification en attente
   *[other] Hors ligne · { $n } modifications en attente
}
connecting = Connexion…
not-saved = Non enregistré
sync-details = Détails de la synchronisation
sync-saved-here = Tout est enregistré sur cet appareil. Le relais n’a pas encore tout.
sync-erased = La salle a été effacée du relais. Tout ce que tu écris reste sur cet appareil.
sync-sent = Le relais a tout enregistré durablement, sous forme chiffrée.
sync-has-it = Tout est sur l’appareil de { $name }. Cela ne dit pas si { $name } l’a lu.
sync-offline = Il n’y a pas de connexion au relais. Tout ce que tu écris est gardé et partira à ton retour en ligne.
sync-connecting = Connexion au relais…
sync-not-saved = Cette page n’a le droit de rien enregistrer, et certaines modifications ne sont nulle part ailleurs. La fermer maintenant les perdrait.
sync-unsaved = La salle n’a pas pris une partie de ce que tu as écrit. C’est gardé sur cet appareil : ci-dessous, et dans le champ où tu l’as écrit.
unsaved-text = Non enregistré dans la salle
give-up = Abandonner
sync-waiting = { $n ->
    [one] { $n } modification n’est pas encore au relais.
   *[other] { $n } modifications ne sont pas encore au relais.
}
sync-forgets = Cette page oublie la salle à sa fermeture : le navigateur refuse d’enregistrer quoi que ce soit ici.
sync-keys-plain = Les clés de tes salles sont enregistrées ici telles quelles : sur cette page, le navigateur n’a rien pour les protéger.
connection-title = Connexion
through-relay = Par le relais
directly = Directe
no-connection = Aucune
connect-directly = Connexion directe
direct-off = Non
direct-ask = Demander
direct-on = Oui
direct-question = Se connecter directement ?
direct-costs = Plus rapide, et ça marche même si le serveur tombe. Le réseau de { $name } peut voir ton adresse.
direct-seen = Le réseau de { $name } peut voir ton adresse.
direct-end = Seulement par le relais
direct-waits = En attente de l’accord de { $name }.
direct-asked = { $name } demande une connexion directe. Plus rapide, et ça marche même si le serveur tombe. Le réseau de { $name } peut voir ton adresse.
server-sees-title = Ce que voit le serveur
server-sees = Uniquement des données chiffrées : aucun mot que tu écris, aucun nom, aucun titre. Il voit en revanche quand un appareil se connecte, depuis quelle adresse, et combien est envoyé, en tailles arrondies.
latest-frames = Derniers paquets
frame-kept = Envoyé (conservé)
frame-of-log = Récupéré
frame-passed-on = Envoyé (en direct)
frame-of-other = Reçu (en direct)
frame-bytes = { $n ->
    [one] { $n } octet
   *[other] { $n } octets
}
copy-report = Copier un rapport
report-text = Pour qui cherche une panne : versions, états et compteurs, et pas un mot de toi.
report = Rapport
build = Cette page tourne avec la version { $build }.
kept-bar = Tout ce que tu écris est gardé sur cet appareil et partira à ton retour en ligne.
not-saved-bar = { $n ->
    [one] Cette page n’a le droit de rien enregistrer. La fermer maintenant perdrait { $n } modification.
   *[other] Cette page n’a le droit de rien enregistrer. La fermer maintenant perdrait { $n } modifications.
}
copy-my-key = Copier ma clé imprimée
copy-them = Les copier
forgets-bar = Cette page oublie la salle à sa fermeture
start-again = Repartir de ma copie
notice-damaged = { $n ->
    [one] { $n } modification abîmée a été ignorée.
   *[other] { $n } modifications abîmées ont été ignorées.
}
notice-forked = Le relais vous raconte deux histoires différentes. Rien n’a été perdu sur cet appareil.
notice-lacking = Une copie enregistrée au relais était incomplète ; elle a été refaite à partir de la tienne. Rien n’est perdu.
notice-rebuilt = Ta copie s’était décalée et a été refaite ; rien de toi n’est perdu.
notice-refilled = Le relais avait perdu tout ou partie de cette salle ; elle a été rétablie à partir de ta copie.
read-only = Une version plus récente de cette page a écrit ici. Celle-ci ne fait que lire : recharge pour avoir la nouvelle.
say-back-online = De retour en ligne, tout est envoyé
