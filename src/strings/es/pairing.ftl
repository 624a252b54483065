### Pairing by a code that one person reads out.

pairing-code = Código de invitación
enter-code-text = Un número y dos palabras que te lee la otra persona, como 7 glove tiger.
code-no-number = Un código empieza por un número.
code-unknown-word = «{ $word }» no es una de las palabras. Pide que te la repitan.
code-ambiguous = Varias palabras empiezan por «{ $word }». Escribe un poco más.
code-missing = { $n ->
    [one] Falta una palabra.
   *[other] Faltan { $n } palabras.
}
code-too-long = Eso es más que un número y dos palabras.
code-words = Palabras que empiezan así
meeting = Buscando a quien tiene este código…
join-compare = Di estos cuatro en voz alta y escucha los de la otra persona
join-compare-text = Quien leyó el código te deja entrar cuando los suyos son los mismos. ¿Son otros? Dilo y no sigas.
not-wrong = Estas no son las palabras que se leyeron, o alguien se puso en medio. Pide que te las lean otra vez.
not-unknown = Nadie está leyendo un código con este número. Pide que te lo lean otra vez.
not-used = Este código ya se usó. Pide otro. ¿No fuiste tú? Dilo: se dejó entrar a otra persona.
not-spent = Este código se escribió mal tres veces y ya no sirve. Pide otro.
not-expired = Se acabaron los cinco minutos de este código. Pide otro.
not-closed = Quien leyó este código lo ha cerrado. Pide otro.
not-busy = Otra persona está escribiendo este código ahora mismo. Pregunta quién es e inténtalo de nuevo.
not-offline = No se puede llegar al relay. Revisa la conexión e inténtalo de nuevo.
not-lost = La conexión se cortó por el camino. No se pierde nada: inténtalo de nuevo.
not-too-many = Se probaron demasiados códigos desde esta dirección. Espera un rato, o pide el enlace de invitación.
not-a-link = El código no llevó a ninguna invitación. Pide otro código.
offer-asking = Pidiendo un número al relay…
offer-read = Léele esto a { $name }
offer-read-other = Léele esto a la otra persona
offer-good = Sirve { $time } más, para un dispositivo, mientras esto siga abierto.
offer-where = La otra persona elige «Tengo un código» en la primera pantalla de este relay.
offer-typing = Alguien lo está escribiendo…
offer-wrong = { $n ->
    [one] Se escribieron palabras equivocadas. Queda un intento.
   *[other] Se escribieron palabras equivocadas. Quedan { $n } intentos.
}
offer-left = { $n ->
    [one] La otra persona se fue antes de terminar. Queda un intento.
   *[other] La otra persona se fue antes de terminar. Quedan { $n } intentos.
}
offer-compare = Di estos cuatro en voz alta y escucha los de la otra persona
offer-compare-text = ¿Son los mismos en las dos pantallas? Entonces no hay nadie en medio. Aún no se ha entregado nada.
they-match = Coinciden
they-differ = Son distintos
offer-handing = Abriendo la entrada…
offer-joined = La otra persona ya está dentro; ahora se le pide su nombre.
offer-expired = Se acabaron los cinco minutos del código.
offer-spent = Se escribieron palabras equivocadas tres veces y este código ya no sirve. ¿No fue la persona con la que hablas? Entonces lo intentó otra.
offer-differed = Había alguien en medio. No se entregó nada. Usa otra red, o envía el enlace por otro camino.
offer-offline = No se puede llegar al relay.
offer-lost = La conexión se cortó, y el código con ella. No se pierde nada.
offer-lost-at-last = La conexión se cortó en el último momento. Puede que la otra persona esté dentro: pregúntale. Si no, crea un código nuevo.
offer-too-many = Se pidieron demasiados códigos desde esta dirección. Espera un rato, o envía el enlace.
new-code = Código nuevo
emoji-names = perro, gato, león, caballo, cerdo, elefante, conejo, panda, gallo, pingüino, tortuga, pez, pulpo, mariposa, abeja, caracol, tulipán, árbol, cactus, seta, globo terráqueo, luna, nube, fuego, plátano, manzana, fresa, maíz, pizza, tarta, zanahoria, limón, cara sonriente, robot, sombrero de copa, gafas, llave inglesa, corona, pulgar arriba, paraguas, reloj de arena, despertador, regalo, bombilla, libro, lápiz, clip, tijeras, candado, llave, martillo, teléfono, bandera, tren, bicicleta, avión, cohete, trofeo, balón, guitarra, trompeta, campana, ancla, auriculares
