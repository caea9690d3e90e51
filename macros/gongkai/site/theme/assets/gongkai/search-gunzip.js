/* Unpacks a gzip file (RFC 1952, RFC 1951) where the browser has no DecompressionStream: Safari before 16.4, to which many
   old phones are bound, and Firefox before 113. Only these load it. */
const HEADER = 10, TRAILER = 8; // bytes of a gzip file around its data; the files of the index have no further fields
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]; // in which the lengths of length codes stand
const END = 256; // the code that ends a block; those above it are lengths of repetitions

/* For each code of a kind the least value that it stands for and how many bits are added to it. */
const ranges = (first, bits) => bits.map((more) => [first, more, (first += 2 ** more)]);
const LENGTHS = [...ranges(3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]), [258, 0]];
const DISTANCES = ranges(1, [0, 0, ...Array.from({ length: 28 }, (_, n) => n >> 1)]);

/* A Huffman code by the lengths of its words: how many words have each length, and the values in the order of the words. */
const huffman = (lengths) => {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] += 1;
  const sorted = [...lengths.keys()].filter((value) => lengths[value]);
  return { counts, values: sorted.sort((one, other) => lengths[one] - lengths[other] || one - other) };
};
const repeat = (count, length) => Array.from({ length: count }, () => length);
const FIXED = [huffman([...repeat(144, 8), ...repeat(112, 9), ...repeat(24, 7), ...repeat(8, 8)]), huffman(repeat(30, 5))];

export const gunzip = (file) => {
  const size = new DataView(file.buffer, file.byteOffset + file.length - 4, 4).getUint32(0, true);
  const plain = new Uint8Array(size);
  const end = file.length - TRAILER;
  let at = HEADER, bit = 0, length = 0;

  const bits = (count) => {
    let value = 0;
    for (let n = 0; n < count; n += 1) {
      if (at >= end) throw new RangeError("gzip");
      value |= ((file[at] >> bit) & 1) << n;
      bit = (bit + 1) & 7;
      if (!bit) at += 1;
    }
    return value;
  };
  const symbol = ({ counts, values }) => {
    let code = 0, first = 0, before = 0;
    for (let width = 1; width < counts.length; width += 1) {
      code |= bits(1);
      if (code - first < counts[width]) return values[before + code - first];
      before += counts[width];
      first = (first + counts[width]) << 1;
      code <<= 1;
    }
    throw new RangeError("gzip");
  };
  const written = () => {
    const [literals, distances, own] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
    const widths = repeat(ORDER.length, 0);
    for (const place of ORDER.slice(0, own)) widths[place] = bits(3);
    const code = huffman(widths);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const next = symbol(code);
      if (next < 16) lengths.push(next);
      else if (next === 16) lengths.push(...repeat(3 + bits(2), lengths[lengths.length - 1]));
      else lengths.push(...repeat(next === 17 ? 3 + bits(3) : 11 + bits(7), 0));
    }
    return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))];
  };
  const stored = () => {
    if (bit) at += 1;
    bit = 0;
    const count = bits(16);
    at += 2; // the same number again, inverted
    plain.set(file.subarray(at, at + count), length);
    at += count;
    length += count;
  };
  const compressed = ([literals, distances]) => {
    for (let next = symbol(literals); next !== END; next = symbol(literals)) {
      if (next < END) plain[length++] = next;
      else {
        const [least, more] = LENGTHS[next - END - 1];
        const count = least + bits(more);
        const [near, further] = DISTANCES[symbol(distances)];
        const from = length - near - bits(further);
        for (let n = 0; n < count; n += 1) plain[length++] = plain[from + n]; // may repeat what it has just written
      }
    }
  };
  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) stored();
    else compressed(kind === 1 ? FIXED : written());
  }
  return plain;
};
