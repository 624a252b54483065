### Agendas to begin with.

starters = Während du wartest: Fang mit einem davon an
starter-one-to-one = Ein Gespräch zu zweit
starter-how = Wie geht es dir wirklich?
starter-well = Was seit dem letzten Mal gut lief
starter-stuck = Was stockt, und was helfen würde
starter-take-away = Was jede Seite mitnimmt
starter-focus = Ein Fokusblock
starter-set-out = Was wir uns jeweils vornehmen
starter-work = Arbeiten, Seite an Seite
starter-came = Was daraus geworden ist
starter-coaching = Ein erstes Coaching
starter-brings = Was dich herführt
starter-together = Wie wir zusammenarbeiten: Vertraulichkeit, Grenzen, Rückmeldung
starter-worth = Wann sich die Zeit für dich gelohnt hat
starter-step = Ein erster Schritt, und der nächste Termin
