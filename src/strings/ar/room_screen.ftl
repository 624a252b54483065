### The screen of a room.

menu = القائمة
undo = تراجع
redo = إعادة
more = المزيد
sections = الأقسام
since-away = منذ { $day }، { $name }: { $what }.
since-away-no-day = في غيابك، { $name }: { $what }.
show = عرض
show-thing = عرض: { $title }
nothing-told = لا جديد للانتقال إليه
did-line = { $name }: { $what }
say-undone = تراجع: { $what }
say-redone = أُعيد: { $what }
say-typing-undone = تمّ التراجع
say-typing-redone = تمّت الإعادة
undo-of = تراجع: { $what }
redo-of = إعادة: { $what }
undo-add = إضافة «{ $title }»
undo-delete-of = حذف «{ $title }»
undo-restore = استعادة «{ $title }»
undo-type = الكتابة في «{ $title }»
undo-tick = تأشير «{ $title }»
undo-move = نقل «{ $title }»
undo-put-off = تأجيل «{ $title }»
undo-make-task = تحويل «{ $title }» إلى مهمة
undo-answer = الجواب عن «{ $title }»
undo-next = الانتقال إلى «{ $title }»
undo-change = تعديل «{ $title }»
undo-close = إغلاق الجلسة
undo-reopen = إعادة فتح الجلسة
undo-intention = نيّتك
undo-report = كيف سار الأمر
undo-other = آخر تعديل لك
nothing-to-undo-here = لا شيء آخر للتراجع عنه في هذا النص
refused-written = «{ $title }» باقٍ: فيه كتابة من الطرف الآخر
refused-gone = لم يعد موجودًا
refused-long = { $n ->
    [zero] لم يُحفظ
    [one] لم يُحفظ: حرف واحد زائد
    [two] لم يُحفظ: حرفان زائدان
    [few] لم يُحفظ: { $n } أحرف زائدة
    [many] لم يُحفظ: { $n } حرفًا زائدًا
   *[other] لم يُحفظ: { $n } حرف زائد
}
refused-empty = لم يُحفظ: لا يمكن أن يكون هذا فارغًا
refused-number = لم يُحفظ: المطلوب عدد صحيح من { $min } إلى { $max }
nothing-to-undo = لا شيء للتراجع عنه
nothing-to-redo = لا شيء لإعادته
refused-read-only = هذا الإصدار لا يستطيع إلا قراءة الغرفة
