### The sessions.

sessions-planned = الجلسات المخطّطة
session = الجلسة
date = التاريخ
time-of-day = الوقت
call-link = رابط المكالمة
open-call = فتح المكالمة
postpone = تأجيل
by-a-week = أسبوع
by-two-weeks = أسبوعان
by-until = { $by } · { $day }
pick-day = اختيار يوم
pick-day-short = اختيار…
in-a-week = بعد أسبوع
close-hint = ما بقي مفتوحًا ينتقل إلى الجلسة القادمة.
close-session = إغلاق الجلسة
reopen = إعادة فتح
earlier-sessions = الجلسات السابقة
no-earlier = لا جلسات سابقة بعد.
no-points = لا نقاط.
closing-points = { $n ->
    [zero] لا نقاط
    [one] نقطة واحدة
    [two] نقطتان
    [few] { $n } نقاط
    [many] { $n } نقطة
   *[other] { $n } نقطة
}
closing-tasks = { $n ->
    [zero] لا مهام
    [one] مهمة واحدة
    [two] مهمتان
    [few] { $n } مهام
    [many] { $n } مهمة
   *[other] { $n } مهمة
}
closing-go = { $n ->
    [zero] ينتقل إلى الجلسة { $number }: { $what }
    [one] ينتقل إلى الجلسة { $number }: { $what }
    [two] ينتقل إلى الجلسة { $number }: { $what }
    [few] ينتقل إلى الجلسة { $number }: { $what }
    [many] ينتقل إلى الجلسة { $number }: { $what }
   *[other] ينتقل إلى الجلسة { $number }: { $what }
}
closing-nothing = لا شيء يبقى للجلسة { $number }
closed-by = أُغلقت الجلسة { $number } على يد { $name }: { $what }
closed-by-me = أُغلقت الجلسة { $number } بطلب منك: { $what }
next-date-field = الموعد القادم
calendar-file = ملف تقويم
with-names = بالاسمين
calendar-plain = جلسة
calendar-named = جلسة · { $names }
no-download = لا ملف؟ هذه الصفحة لا تسمح لإطاراتها بحفظ الملفات.
stop-the-clock = إيقاف الساعة
session-is-closed = الجلسة { $number } · مغلقة
sessions = الجلسات
no-date = لا موعد بعد
no-year = أي سنة؟ تُكتب بأربعة أرقام.
did-close-session = إغلاق الجلسة
did-reopen-session = إعادة فتح الجلسة
did-date-session = تحديد الموعد: { $day }
did-undate-session = إزالة الموعد
did-link-session = تغيير رابط المكالمة
