//! Days.

use crate::strings::words::words;

words! { dates:
    Today = "today";
    Tomorrow = "tomorrow";
    Yesterday = "yesterday";
    Weekdays = "Mon Tue Wed Thu Fri Sat Sun";
    Months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
}
