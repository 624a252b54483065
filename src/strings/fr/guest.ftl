### The widget in a page of somebody else's.

open-full-window = Ouvrir en pleine fenêtre
window-text = La salle s’ouvre dans sa propre fenêtre, avec de la place pour tout. Elle y passe sans que la page autour de ce cadre la voie.
window-first = La page autour de ce cadre pourrait te faire appuyer sur quelque chose sans que tu le veuilles. Cela se fait donc dans une fenêtre à part.
window-blocked = Cette page ne laisse ouvrir aucune fenêtre. À cette adresse, colle une invitation, ou un lien pour ton propre appareil.
summary-asked = { $page } demande un résumé de cette séance. Cette page recevrait vos points, notes et tâches sous forme de texte.
give-summary = Le donner
