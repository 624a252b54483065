### Keyboard shortcuts.

key-names = Ctrl Alt Shift Enter Esc
single-keys = اختصارات بمفتاح واحد
keys-title = لوحة المفاتيح
keys-hint = تعمل خارج حقول النص.
key-add = إضافة
key-tick = تأشير
key-row-next = السطر التالي
key-row-before = السطر السابق
key-edit = تحرير السطر / مغادرته
key-reorder = نقل السطر
key-timer = بدء أو إيقاف مؤقّت
key-five-more = 5 دقائق إضافية
key-five-fewer = 5 دقائق أقل
key-next = النقطة التالية
key-to-agenda = إلى جدول الأعمال
key-to-now = إلى النقطة المفتوحة
key-to-tasks = إلى المهام
key-to-more = إلى «المزيد»
key-show-last = إلى آخر ما حدث من الطرف الآخر
key-commands = البحث والأوامر
key-commands-anywhere = نفسه، داخل الحقول أيضًا
key-line-task = في الملاحظات: تحويل السطر إلى مهمة
key-next-open = النقطة التالية، وتبقى هذه مفتوحة
key-list = اختصارات لوحة المفاتيح
