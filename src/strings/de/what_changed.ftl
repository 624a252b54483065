### Was sich geändert hat, seit ich hier war.

what-changed = Was sich geändert hat
changed-by = Was { $name } gemacht hat, seit du hier warst.
nothing-changed = Während du weg warst, hat sich nichts geändert.
changed-from = Vorher: { $title }
changed-added = neu
changed-removed = entfernt
changed-done = erledigt
changed-discussed = besprochen
changed-reopened = wieder offen
changed-taken = übernommen
changed-postponed = auf nächstes Mal verschoben
changed-taken-up = wieder in diesem Treffen
changed-reworded = umformuliert
changed-notes = Notizen
changed-decision = Entscheidung
changed-comments = Kommentar
changed-looked-back = was daraus wurde
changed-other = geändert
changed-moved = umgestellt
since-changed = Seit { $day } hat sich hier etwas geändert.
since-changed-no-day = Während du weg warst, hat sich etwas geändert.
