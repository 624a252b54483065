### Devices and key rotation.

devices = Appareils
link-device = Relier mon autre appareil
link-device-text = Ouvre ce lien sur ton autre téléphone ou ordinateur pour y retrouver toutes tes salles. Il sert une fois, pendant 15 minutes, pour la première personne qui l’ouvre.
only-key = Imprime ou enregistre ceci : c’est la seule clé.
only-key-text = Si tu perds tous tes appareils, elle te rend tes salles, et rien d’autre ne le peut.
print-key = Imprimer
save-key = Enregistrer
key-by-hand = Cette page n’en a pas le droit ici. Copie la clé et garde-la toi-même.
key-title = La clé de tes salles dans Alongside
key-text = Dans Alongside, choisis « J’ai un lien d’invitation » et saisis ou colle ceci pour y retrouver tes salles. Ne l’ouvre jamais comme une adresse. Qui le détient peut les lire : range-le là où tu ranges ton passeport.
device-link = Lien d’appareil
devices-in = Dans cette salle
device-of = { $name } · { $device }
this-device = Cet appareil
device-since = Depuis { $day }, { $time }
device-awaited = Pas revenu depuis le changement de clé
keep-device = Garder : { $device }, { $note }
change-key = Changer la clé
change-key-about = Si un lien ou un appareil est tombé entre de mauvaises mains, donne une nouvelle clé à la salle. Les appareils que tu gardes suivent d’eux-mêmes.
change-key-text = Les anciens liens ne marchent plus. Les appareils que tu ne gardes pas auront besoin d’une nouvelle invitation.
change-key-offline = Le relais est injoignable. La clé pourra être changée dès qu’il répondra.
key-changed = { $name } a changé la clé de cette salle. Les anciens liens ne marchent plus.
key-changed-by-me = Tu as changé la clé de cette salle. Les anciens liens ne marchent plus. Si tu avais relié des appareils ou imprimé la clé, recommence.
room-moving = Cette salle passe à sa nouvelle clé dès que le relais répond.
room-moved = Cette salle a déménagé. Demande une nouvelle invitation à { $name }.
room-moved-by-me = Tu as déplacé cette salle sans garder cet appareil. Relie-le à nouveau depuis un appareil que tu as gardé.
