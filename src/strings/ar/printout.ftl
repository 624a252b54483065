### What is printed.

print = طباعة
printed = طُبع
was-discussed = نوقشت
is-done = أُنجزت
