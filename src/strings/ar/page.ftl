### What the page says before any module has come, or where none comes.

still-loading = ما زال التحميل جاريًا. إن لم يظهر شيء، فتحقّق من الاتصال وأعِد تحميل الصفحة.
not-loaded = تعذّر تحميل Alongside. تحقّق من الاتصال.
load-again = إعادة المحاولة
