/* Reads the files of a part of the search index, which gongkai/site/search/repacking.py describes: lists that tell in which
   file a word or the text of a page is, and these files. Each file is loaded once. */
/* How many bytes of files have been loaded, by which a search knows when to stop. */
export const loaded = { bytes: 0 };

const unpacked = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const packed = await answer.blob();
  loaded.bytes += packed.size;
  if (typeof DecompressionStream === "undefined") {
    const { gunzip } = await import("./search-gunzip.js");
    return gunzip(new Uint8Array(await new Response(packed).arrayBuffer()));
  }
  const plain = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
};

/* A value out of CBOR (RFC 8949): whole numbers, texts and arrays of these. */
const UTF8 = new TextDecoder();
const decoded = (bytes) => {
  let at = 0;
  const number = (low) => {
    if (low < 24) return low;
    let sum = 0;
    for (let left = 2 ** (low - 24); left; left -= 1, at += 1) sum = sum * 256 + bytes[at];
    return sum;
  };
  const value = () => {
    const head = bytes[at];
    at += 1;
    const length = number(head & 31);
    const kind = head >> 5;
    if (kind === 0) return length;
    if (kind === 4) return Array.from({ length }, value);
    at += length;
    return UTF8.decode(bytes.subarray(at - length, at));
  };
  return value();
};

/* Whether a text comes before another one by the numbers of their characters, as the lists are sorted. JavaScript compares
   halves of characters, which is another order for rare ones. */
const comesBefore = (one, other) => {
  const [left, right] = [Array.from(one), Array.from(other)];
  const at = left.findIndex((sign, n) => sign !== right[n]);
  return at < 0 ? left.length < right.length : at < right.length && left[at].codePointAt(0) < right[at].codePointAt(0);
};

/* Of rows that begin with a word each, that in which a word is; with `open` also all in which words begin with it. */
const within = ([begins, ...columns], word, open) => {
  const next = begins.findIndex((begin) => comesBefore(word, begin));
  const first = Math.max(0, (next < 0 ? begins.length : next) - 1);
  const rows = begins.map((begin, n) => [begin, ...columns.map((column) => column[n])]).slice(first);
  return rows.filter(([begin], n) => n === 0 || (open && begin.startsWith(word)));
};

/* The places of a word on each of its pages, by the number of the page. Both are written as steps. */
const placesOf = (pages) => {
  let number = 0;
  return pages.map(([step, steps]) => {
    let place = 0;
    number += step;
    return [number, steps.map((one) => (place += one))];
  });
};

/* What is made once for a key, and again where that failed, as it may without a network. */
export const once = (kept, key, make) => {
  if (!kept.has(key)) {
    const value = make();
    kept.set(key, value);
    value.catch(() => kept.delete(key));
  }
  return kept.get(key);
};

export class PartFiles {
  constructor(base, number, list) {
    Object.assign(this, { base, number, list, loaded: new Map() });
  }

  path(folder, name) {
    return `${folder}/${this.number}-${name}.pf_${folder}`;
  }

  /* A file by its folder and name. */
  load(folder, name, read) {
    const path = this.path(folder, name);
    return once(this.loaded, path, () => unpacked(new URL(path, this.base)).then(read));
  }
  values(name) {
    return this.load("index", name, decoded);
  }
  lists() {
    return this.values(this.list);
  }

  /* The pages of a word, or of all that begin with it: by the number of each the places of the word. */
  async find(word, open = false) {
    const words = ([, name]) => this.load("index", name, (bytes) => new Map(decoded(bytes)));
    const all = (await Promise.all((await this.filesOf(word, open)).map(words))).flatMap((some) => {
      if (!open) return some.has(word) ? [some.get(word)] : [];
      return [...some].filter(([text]) => text.startsWith(word)).map(([, pages]) => pages);
    });
    return new Map(all.flatMap(placesOf));
  }

  /* The files in which a word is: of each the first word, the name and the KiB. */
  async filesOf(word, open = false) {
    const [begins, names] = await this.lists();
    const lists = await Promise.all(within([begins, names], word, open).map(([, name]) => this.values(name)));
    return lists.flatMap((list) => within(list, word, open));
  }

  /* How many KiB have to be loaded for a word. */
  async size(word) {
    const files = await this.filesOf(word);
    return files.reduce((sum, [, name, size]) => sum + (this.loaded.has(this.path("index", name)) ? 0 : size), 0);
  }

  /* The text of a page and its address. */
  async page(number) {
    const [, , length, lists] = await this.lists();
    const names = await this.values(lists[Math.floor(number / length)]);
    return this.load("fragment", names[number % length], (bytes) => JSON.parse(UTF8.decode(bytes)));
  }
}
