### The choice of a language.

language-name = العربية
language-hint = لك وحدك على هذا الجهاز. وما تكتبانه يبقى كما هو.
