### What a room is for, and what there is of steps where nobody goes through any.

kind-coaching = التدريب
kind-mentoring = الإرشاد
kind-leading = اللقاء الثنائي
kind-partners = التركيز
did-set-kind = تحديد الغرض من هذه الغرفة
steps = الخطوات
steps-for-session = خطوات لهذه الجلسة
did-follow = اختيار خطوات هذه الجلسة
did-change-steps = تعديل الخطوات
next-step = الخطوة التالية
starter-mentoring = جلسة إرشاد أولى
question-mentoring-1 = ما الذي يهمّك أن يُرى من الجهة الأخرى: قرار، شخص، مكان؟
question-mentoring-2 = ما مكانتك المنشودة في هذا المجال بعد عامين؟
question-mentoring-3 = ما الذي مررتُ به وقد يغنيك عن طريق أطول؟
question-leading-1 = كيف حالك حقًّا؟
question-leading-2 = ما الذي يعترض طريقك وبوسعي إزاحته؟
question-leading-3 = ما الذي ينبغي أن أُكثر منه، وما الذي ينبغي أن أُقلّ منه؟
question-partners-1 = ما الشيء الوحيد الذي يجب أن يكون قد تمّ حين ترنّ الساعة؟
question-partners-2 = ما الذي سيحاول تشتيتك، وما العمل حينها؟
question-partners-3 = ما الذي يكفي لهذا اليوم؟
in-two-weeks = بعد أسبوعين
in-four-weeks = بعد أربعة أسابيع
