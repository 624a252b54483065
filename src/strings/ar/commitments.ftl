### الالتزامات ومراجعتها والعادات.

look-back = مراجعة ما مضى
commitments = الالتزامات
last-commitments = الالتزامات الأخيرة
nothing-to-look-back-on = لا شيء لمراجعته بعد. ما تلتزمان به في جلسة يظهر هنا في الجلسة التالية.
what-came-of = ما آل إليه: { $title }
what-came-hint = إلامَ آل الأمر؟
came-done = أُنجز
came-moved = أُجّل
came-changed = تغيّر
came-let-go = تُرك
came-of = { $came }: { $title }
said-done = أُنجز
said-moved = أُجّل
said-moved-to = أُجّل إلى { $day }
said-changed = تغيّر
new-day = يوم جديد
new-day-of = يوم جديد: { $title }
new-words = صياغة جديدة: { $title }
was-words = من قبل: { $words }
earlier-looks = ما سبق
asks-title = الطلبات
commit-text = ماذا ستفعل قبل اللقاء القادم؟ هذا التزامك: لا أحد غيرك يغلقه أو يعيد صياغته.
new-commitments = التزامات هذه الجلسة
commit-if = إذا … (إن كان ذلك يساعد)
commit-will = سوف
commit-to-it = ألتزم
how-sure-asked = ما مدى ثقتك بذلك؟
how-sure = الثقة { $n } من 5
of-five = { $n } من 5
make-smaller = أتجعله أصغر؟
make-smaller-of = أتجعله أصغر؟ { $title }
three-are-enough = ثلاثة تكفي.
one-more = واحد آخر
say-committed = التزمت بما يلي: { $title }
habits = العادات
new-habit = شيء صغير كل أسبوع
habit-words = عادة: { $title }
this-week = هذا الأسبوع
last-week = الأسبوع الماضي
let-rest = تركها ترتاح
take-up-again = العودة إليها
resting = متوقفة الآن
did-look-back = { $n ->
    [zero] مراجعة التزامات
    [one] مراجعة التزام
    [two] مراجعة التزامين
    [few] مراجعة { $n } التزامات
    [many] مراجعة { $n } التزامًا
   *[other] مراجعة { $n } التزام
}
did-look-back-one = مراجعة «{ $title }»
did-begin-habit = البدء بعادة
