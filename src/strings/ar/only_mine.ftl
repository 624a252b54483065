### What only one of the two sees.

only-mine = لي وحدي
only-you-see = لا يراه أحد سواك.
private-on-device = يبقى على هذا الجهاز ولا يُرسل أبدًا. وإذا رُبط جهاز آخر لك فسيكون عليه أيضًا.
private-on-devices = وهو على أجهزتك المرتبطة أيضًا متى فُتحت هذه الغرفة على كليهما. ولا يعلم أحد غيرك أنّ ثمّة شيئًا.
private-in-page = لا يحتفظ هذا الجهاز بشيء: يزول مع إغلاق هذه الصفحة.
what-struck = ما لفت انتباهي
what-next = ماذا بعد
beside-point = إلى جانب «{ $title }»
beside-points = إلى جانب النقاط
other-sessions = جلسات أخرى
share-line = مشاركة
share-of = مشاركة: { $text }
share-asks = سيظهر لدى { $name } نقطةً في جدول الأعمال.
share-asks-alone = يصبح نقطة في جدول الأعمال يراها كلّ من ينضمّ.
share-it = المشاركة الآن
keep-to-myself = إبقاؤه لي
shared-on = شورك · { $day }
say-shared = شورك نقطةً في جدول الأعمال
three-lines = ثلاثة أسطر لك وحدك
remove-private = يغادر ما لا يراه سواك هذا الجهاز أيضًا؛ وتحتفظ أجهزتك المرتبطة بما لديها.
lose-private = ما لا يراه سواك موجود على هذا الجهاز وحده، ويضيع معه.
