### Pairing by a code that one person reads out.

pairing-code = Code d’invitation
enter-code-text = Un nombre et deux mots que l’autre lit à voix haute, comme 7 glove tiger.
code-no-number = Un code commence par un nombre.
code-unknown-word = « { $word } » ne fait pas partie des mots. Demande de le répéter.
code-ambiguous = Plusieurs mots commencent par « { $word } ». Écris-en un peu plus.
code-missing = { $n ->
    [one] Encore un mot.
   *[other] Encore { $n } mots.
}
code-too-long = C’est plus qu’un nombre et deux mots.
code-words = Mots qui commencent ainsi
meeting = Recherche de la personne qui a ce code…
join-compare = Dites-vous ces quatre-là à voix haute
join-compare-text = La personne qui a lu le code te laisse entrer dès qu’elle voit les mêmes. Elle en voit d’autres ? Dis-le, et ne continue pas.
not-wrong = Ce ne sont pas les mots qui ont été lus, ou quelqu’un s’est glissé entre vous. Demande de les relire.
not-unknown = Personne ne lit de code avec ce nombre. Demande de le relire.
not-used = Ce code a déjà servi. Demandes-en un autre. Ce n’était pas toi ? Dis-le : quelqu’un d’autre est entré.
not-spent = Ce code a été mal saisi trois fois et ne marche plus. Demandes-en un autre.
not-expired = Les cinq minutes de ce code sont écoulées. Demandes-en un autre.
not-closed = La personne qui a lu ce code l’a fermé. Demandes-en un autre.
not-busy = Quelqu’un d’autre est en train de saisir ce code. Demande qui c’est, puis réessaie.
not-offline = Le relais est injoignable. Vérifie la connexion et réessaie.
not-lost = La connexion s’est coupée en chemin. Rien n’est perdu : réessaie.
not-too-many = Trop de codes ont été essayés depuis cette adresse. Attends un moment, ou demande le lien d’invitation.
not-a-link = Le code n’a mené à aucune invitation. Demande un nouveau code.
offer-asking = Demande d’un nombre au relais…
offer-read = Lis ceci à { $name }
offer-read-other = Lis ceci à l’autre
offer-good = Valable encore { $time }, pour un appareil, tant que ceci reste ouvert.
offer-where = L’autre choisit « J’ai un code » sur le premier écran de ce relais.
offer-typing = Quelqu’un est en train de le saisir…
offer-wrong = { $n ->
    [one] Les mots saisis étaient faux. Il reste un essai.
   *[other] Les mots saisis étaient faux. Il reste { $n } essais.
}
offer-left = { $n ->
    [one] L’autre n’était plus là avant la fin. Il reste un essai.
   *[other] L’autre n’était plus là avant la fin. Il reste { $n } essais.
}
offer-compare = Dites-vous ces quatre-là à voix haute
offer-compare-text = Les mêmes sur les deux écrans ? Alors personne n’est entre vous. Rien n’a encore été transmis.
they-match = Ce sont les mêmes
they-differ = Ils sont différents
offer-handing = Ouverture de l’accès…
offer-joined = L’autre est dans la salle et doit maintenant donner son nom.
offer-expired = Les cinq minutes du code sont écoulées.
offer-spent = Les mots saisis étaient faux trois fois, et ce code ne marche plus. Ce n’était pas la personne à qui tu parles ? Alors quelqu’un d’autre a essayé.
offer-differed = Quelqu’un était entre vous. Rien n’a été transmis. Utilise un autre réseau, ou envoie le lien par un autre moyen.
offer-offline = Le relais est injoignable.
offer-lost = La connexion s’est coupée, et le code avec elle. Rien n’est perdu.
offer-lost-at-last = La connexion s’est coupée au dernier moment. L’autre est peut-être dans la salle : demande-lui. Sinon, crée un nouveau code.
offer-too-many = Trop de codes ont été demandés depuis cette adresse. Attends un moment, ou envoie le lien.
new-code = Nouveau code
emoji-names = chien, chat, lion, cheval, cochon, éléphant, lapin, panda, coq, pingouin, tortue, poisson, pieuvre, papillon, abeille, escargot, tulipe, arbre, cactus, champignon, globe, lune, nuage, feu, banane, pomme, fraise, maïs, pizza, gâteau, carotte, citron, smiley, robot, haut-de-forme, lunettes, clé à molette, couronne, pouce levé, parapluie, sablier, réveil, cadeau, ampoule, livre, crayon, trombone, ciseaux, cadenas, clé, marteau, téléphone, drapeau, train, vélo, avion, fusée, trophée, ballon, guitare, trompette, cloche, ancre, casque audio
