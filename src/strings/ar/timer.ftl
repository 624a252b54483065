### The timer and its blocks.

sound-title = الصوت
timer = المؤقّت
time = الوقت
length = المدة
minutes-15 = 15 دقيقة
minutes-25 = 25 دقيقة
minutes-50 = 50 دقيقة
minutes-75 = 75 دقيقة
custom = مخصّص
custom-minutes = دقائق مخصّصة
minutes-allowed = مدة الفترة من 1 إلى 999 دقيقة.
open-ended = بلا حدّ
my-intention = نيّتي
intention-hint = ما هدف هذا الوقت؟
intentions = النيّات
start = بدء
pause = إيقاف مؤقّت
resume = متابعة
stop = إنهاء
add-5 = + 5
add-five = إضافة 5 دقائق
paused-by = إيقاف مؤقّت من { $name }
paused-at = عند { $time }
time-is-up = انتهى الوقت
set-out = نيّتك كانت: { $text }
ends = حتى { $time }
left-for-this = { $n ->
    [zero] لم يبق وقت لهذه
    [one] بقيت دقيقة لهذه
    [two] بقيت دقيقتان لهذه
    [few] بقيت { $n } دقائق لهذه
    [many] بقيت { $n } دقيقة لهذه
   *[other] بقيت { $n } دقيقة لهذه
}
over-for-this = { $n ->
    [zero] بلا زيادة في هذه
    [one] زيادة دقيقة في هذه
    [two] زيادة دقيقتين في هذه
    [few] زيادة { $n } دقائق في هذه
    [many] زيادة { $n } دقيقة في هذه
   *[other] زيادة { $n } دقيقة في هذه
}
focus = تركيز
break = استراحة
counting-up = عدّ تصاعدي
in-a-block = { $name } في فترة تركيز
started-at = بداية { $name } الساعة { $time }
left-suffix = بقي { $time }
how-did-it-go = كيف سار الأمر؟
done = تمّ
partly = جزئيًّا
not-done = لم يتمّ
skip = تخطٍّ
what-happened = ما الذي حدث
one-line = سطر واحد، اختياري
results = النتائج
go-on = متابعة
break-of = استراحة { $n }
another-of = { $n } أخرى
another = فترة أخرى
thats-it = هذا يكفي
clock-options = خيارات الساعة
quiet = هدوء
history = السجلّ
sound-and-breaks = الصوت والاستراحات
sound-on = الصوت
volume = مستوى الصوت
try-it = تجربة
five-cue = تنبيه قبل 5 دقائق
tone-of = نغمة الجرس
tone-bell = جرس
tone-bowl = وعاء رنّان
tone-wood = خشب
break-length = الاستراحة
long-break = بعد أربع فترات متتالية، استراحة طويلة.
quiet-hint = ضغطة للهدوء: يخفت ما عدا الساعة
quiet-end-hint = ضغطة ليعود الباقي
auto-break = بدء الاستراحات تلقائيًّا
auto-block = بدء الفترة التالية تلقائيًّا (لكليكما)
say-clock-changed = تغيّرت الساعة في هذه الأثناء: لم يُضف شيء
say-nothing-asked = لم يعد هناك ما يُجاب عنه
notify-denied = الإشعارات متوقّفة: لا يسمح هذا المتصفّح لهذه الصفحة بعرضها. يمكن السماح بها في إعداداته لهذه الصفحة.
notify-missing = لا إشعارات هنا. للحصول عليها تُفتح الغرفة في نافذة مستقلّة.
pop-out-clock = الساعة في نافذة
no-pop-out = لم يفتح المتصفّح نافذة للساعة
notify-me = إشعاري عند النهاية
history-none = لم تنته أي فترة بعد.
history-sum = { $n ->
    [zero] لا فترات
    [one] فترة واحدة
    [two] فترتان
    [few] { $n } فترات
    [many] { $n } فترة
   *[other] { $n } فترة
}
history-minutes = { $n ->
    [zero] لا دقائق
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
history-done = { $n ->
   *[other] ✓ { $n } تمّ
}
history-partly = { $n ->
   *[other] ◐ { $n } جزئيًّا
}
history-not-done = { $n ->
   *[other] – { $n } لم يتمّ
}
block-line = { $day }، { $time }
short-min = { $n ->
   *[other] { $n } د
}
over-beside = { $n ->
   *[other] زيادة { $n } د
}
left-running = تُركت تعمل
title-clock = { $time } · { $what }
minutes = الدقائق
minutes-unit = د
did-start = تشغيل الساعة
did-start-break = بدء استراحة
did-break-begin = بدأت الاستراحة
did-join-block = الانضمام إلى الفترة
did-pause = إيقاف مؤقّت
did-resume = متابعة
did-stop = إيقاف الساعة
did-time = تغيير الوقت
did-add-time = { $n ->
    [zero] إضافة وقت
    [one] إضافة دقيقة
    [two] إضافة دقيقتين
    [few] إضافة { $n } دقائق
    [many] إضافة { $n } دقيقة
   *[other] إضافة { $n } دقيقة
}
did-take-time = { $n ->
    [zero] إنقاص الوقت
    [one] إنقاص دقيقة
    [two] إنقاص دقيقتين
    [few] إنقاص { $n } دقائق
    [many] إنقاص { $n } دقيقة
   *[other] إنقاص { $n } دقيقة
}
did-keep-time = إبقاء الوقت كما كان
did-report-done = «تمّ»
did-report-partly = «تمّ جزئيًّا»
did-report-not-done = «لم يتمّ»
did-meet = تشغيل الساعة أيضًا
say-started = بدأ المؤقّت
say-five-left = بقيت 5 دقائق
say-one-left = بقيت دقيقة واحدة
say-up = انتهى الوقت
refused-running = سبق بدؤها على يد { $name }
refused-paused = سبق إيقافها مؤقّتًا على يد { $name }
refused-stopped = سبق إنهاؤها على يد { $name }
