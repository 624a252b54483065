### Texts for all concepts of a room: dialogs, chips, the rows of lists.

close = إغلاق
dismiss = إخفاء
cancel = إلغاء
title = العنوان: { $title }
more-actions = إجراءات أخرى: { $title }
actions = الإجراءات: { $title }
move-up = نقل إلى أعلى
move-down = نقل إلى أسفل
move-to-top = نقل إلى البداية
delete = حذف
open-row = فتح
new-mark = جديد
link-blocked = هذه الصفحة لا تفتح الروابط. إليك العنوان لنسخه
deleted = حُذف «{ $title }»
undo-delete = تراجع عن الحذف
month-before = الشهر السابق
month-after = الشهر التالي
add-below = إضافة أسفله: { $title }
chip-due = موعدها { $day }
chip-owner = على { $name }
chip-letters = إبقاؤه نصًّا: { $what }
say-chips = قُرئ: { $what }
say-letters = بقي نصًّا
did-move-one = نقل «{ $title }»
did-remove-one = إزالة «{ $title }»
did-change-one = تعديل «{ $title }»
say-moved = { $title }، الآن { $n } من { $of }
say-added = أُضيف { $title }
say-added-many = { $n ->
    [zero] لم تُضف أسطر
    [one] أُضيف سطر
    [two] أُضيف سطران
    [few] أُضيفت { $n } أسطر
    [many] أُضيف { $n } سطرًا
   *[other] أُضيف { $n } سطر
}
say-deleted = حُذف { $title }
say-restored = استُعيد { $title }
somebody = شخص ما
