### Pairing by a code that one person reads out.

pairing-code = Pairing code
enter-code-text = A number and two words that the other reads out, such as 7 glove tiger.
code-no-number = A code begins with a number.
code-unknown-word = ‘{ $word }’ is not one of the words. Ask for that one again.
code-ambiguous = Several words begin with ‘{ $word }’. Type a little more of it.
code-missing = { $n ->
    [one] One more word.
   *[other] { $n } more words.
}
code-too-long = That is more than a number and two words.
code-words = Words that begin so
meeting = Looking for whoever has this code…
join-compare = Say these four to each other
join-compare-text = Whoever read out the code lets you in once theirs are the same. Theirs are others? Then say so, and do not go on.
not-wrong = These are not the words that were read out, or somebody came in between. Ask for them again.
not-unknown = Nobody is reading out a code with this number. Ask for it again.
not-used = This code was used. Ask for a new one. Was that not you? Say so: somebody else was let in.
not-spent = This code was typed wrongly three times, so it is good no longer. Ask for a new one.
not-expired = This code’s five minutes are over. Ask for a new one.
not-closed = Whoever read out this code has closed it. Ask for a new one.
not-busy = Somebody else is typing this code at the moment. Ask who that is, then try again.
not-offline = The relay cannot be reached. Check the connection, then try again.
not-lost = The connection broke on the way. Nothing is lost: try again.
not-too-many = Too many codes were tried from this address. Wait a while, or ask for the invite link.
not-a-link = What the code led to is no invite. Ask for a new code.
offer-asking = Asking the relay for a number…
offer-read = Read this to { $name }
offer-read-other = Read this to the other
offer-good = Good for { $time }, for one device, while this stays open.
offer-where = They choose “I have a code” on the first screen of this relay.
offer-typing = Somebody is typing it…
offer-wrong = { $n ->
    [one] Wrong words were typed. One try is left.
   *[other] Wrong words were typed. { $n } tries are left.
}
offer-left = { $n ->
    [one] They were gone before it was done. One try is left.
   *[other] They were gone before it was done. { $n } tries are left.
}
offer-compare = Say these four to each other
offer-compare-text = The same on both screens? Then nobody is in between. Nothing was handed over yet.
they-match = They match
they-differ = They differ
offer-handing = Letting them in…
offer-joined = They are in, and are asked for their name now.
offer-expired = The code’s five minutes are over.
offer-spent = Wrong words were typed three times, so this code is good no longer. Was that not who you are talking to? Then somebody else tried.
offer-differed = Somebody was in between. Nothing was handed over. Use another network, or send the link another way.
offer-offline = The relay cannot be reached.
offer-lost = The connection broke, and the code with it. Nothing is lost.
offer-lost-at-last = The connection broke at the last moment. They may be in: ask them. If not, make a new code.
offer-too-many = Too many codes were asked for from this address. Wait a while, or send the link.
new-code = New code
emoji-names = dog, cat, lion, horse, pig, elephant, rabbit, panda, rooster, penguin, turtle, fish, octopus, butterfly, bee, snail, tulip, tree, cactus, mushroom, globe, moon, cloud, fire, banana, apple, strawberry, corn, pizza, cake, carrot, lemon, smiley, robot, top hat, glasses, wrench, crown, thumbs up, umbrella, hourglass, alarm clock, gift, light bulb, book, pencil, paper clip, scissors, padlock, key, hammer, telephone, flag, train, bicycle, airplane, rocket, trophy, football, guitar, trumpet, bell, anchor, headphones
