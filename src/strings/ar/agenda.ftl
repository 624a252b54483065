### The agenda.

agenda = جدول الأعمال
agenda-items = نقاط جدول الأعمال
add-to-agenda = إضافة نقطة
open-item = فتح: { $title }
discussed = نوقشت: { $title }
move-to-next = نقل إلى الجلسة القادمة
bring-back = استعادة
bring-back-item = استعادة: { $title }
make-task = تحويل إلى مهمة
settle-in-writing = حسمها كتابةً
answer-field = الجواب: { $title }
answer = الجواب
over-by = { $n ->
    [zero] بلا زيادة
    [one] زيادة دقيقة
    [two] زيادة دقيقتين
    [few] زيادة { $n } دقائق
    [many] زيادة { $n } دقيقة
   *[other] زيادة { $n } دقيقة
}
raised-by-name = من { $name }
put-off = { $n ->
    [zero] لا نقاط تنتظر الجلسة القادمة
    [one] نقطة واحدة تنتظر الجلسة القادمة
    [two] نقطتان تنتظران الجلسة القادمة
    [few] { $n } نقاط تنتظر الجلسة القادمة
    [many] { $n } نقطة تنتظر الجلسة القادمة
   *[other] { $n } نقطة تنتظر الجلسة القادمة
}
question-1 = صادفتُ … ويهمّني رأيك. ما قولك؟
question-2 = ما الشيء الذي يجعل الأسبوع القادم أسهل عليك؟
question-3 = أين كان التردّد، وما الذي كان سيحدث لو كانت يدك حرّة؟
question-4 = ما الذي جرى أفضل من المتوقّع، ولماذا؟
question-5 = ما الذي يتأجّل عندك، وما أصغر جزء منه؟
add-this = إضافة هذا
another-question = سؤال آخر
did-add-points = { $n ->
    [zero] إضافة نقاط
    [one] إضافة نقطة
    [two] إضافة نقطتين
    [few] إضافة { $n } نقاط
    [many] إضافة { $n } نقطة
   *[other] إضافة { $n } نقطة
}
did-discuss = { $n ->
    [zero] تأشير نقاط
    [one] تأشير نقطة
    [two] تأشير نقطتين
    [few] تأشير { $n } نقاط
    [many] تأشير { $n } نقطة
   *[other] تأشير { $n } نقطة
}
did-untick = { $n ->
    [zero] إعادة فتح نقاط
    [one] إعادة فتح نقطة
    [two] إعادة فتح نقطتين
    [few] إعادة فتح { $n } نقاط
    [many] إعادة فتح { $n } نقطة
   *[other] إعادة فتح { $n } نقطة
}
did-put-off = { $n ->
    [zero] تأجيل نقاط
    [one] تأجيل نقطة إلى المرة القادمة
    [two] تأجيل نقطتين إلى المرة القادمة
    [few] تأجيل { $n } نقاط إلى المرة القادمة
    [many] تأجيل { $n } نقطة إلى المرة القادمة
   *[other] تأجيل { $n } نقطة إلى المرة القادمة
}
did-bring-back = { $n ->
    [zero] استعادة نقاط
    [one] استعادة نقطة
    [two] استعادة نقطتين
    [few] استعادة { $n } نقاط
    [many] استعادة { $n } نقطة
   *[other] استعادة { $n } نقطة
}
did-move = { $n ->
    [zero] نقل نقاط
    [one] نقل نقطة
    [two] نقل نقطتين
    [few] نقل { $n } نقاط
    [many] نقل { $n } نقطة
   *[other] نقل { $n } نقطة
}
did-remove = { $n ->
    [zero] إزالة نقاط
    [one] إزالة نقطة
    [two] إزالة نقطتين
    [few] إزالة { $n } نقاط
    [many] إزالة { $n } نقطة
   *[other] إزالة { $n } نقطة
}
did-change = { $n ->
    [zero] تعديل نقاط
    [one] تعديل نقطة
    [two] تعديل نقطتين
    [few] تعديل { $n } نقاط
    [many] تعديل { $n } نقطة
   *[other] تعديل { $n } نقطة
}
did-add-point = إضافة «{ $title }»
did-discuss-one = تأشير «{ $title }»
did-untick-one = إعادة فتح «{ $title }»
did-put-off-one = تأجيل «{ $title }» إلى المرة القادمة
did-bring-back-one = استعادة «{ $title }»
say-put-off = { $title }: إلى الجلسة القادمة
say-back = { $title }: عودة إلى هذه الجلسة
say-gone = { $title }: لم تعد في جدول الأعمال
say-made-task = { $title }: صارت مهمة
