### The screens outside a room.

widget = Alongside
room-for-two = Une salle pour deux
room-for-two-text = Un ordre du jour, des tâches et une horloge à partager. Vous seuls pouvez les lire.
name-wanted = Ton nom, pour que l’autre sache que c’est toi.
name-wanted-by = Ton nom, pour que { $name } sache que c’est toi.
invites = { $name } t’invite
invites-text = Ordre du jour, notes, tâches et horloge pour vous deux. Personne d’autre ne peut les lire, et il ne faut pas de compte.
open-whole = Ouvrir
have-another = J’ai un autre lien
room-erased = Cette salle a été effacée
room-erased-text = Plus personne ne peut la rejoindre. Demande une nouvelle invitation là où tu as reçu celle-ci.
room-erased-by = Plus personne ne peut la rejoindre. Demande une nouvelle invitation à { $name }.
your-name = Ton nom
start-room = Ouvrir une salle
have-invite = J’ai un lien d’invitation
invite-link = Lien d’invitation
join = Rejoindre
back = Retour
open-invite = Ouvrir une invitation
open-invite-text = Colle le lien que tu as reçu, ou le message entier qui le contient. Il ne quitte pas cet appareil.
link-none = Ce lien est incomplet. Copie-le à nouveau, jusqu’au bout.
link-cut = { $n ->
    [one] Ce lien est incomplet : il manque { $n } lettre. Copie-le à nouveau, jusqu’au bout.
   *[other] Ce lien est incomplet : il manque { $n } lettres. Copie-le à nouveau, jusqu’au bout.
}
link-changed = Une lettre de ce lien a changé en chemin. Copie-le à nouveau.
link-newer = Ce lien vient d’une version plus récente. Recharge la page et réessaie.
link-address = C’est l’adresse d’une salle. Elle ne contient pas de clé ; demande le lien d’invitation.
rooms = Salles
not-here-yet = { $name }, pas encore là
new-room = Nouvelle salle
new-things = { $n ->
    [one] { $n } nouveauté
   *[other] { $n } nouveautés
}
started-on = Ouverte { $day }
invite = Inviter
invite-message = { $name } t’invite dans une salle pour deux : { $link }
loading = Ouverture…
loading-failed = Une partie d’Alongside n’a pas pu être chargée. Vérifie la connexion. Nouvel essai en cours.
reload = Recharger
opening-offline = Le relais est injoignable. Nouvel essai en cours.
empty-room = Il n’y a personne dans cette salle : elle est vide, ou n’a jamais été envoyée. Le lien est peut-être ancien. Tu peux quand même la rejoindre.
who-are-you = Qui es-tu ?
whose-room = Salle de { $name }
they-are-in = { $n ->
    [one] { $names } est là.
   *[other] { $names } sont là.
}
on-another-device = { $name }, sur un autre appareil
someone-else = Quelqu’un d’autre
no-key = Cet appareil n’a pas de clé pour cette salle
no-key-text = Ouvre à nouveau le lien d’invitation, ou colle-le ici.
rooms-locked = { $n ->
    [one] Ce navigateur a perdu la clé d’une salle enregistrée ici. Rouvre-la par un lien de ton autre appareil, une nouvelle invitation ou ta clé imprimée.
   *[other] Ce navigateur a perdu la clé de { $n } salles enregistrées ici. Rouvre-les par un lien de ton autre appareil, de nouvelles invitations ou ta clé imprimée.
}
not-now = Pas maintenant
link-this-device = Relier cet appareil
link-brings = { $n ->
    [one] Ta salle arrive ainsi sur cet appareil.
   *[other] Tes { $n } salles arrivent ainsi sur cet appareil.
}
link-rooms = Avec { $names }.
link-warning = Ne continue que si tu as créé ce lien toi-même : qui l’a créé reçoit toutes les salles ouvertes ici.
link-warning-rooms = Ne continue que si tu as créé ce lien toi-même : qui l’a créé reçoit aussi toutes les salles de cet appareil.
link-used = Ce lien a déjà servi
link-used-text = Utilisé { $day }, { $time }. Un lien laisse entrer un appareil, une fois. Demandes-en un autre à la personne qui te l’a envoyé.
link-used-mine = C’était toi ? Ouvre la salle sur cet autre appareil et, dans le menu, sous « Appareils », choisis « Relier mon autre appareil ».
link-used-not-mine = Ce n’était pas toi ? Préviens tout de suite la personne qui te l’a envoyé : quelqu’un d’autre est peut-être dans la salle. Elle peut en changer la clé et t’envoyer un nouveau lien.
link-withdrawn = Ce lien a été retiré
link-withdrawn-text = Demandes-en un autre à la personne qui te l’a envoyé.
link-over = Ce lien a expiré
link-over-text = Personne ne l’a utilisé à temps. Demandes-en un autre à la personne qui te l’a envoyé.
link-unknown = Ce lien n’est pas encore là
link-unknown-text = L’appareil qui l’a créé n’a pas été en ligne depuis, ou c’était il y a longtemps. Cette page continue de regarder. Tu peux demander à la personne qui te l’a envoyé.
key-exposed = Cette clé était dans une adresse, et le navigateur l’a peut-être gardée. Une fois tes salles ici, change leurs clés : « Changer la clé », sous « Appareils », dans le menu de chaque salle.
link-exposed = Une messagerie a modifié ce lien en chemin : ce qu’il contient est parvenu au serveur et à tout ce qui se trouve entre les deux. Tu peux continuer. Une fois dans la salle, change sa clé : « Changer la clé », sous « Appareils », dans le menu.
old-link = Ce lien est ancien. Demande une nouvelle invitation à { $name }.
room-ended = Terminée
sign-in = Se reconnecter
trouble-log-full = La salle est pleine au relais. Ce que tu écris est gardé sur cet appareil.
trouble-disk-full = Le disque du relais est plein. Ce que tu écris est gardé sur cet appareil.
trouble-storage-failed = Le relais n’a pas pu enregistrer. Ce que tu écris est gardé sur cet appareil.
trouble-room-full = Trop d’appareils sont dans cette salle en même temps. Celui-ci attend une place.
trouble-too-many = Le relais ne prend plus rien de cette adresse pour l’instant. Nouvel essai en cours.
trouble-version = Le relais parle une autre version. Recharge la page ; ce que tu écris est gardé sur cet appareil.
trouble-bad-key = Le relais n’accepte pas la clé de cette salle.
trouble-erased = Cette salle a été effacée pour vous deux. Ta copie reste sur cet appareil jusqu’à ce que tu la retires.
have-code = J’ai un code
