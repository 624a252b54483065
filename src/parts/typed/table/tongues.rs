//! The languages of the table, with their names of days and months.

use Tongue::{American, Arabic, British, French, German, Hebrew, Japanese, Russian, Spanish};

use crate::calendar::DateNames;

/// A language, with the order of its dates.
#[derive(Clone, Copy)]
pub enum Tongue {
    American,
    British,
    German,
    French,
    Spanish,
    Hebrew,
    Arabic,
    Japanese,
    Russian,
}

/// The names of days and months as browsers give them.
pub fn names(tongue: Tongue) -> DateNames {
    let (weekdays, short_weekdays, months, short_months) = match tongue {
        American | British => (
            "monday tuesday wednesday thursday friday saturday sunday",
            "mon tue wed thu fri sat sun",
            "january february march april may june july august september october november december",
            "jan feb mar apr may jun jul aug sep oct nov dec",
        ),
        German => (
            "montag dienstag mittwoch donnerstag freitag samstag sonntag",
            "mo di mi do fr sa so",
            "januar februar märz april mai juni juli august september oktober november dezember",
            "jan feb märz apr mai juni juli aug sept okt nov dez",
        ),
        French => (
            "lundi mardi mercredi jeudi vendredi samedi dimanche",
            "lun mar mer jeu ven sam dim",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv févr mars avr mai juin juil août sept oct nov déc",
        ),
        Spanish => (
            "lunes martes miércoles jueves viernes sábado domingo",
            "lun mar mié jue vie sáb dom",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "ene feb mar abr may jun jul ago sept oct nov dic",
        ),
        Hebrew => (
            "יום_שני יום_שלישי יום_רביעי יום_חמישי יום_שישי יום_שבת יום_ראשון",
            "יום_ב׳ יום_ג׳ יום_ד׳ יום_ה׳ יום_ו׳ שבת יום_א׳",
            "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
            "בינו׳ בפבר׳ במרץ באפר׳ במאי ביוני ביולי באוג׳ בספט׳ באוק׳ בנוב׳ בדצמ׳",
        ),
        Arabic => (
            "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
            "اثنين ثلاثاء أربعاء خميس جمعة سبت أحد",
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        ),
        Japanese => (
            "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
            "月 火 水 木 金 土 日",
            "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
            "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        ),
        Russian => (
            "понедельник вторник среда четверг пятница суббота воскресенье",
            "пн вт ср чт пт сб вс",
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            "янв февр мар апр мая июн июл авг сент окт нояб дек",
        ),
    };
    let (near, next_week) = match tongue {
        German => (["heute", "morgen", "übermorgen"], "nächste woche"),
        French => (["aujourd’hui", "demain", "après-demain"], "la semaine prochaine"),
        Spanish => (["hoy", "mañana", "pasado mañana"], "la próxima semana"),
        Arabic => (["اليوم", "غدًا", "بعد الغد"], "الأسبوع القادم"),
        _ => (["today", "tomorrow", "in 2 days"], "next week"),
    };
    let (ahead, days, weeks) = match tongue {
        German => ("in", "tagen", "wochen"),
        French => ("dans", "jours", "semaines"),
        Spanish => ("dentro de", "días", "semanas"),
        Arabic => ("خلال", "أيام يومًا يوم", "أسابيع أسبوعًا أسبوع"),
        _ => ("in", "days", "weeks"),
    };
    let list = |words: &str| words.split(' ').map(|word| word.replace('_', " ")).collect();
    DateNames {
        weekdays: list(weekdays),
        short_weekdays: list(short_weekdays),
        months: list(months),
        short_months: list(short_months),
        near: near.map(str::to_owned),
        next_week: next_week.to_owned(),
        ahead: ahead.to_owned(),
        days: list(days),
        weeks: list(weeks),
        is_day_first: !matches!(tongue, American | Japanese),
        is_dotted: matches!(tongue, German | Russian | Hebrew),
        week_begins: match tongue {
            American | Hebrew | Japanese => 6,
            Arabic => 5,
            _ => 0,
        },
    }
}
