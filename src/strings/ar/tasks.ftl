### The tasks.

tasks = المهام
add-task = إضافة مهمة
open-count = { $n ->
    [zero] لا مهام مفتوحة
    [one] واحدة مفتوحة
    [two] اثنتان مفتوحتان
    [few] { $n } مفتوحة
    [many] { $n } مفتوحة
   *[other] { $n } مفتوحة
}
whose = لمن
whose-all = الكل
whose-mine = مهامي
whose-theirs = مهام { $name }
show-done = عرض المنجزة
task-done = أُنجزت: { $title }
owner = المسؤول
owner-field = المسؤول: { $title }
nobody = لا أحد بعد
due = الموعد
due-of = الموعد { $day }: { $title }
due-today = اليوم
due-tomorrow = غدًا
due-next-session = الجلسة القادمة
due-next-week = الأسبوع القادم
no-due = بلا موعد
due-field = الموعد: { $title }
link = رابط
link-field = رابط: { $title }
open-link = فتح الرابط
no-link = هذا ليس رابط ويب: لا يمكن فتحه.
comment = تعليق
comment-field = تعليق: { $title }
add-comment = إضافة
comments = { $n ->
    [zero] لا تعليقات
    [one] تعليق واحد
    [two] تعليقان
    [few] { $n } تعليقات
    [many] { $n } تعليقًا
   *[other] { $n } تعليق
}
delete-comment = حذف التعليق: { $text }
first-step = الخطوة الأولى
first-step-field = الخطوة الأولى: { $title }
first-step-line = أولًا: { $step }
let-it-go = تركها
let-go = تُركت
open-again = إعادة فتح
take-it = أتولّاها
take-it-task = أتولّاها: { $title }
decline = ليس الآن
decline-task = ليس الآن: { $title }
asks = طلب من { $name }
you-asked = طلبك من { $name }
say-taken = { $title } لك الآن
say-declined = { $title } ليست لأحد الآن
only-owner = لا تُغلق إلا على يد { $name }
if-then = إذا … فـ…
if = إذا
then-i-will = فإنني
if-then-text = إذا { $when }، فإنني { $act }
if-case = إذا { $when }
add-it = إضافة
tasks-empty = التزامات وطلبات، تُحفظ من جلسة إلى أخرى.
overdue = متأخرة: { $day }
did-add-tasks = { $n ->
    [zero] إضافة مهام
    [one] إضافة مهمة
    [two] إضافة مهمتين
    [few] إضافة { $n } مهام
    [many] إضافة { $n } مهمة
   *[other] إضافة { $n } مهمة
}
did-finish = { $n ->
    [zero] إنجاز مهام
    [one] إنجاز مهمة
    [two] إنجاز مهمتين
    [few] إنجاز { $n } مهام
    [many] إنجاز { $n } مهمة
   *[other] إنجاز { $n } مهمة
}
did-let-go = { $n ->
    [zero] ترك مهام
    [one] ترك مهمة
    [two] ترك مهمتين
    [few] ترك { $n } مهام
    [many] ترك { $n } مهمة
   *[other] ترك { $n } مهمة
}
did-reopen-tasks = { $n ->
    [zero] إعادة فتح مهام
    [one] إعادة فتح مهمة
    [two] إعادة فتح مهمتين
    [few] إعادة فتح { $n } مهام
    [many] إعادة فتح { $n } مهمة
   *[other] إعادة فتح { $n } مهمة
}
did-take = تولّي «{ $title }»
did-decline = قول «ليس الآن» لـ«{ $title }»
did-move-tasks = { $n ->
    [zero] نقل مهام
    [one] نقل مهمة
    [two] نقل مهمتين
    [few] نقل { $n } مهام
    [many] نقل { $n } مهمة
   *[other] نقل { $n } مهمة
}
did-remove-tasks = { $n ->
    [zero] إزالة مهام
    [one] إزالة مهمة
    [two] إزالة مهمتين
    [few] إزالة { $n } مهام
    [many] إزالة { $n } مهمة
   *[other] إزالة { $n } مهمة
}
did-add-task = إضافة المهمة «{ $title }»
did-finish-one = إنجاز «{ $title }»
did-let-go-one = ترك «{ $title }»
did-reopen-task = إعادة فتح «{ $title }»
did-change-tasks = { $n ->
    [zero] تعديل مهام
    [one] تعديل مهمة
    [two] تعديل مهمتين
    [few] تعديل { $n } مهام
    [many] تعديل { $n } مهمة
   *[other] تعديل { $n } مهمة
}
