//! Agendas to begin with.

use crate::strings::words::words;

words! { 17:
    Starters = "While you wait, begin with one of these";
    StarterOneToOne = "A 1:1";
    StarterHow = "How are you, really?";
    StarterWell = "What went well since last time";
    StarterStuck = "What is stuck, and what would help";
    StarterTakeAway = "What each of us takes away";
    StarterFocus = "A focus block";
    StarterSetOut = "What each of us will do";
    StarterWork = "Work, side by side";
    StarterCame = "What came of it";
    StarterCoaching = "A first coaching session";
    StarterBrings = "What brings you here";
    StarterTogether = "How we work together: confidentiality, limits, feedback";
    StarterWorth = "What would make this worth your time";
    StarterStep = "A first step, and the next date";
}
