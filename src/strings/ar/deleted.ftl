### The bin.

bin = المحذوفات
bin-empty = لم يُحذف شيء في آخر 30 يومًا.
bin-text = يبقى المحذوف هنا 30 يومًا.
restore = استعادة
restore-name = استعادة: { $title }
deleted-by = { $name } · { $day }
