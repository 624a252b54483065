### ما تغيّر منذ آخر زيارة.

what-changed = ما الذي تغيّر
changed-by = ما فعله { $name } منذ كنت هنا.
nothing-changed = لم يتغيّر شيء أثناء غيابك.
changed-from = من قبل: { $title }
changed-added = جديد
changed-removed = أُزيل
changed-done = أُنجز
changed-discussed = نوقش
changed-reopened = فُتح من جديد
changed-taken = تولّاه صاحبه
changed-postponed = نُقل إلى المرة القادمة
changed-taken-up = عاد إلى هذه الجلسة
changed-reworded = أُعيدت صياغته
changed-notes = الملاحظات
changed-decision = القرار
changed-comments = تعليق
changed-looked-back = ما آل إليه
changed-other = تغيّر
changed-moved = نُقل
since-changed = تغيّر شيء هنا منذ { $day }.
since-changed-no-day = تغيّر شيء أثناء غيابك.
