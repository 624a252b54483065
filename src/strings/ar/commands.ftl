### The commands, and the search among them.

commands = الأوامر
command = أمر
commands-placeholder = بحث أو تنفيذ
commands-none = لا نتائج.
go-to-room = الانتقال إلى { $name }
start-minutes = { $n ->
    [zero] بدء بلا دقائق
    [one] بدء دقيقة
    [two] بدء دقيقتين
    [few] بدء { $n } دقائق
    [many] بدء { $n } دقيقة
   *[other] بدء { $n } دقيقة
}
start-open-ended = بدء بلا حدّ
stop-clock = إيقاف الساعة
done-task = المهام · أُنجزت
