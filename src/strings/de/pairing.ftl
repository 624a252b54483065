### Pairing by a code that one person reads out.

pairing-code = Einladungscode
enter-code-text = Eine Zahl und zwei Wörter, die dir vorgelesen werden, zum Beispiel 7 glove tiger.
code-no-number = Ein Code beginnt mit einer Zahl.
code-unknown-word = „{ $word }“ ist keines der Wörter. Frag noch einmal danach.
code-ambiguous = Mehrere Wörter beginnen mit „{ $word }“. Tipp noch etwas mehr davon.
code-missing = { $n ->
    [one] Noch ein Wort.
   *[other] Noch { $n } Wörter.
}
code-too-long = Das ist mehr als eine Zahl und zwei Wörter.
code-words = Wörter, die so beginnen
meeting = Suche nach der Person mit diesem Code …
join-compare = Lest euch diese vier gegenseitig vor
join-compare-text = Wer den Code vorgelesen hat, lässt dich ein, sobald dort dieselben stehen. Stehen dort andere? Dann sag es, und mach nicht weiter.
not-wrong = Das sind nicht die vorgelesenen Wörter, oder jemand hat sich dazwischengeschaltet. Lass sie dir noch einmal vorlesen.
not-unknown = Einen Code mit dieser Zahl liest gerade niemand vor. Lass ihn dir noch einmal vorlesen.
not-used = Dieser Code wurde schon verwendet. Bitte um einen neuen. Warst du das nicht? Dann sag es: Jemand anderes wurde eingelassen.
not-spent = Dieser Code wurde dreimal falsch eingetippt und gilt nicht mehr. Bitte um einen neuen.
not-expired = Die fünf Minuten dieses Codes sind um. Bitte um einen neuen.
not-closed = Wer diesen Code vorgelesen hat, hat ihn geschlossen. Bitte um einen neuen.
not-busy = Gerade tippt jemand anderes diesen Code ein. Frag nach, wer das ist, und versuch es dann noch einmal.
not-offline = Das Relay ist nicht erreichbar. Prüfe die Verbindung und versuch es noch einmal.
not-lost = Die Verbindung ist unterwegs abgebrochen. Nichts ist verloren: Versuch es noch einmal.
not-too-many = Von dieser Adresse wurden zu viele Codes ausprobiert. Warte eine Weile, oder bitte um den Einladungslink.
not-a-link = Der Code führte zu keiner Einladung. Bitte um einen neuen Code.
offer-asking = Das Relay wird um eine Zahl gebeten …
offer-read = Lies das { $name } vor
offer-read-other = Lies das der anderen Person vor
offer-good = Gilt noch { $time }, für ein Gerät, solange das hier offen bleibt.
offer-where = Die andere Person wählt „Ich habe einen Code“ auf der ersten Seite dieses Relays.
offer-typing = Jemand tippt ihn gerade ein …
offer-wrong = { $n ->
    [one] Es wurden falsche Wörter eingetippt. Ein Versuch bleibt.
   *[other] Es wurden falsche Wörter eingetippt. { $n } Versuche bleiben.
}
offer-left = { $n ->
    [one] Die andere Seite war weg, bevor es fertig war. Ein Versuch bleibt.
   *[other] Die andere Seite war weg, bevor es fertig war. { $n } Versuche bleiben.
}
offer-compare = Lest euch diese vier gegenseitig vor
offer-compare-text = Auf beiden Bildschirmen dieselben? Dann ist niemand dazwischen. Noch wurde nichts übergeben.
they-match = Sie sind gleich
they-differ = Sie sind verschieden
offer-handing = Die andere Person wird eingelassen …
offer-joined = Die andere Person ist drin und wird jetzt nach ihrem Namen gefragt.
offer-expired = Die fünf Minuten des Codes sind um.
offer-spent = Dreimal wurden falsche Wörter eingetippt, dieser Code gilt nicht mehr. War das nicht die Person, mit der du sprichst? Dann hat es jemand anderes versucht.
offer-differed = Jemand war dazwischen. Es wurde nichts übergeben. Nimm ein anderes Netz, oder schick den Link auf einem anderen Weg.
offer-offline = Das Relay ist nicht erreichbar.
offer-lost = Die Verbindung ist abgebrochen und mit ihr der Code. Nichts ist verloren.
offer-lost-at-last = Die Verbindung ist im letzten Moment abgebrochen. Vielleicht ist die andere Person schon drin: Frag nach. Wenn nicht, erstelle einen neuen Code.
offer-too-many = Von dieser Adresse wurden zu viele Codes angefordert. Warte eine Weile, oder schick den Link.
new-code = Neuer Code
emoji-names = Hund, Katze, Löwe, Pferd, Schwein, Elefant, Kaninchen, Panda, Hahn, Pinguin, Schildkröte, Fisch, Krake, Schmetterling, Biene, Schnecke, Tulpe, Baum, Kaktus, Pilz, Globus, Mond, Wolke, Feuer, Banane, Apfel, Erdbeere, Mais, Pizza, Torte, Karotte, Zitrone, Smiley, Roboter, Zylinder, Brille, Schraubenschlüssel, Krone, Daumen hoch, Regenschirm, Sanduhr, Wecker, Geschenk, Glühbirne, Buch, Bleistift, Büroklammer, Schere, Vorhängeschloss, Schlüssel, Hammer, Telefon, Flagge, Zug, Fahrrad, Flugzeug, Rakete, Pokal, Fußball, Gitarre, Trompete, Glocke, Anker, Kopfhörer
