### Agendas to begin with.

starters = En attendant, commence par l’un de ceux-ci
starter-one-to-one = Un tête-à-tête
starter-how = Comment vas-tu, vraiment ?
starter-well = Ce qui s’est bien passé depuis la dernière fois
starter-stuck = Ce qui coince, et ce qui aiderait
starter-take-away = Ce que chacun retient
starter-focus = Un bloc de concentration
starter-set-out = Ce que chacun va faire
starter-work = Travailler, côte à côte
starter-came = Ce que ça a donné
starter-coaching = Une première séance de coaching
starter-brings = Ce qui t’amène
starter-together = Comment travailler ensemble : confidentialité, limites, retours
starter-worth = Ce qui rendrait ce moment utile pour toi
starter-step = Un premier pas, et la prochaine date
