### Agendas to begin with.

starters = ريثما ينضمّ الطرف الآخر، هذه بدايات ممكنة
starter-one-to-one = لقاء ثنائي
starter-how = كيف حالك حقًّا؟
starter-well = ما سار جيدًا منذ المرة الماضية
starter-stuck = ما المتعثّر، وما الذي يساعد
starter-take-away = ما يخرج به كل منّا
starter-focus = فترة تركيز
starter-set-out = ما ينويه كل منّا
starter-work = العمل جنبًا إلى جنب
starter-came = ما الذي نتج
starter-coaching = جلسة تدريب أولى
starter-brings = ما الذي جاء بك
starter-together = كيف نعمل معًا: السرية والحدود والملاحظات
starter-worth = ما الذي يجعل هذا الوقت مفيدًا لك
starter-step = خطوة أولى، والموعد القادم
