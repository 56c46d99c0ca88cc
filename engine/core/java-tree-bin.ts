/**
 * A crowded bucket of a `java.util.HashMap`: from 64 slots on, the ninth entry makes it a red-black tree. The tree
 * shows in the order in which the bucket is read: its root comes first, and a new entry right behind its parent in the
 * tree. Answers to `HashMap.TreeNode` of JDK 17, an accident of Java that is copied here and nowhere else.
 *
 * The bin only knows the tree; the list that is read is the map's. Keys compare by hash, then as Java's `compareTo`.
 */
import { assert } from "./assert";

/** What the map keeps in a bucket. */
export type BinEntry = { readonly hash: number; readonly key: unknown };

type Side = 0 | 1;

class Tree<E extends BinEntry> {
  parent: Tree<E> | null = null;
  red = false;
  readonly children: [Tree<E> | null, Tree<E> | null] = [null, null];
  constructor(readonly entry: E) {}
}

export class JavaTreeBin<E extends BinEntry> {
  readonly #trees = new Map<E, Tree<E>>();
  #root: Tree<E> | null = null;

  /** Makes a tree of the entries of a bucket, inserted in their order. */
  constructor(entries: Iterable<E>) {
    for (const entry of entries) this.insert(entry);
  }

  /** The entry that is read first; null of an empty bin. */
  get root(): E | null {
    return this.#root?.entry ?? null;
  }

  /** Inserts an entry; gives its parent in the tree before the tree was balanced, null for the first. */
  insert(entry: E): E | null {
    const tree = new Tree(entry);
    this.#trees.set(entry, tree);
    let parent: Tree<E> | null = null;
    let side: Side = 0;
    for (let at = this.#root; at !== null; at = at.children[side]) {
      parent = at;
      side = compareEntries(entry, at.entry) <= 0 ? 0 : 1;
    }
    tree.parent = parent;
    if (parent !== null) parent.children[side] = tree;
    this.#root = balanceInsertion(this.#root, tree);
    return parent?.entry ?? null;
  }

  /** Whether a removal, other than an iterator's, finds so few entries that the bucket becomes a list again. */
  get isTooSmall(): boolean {
    const [left, right] = this.#root?.children ?? [null, null];
    return left === null || right === null || left.children[0] === null;
  }

  /** Takes an entry out of the tree. */
  remove(entry: E): void {
    const tree = this.#trees.get(entry);
    if (tree === undefined) return;
    this.#trees.delete(entry);
    if (tree.children[0] !== null && tree.children[1] !== null) this.#swapWithSuccessor(tree);
    const replacement = tree.children[0] ?? tree.children[1];
    if (replacement !== null) {
      this.#replace(tree, replacement);
      tree.children[0] = tree.children[1] = tree.parent = null;
      if (!tree.red) this.#root = balanceDeletion(this.#root, replacement);
      return;
    }
    if (!tree.red) this.#root = balanceDeletion(this.#root, tree);
    this.#replace(tree, null);
  }

  /** Changes places and colours with the next entry in order, which has at most one child. */
  #swapWithSuccessor(tree: Tree<E>): void {
    const right = tree.children[1] as Tree<E>;
    let next = right;
    while (next.children[0] !== null) next = next.children[0];
    [next.red, tree.red] = [tree.red, next.red];
    const grandchild = next.children[1];
    const parent = tree.parent;
    const wasLeft = parent?.children[0] === tree;
    if (next === right) {
      tree.parent = next;
      next.children[1] = tree;
    } else {
      const formerParent = next.parent as Tree<E>;
      formerParent.children[formerParent.children[0] === next ? 0 : 1] = tree;
      tree.parent = formerParent;
      next.children[1] = right;
      right.parent = next;
    }
    next.children[0] = tree.children[0];
    if (next.children[0] !== null) next.children[0].parent = next;
    tree.children[0] = null;
    tree.children[1] = grandchild;
    if (grandchild !== null) grandchild.parent = tree;
    next.parent = parent;
    if (parent === null) this.#root = next;
    else parent.children[wasLeft ? 0 : 1] = next;
  }

  /** Puts another tree, or none, where a tree hangs. */
  #replace(tree: Tree<E>, replacement: Tree<E> | null): void {
    const parent = tree.parent;
    if (replacement !== null) replacement.parent = parent;
    if (parent !== null) {
      parent.children[parent.children[0] === tree ? 0 : 1] = replacement;
    } else if (this.#root === tree) {
      this.#root = replacement;
      if (replacement !== null) replacement.red = false;
    }
  }
}

/** The tree with `at` gone down to `side`; the child on the other side takes its place. */
function rotate<E extends BinEntry>(root: Tree<E> | null, at: Tree<E>, side: Side): Tree<E> | null {
  const other: Side = side === 0 ? 1 : 0;
  const up = at.children[other];
  if (up === null) return root;
  at.children[other] = up.children[side];
  if (at.children[other] !== null) at.children[other].parent = at;
  up.parent = at.parent;
  if (up.parent === null) up.red = false;
  else up.parent.children[up.parent.children[0] === at ? 0 : 1] = up;
  up.children[side] = at;
  at.parent = up;
  return up.parent === null ? up : root;
}

function balanceInsertion<E extends BinEntry>(from: Tree<E> | null, inserted: Tree<E>): Tree<E> | null {
  let root = from;
  let at = inserted;
  at.red = true;
  for (;;) {
    let parent = at.parent;
    if (parent === null) {
      at.red = false;
      return at;
    }
    let grandparent = parent.parent;
    if (!parent.red || grandparent === null) return root;
    const side: Side = grandparent.children[0] === parent ? 0 : 1;
    const other: Side = side === 0 ? 1 : 0;
    const uncle = grandparent.children[other];
    if (uncle?.red === true) {
      uncle.red = false;
      parent.red = false;
      grandparent.red = true;
      at = grandparent;
      continue;
    }
    if (at === parent.children[other]) {
      at = parent;
      root = rotate(root, at, side);
      parent = present(at.parent);
      grandparent = parent.parent;
    }
    parent.red = false;
    if (grandparent === null) continue;
    grandparent.red = true;
    root = rotate(root, grandparent, other);
  }
}

function balanceDeletion<E extends BinEntry>(from: Tree<E> | null, replacement: Tree<E>): Tree<E> | null {
  let root = from;
  let at: Tree<E> | null = replacement;
  while (at !== null && at !== root) {
    let parent: Tree<E> | null = at.parent;
    if (parent === null) {
      at.red = false;
      return at;
    }
    if (at.red) {
      at.red = false;
      return root;
    }
    const side: Side = parent.children[0] === at ? 0 : 1;
    const other: Side = side === 0 ? 1 : 0;
    let sibling: Tree<E> | null = parent.children[other];
    if (sibling?.red === true) {
      sibling.red = false;
      parent.red = true;
      root = rotate(root, parent, side);
      parent = present(at.parent);
      sibling = parent.children[other];
    }
    if (sibling === null) {
      at = parent;
      continue;
    }
    const [near, far]: (Tree<E> | null)[] = [sibling.children[side], sibling.children[other]];
    if (near?.red !== true && far?.red !== true) {
      sibling.red = true;
      at = parent;
      continue;
    }
    if (far?.red !== true) {
      if (near !== null && near !== undefined) near.red = false;
      sibling.red = true;
      root = rotate(root, sibling, other);
      parent = present(at.parent);
      sibling = present(parent.children[other]);
    }
    sibling.red = parent.red;
    const outer: Tree<E> | null = sibling.children[other];
    if (outer !== null) outer.red = false;
    parent.red = false;
    root = rotate(root, parent, side);
    at = root;
  }
  return root;
}

/** A node that is there whenever the tree is a red-black one. */
function present<T>(node: T | null): T {
  assert(node !== null, "the bin is a red-black tree");
  return node;
}

/** Keys of one hash and one Java type compare by value; where Java asks for identity hash codes, the earlier is less. */
function compareEntries(a: BinEntry, b: BinEntry): number {
  if (a.hash !== b.hash) return a.hash < b.hash ? -1 : 1;
  const [left, right] = [a.key, b.key];
  if (typeof left !== typeof right || typeof left === "object") return -1;
  if (left === right) return 0;
  return (left as string) < (right as string) ? -1 : 1;
}
