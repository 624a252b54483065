### The widget in a page of somebody else's.

open-full-window = Im ganzen Fenster öffnen
window-text = Der Raum öffnet sich in einem eigenen Fenster, mit Platz für alles. Er zieht dorthin um, ohne dass die Seite um diesen Rahmen herum ihn sieht.
window-first = Die Seite um diesen Rahmen herum könnte dich dazu bringen, etwas zu drücken, was du nicht meinst. Deshalb geschieht das in einem eigenen Fenster.
window-blocked = Diese Seite lässt kein Fenster aufgehen. Füge unter dieser Adresse eine Einladung ein, oder einen Link für dein eigenes Gerät.
summary-asked = { $page } bittet um eine Zusammenfassung dieses Treffens. Die Seite bekäme eure Punkte, Notizen und Aufgaben als Text.
give-summary = Geben
