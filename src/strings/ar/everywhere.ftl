### What is also shown outside a room: days, devices, the names of rooms.

untitled = بلا عنوان
there-and-here = { $there } { $city } · { $here } هنا
session-n = الجلسة { $number }
session-of = الجلسة { $number } من { $planned }
copy-link = نسخ الرابط
copied = نُسخ
signed-out = انتهى تسجيل دخولك على هذا الخادم.
opening = جارٍ فتح الغرفة…
all-rooms = كل الغرف
language = اللغة
has-moved = انتقلت هذه الغرفة
device-on = { $browser } على { $system }
device-unknown = متصفّح
broken = حدث خطأ هنا. ما كُتب محفوظ. يُرجى إعادة تحميل الصفحة.
