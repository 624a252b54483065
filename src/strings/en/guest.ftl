### The widget in a page of somebody else's.

open-full-window = Open full window
window-text = The room opens in a window of its own, with room for everything. It comes along without the page around this frame seeing it.
window-first = The page around this frame could make you press something you did not mean. So this is done in a window of its own.
window-blocked = This page lets no window open. At this address, paste an invite, or a link for your own device.
summary-asked = { $page } asks for a summary of this session. It would get your points, notes and tasks as text.
give-summary = Give it
