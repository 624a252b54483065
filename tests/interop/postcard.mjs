// Body encoding, as docs/protocol.md has it under "Notation": a type is a pair of `read` and `write`, and larger types
// are made of smaller ones.
//
// Refuses: a value that is cut off, a number too large for its type, and (in `decode`) extra bytes. Numbers of 64 bits are
// BigInts, all others Numbers.

const concat = (parts) => Uint8Array.from(Buffer.concat(parts));

/** Reads bytes from the front. */
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get isAtEnd() {
    return this.at === this.bytes.length;
  }

  take(count) {
    if (count > this.bytes.length - this.at) throw new RangeError("the bytes end in the middle of a value");
    return this.bytes.slice(this.at, (this.at += count));
  }

  takeVarint(bits) {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const [byte] = this.take(1);
      value |= BigInt(byte & 0x7f) << shift;
      if (value >> BigInt(bits)) throw new RangeError(`a number does not fit ${bits} bits`);
      if (byte < 0x80) return value;
      if (shift > bits) throw new RangeError("a number does not end");
    }
  }
}

function varint(value, bits) {
  let rest = BigInt(value);
  if (rest < 0n || rest >> BigInt(bits)) throw new RangeError(`${value} does not fit ${bits} bits`);
  const bytes = [];
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.of(...bytes, Number(rest));
}

const small = (bits) => ({
  read: (reader) => Number(reader.takeVarint(bits)),
  write: (value) => varint(value, bits),
});

export const u16 = small(16);
export const u32 = small(32);
export const u64 = { read: (reader) => reader.takeVarint(64), write: (value) => varint(value, 64) };

export const u8 = {
  read: (reader) => reader.take(1)[0],
  write: (value) => Uint8Array.of(value),
};

export const bool = {
  read(reader) {
    const byte = u8.read(reader);
    if (byte > 1) throw new RangeError(`${byte} is neither true nor false`);
    return byte === 1;
  },
  write: (value) => Uint8Array.of(value ? 1 : 0),
};

/** A fixed number of bytes. */
export const fixed = (count) => ({
  read: (reader) => reader.take(count),
  write(value) {
    if (value.length !== count) throw new RangeError(`${value.length} bytes where ${count} belong`);
    return value;
  },
});

export const bytes = {
  read: (reader) => reader.take(u32.read(reader)),
  write: (value) => concat([u32.write(value.length), value]),
};

export const string = {
  read: (reader) => new TextDecoder("utf-8", { fatal: true }).decode(bytes.read(reader)),
  write: (value) => bytes.write(new TextEncoder().encode(value)),
};

export const list = (type) => ({
  read: (reader) => Array.from({ length: u32.read(reader) }, () => type.read(reader)),
  write: (values) => concat([u32.write(values.length), ...values.map(type.write)]),
});

/** A value, or null. */
export const option = (type) => ({
  read: (reader) => (bool.read(reader) ? type.read(reader) : null),
  write: (value) => (value === null ? bool.write(false) : concat([bool.write(true), type.write(value)])),
});

/** An object with these fields, in this order. */
export const structure = (fields) => ({
  read: (reader) => Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, type.read(reader)])),
  write: (value) => concat(Object.entries(fields).map(([name, type]) => type.write(value[name]))),
});

/** One of several names, each with fields: `{ is: name, … }`. */
export const enumeration = (variants) => {
  const names = Object.keys(variants);
  return {
    read(reader) {
      const index = u32.read(reader);
      if (index >= names.length) throw new RangeError(`there is no variant ${index} among ${names.join(", ")}`);
      return { is: names[index], ...structure(variants[names[index]]).read(reader) };
    },
    write: (value) => concat([u32.write(names.indexOf(value.is)), structure(variants[value.is]).write(value)]),
  };
};

/** A value without missing or extra bytes. */
export function decode(type, encoded) {
  const reader = new Reader(encoded);
  const value = type.read(reader);
  if (!reader.isAtEnd) throw new RangeError("bytes follow where the value ends");
  return value;
}
