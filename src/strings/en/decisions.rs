//! Decisions.

use crate::strings::words::words;

words! { 15:
    Decide = "Decide";
    DecideEntry = "Write down the decision";
    DecisionField = "Decision: {title}";
    Decided = "Decided: {outcome}";
    DidDecide = [One: "wrote down {n} decision", Other: "wrote down {n} decisions"];
    DidWithdraw = [One: "took back {n} decision", Other: "took back {n} decisions"];
}
