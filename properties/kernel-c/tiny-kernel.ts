import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { KernelTree } from './debian-kernel.ts';

/** What is missing to compile a kernel of ours here, in words; null: nothing. */
export function whyNoCompiler(): string | null {
  const missing = ['clang', 'wasm-ld'].find((name) => spawnSync(name, ['--version']).status !== 0);
  return missing === undefined ? null : `there is no ${missing} here`;
}

const IOVA_H = `
#include <linux/types.h>
#include <linux/rbtree.h>
struct iova { struct rb_node node; unsigned long pfn_hi, pfn_lo; };
struct iova_domain {
	spinlock_t lock; struct rb_root rbroot; struct iova anchor; unsigned long granule, start_pfn;
};
int iova_cache_get(void);
void init_iova_domain(struct iova_domain *d, unsigned long granule, unsigned long start_pfn);
struct iova *alloc_iova(struct iova_domain *d, unsigned long size, unsigned long limit, bool up);
struct iova *reserve_iova(struct iova_domain *d, unsigned long lo, unsigned long hi);
struct iova *find_iova(struct iova_domain *d, unsigned long pfn);
void free_iova(struct iova_domain *d, unsigned long pfn);
void __free_iova(struct iova_domain *d, struct iova *iova);
void put_iova_domain(struct iova_domain *d);
int declared_only(int n);
`;

const IOVA_C = `
#include <linux/iova.h>
int iova_cache_get(void) { return 0; }
void init_iova_domain(struct iova_domain *d, unsigned long granule, unsigned long start_pfn)
{
	spin_lock_init(&d->lock);
}
struct iova *alloc_iova(struct iova_domain *d, unsigned long size, unsigned long limit, bool up)
{
	BODY
	return NULL;
}
struct iova *reserve_iova(struct iova_domain *d, unsigned long lo, unsigned long hi)
{
	return NULL;
}
struct iova *find_iova(struct iova_domain *d, unsigned long pfn) { return NULL; }
void free_iova(struct iova_domain *d, unsigned long pfn) {}
void __free_iova(struct iova_domain *d, struct iova *iova) {}
void put_iova_domain(struct iova_domain *d) {}
`;

const RBTREE_H = `
#ifndef TINY_RBTREE_H
#define TINY_RBTREE_H
struct rb_node { struct rb_node *rb_left, *rb_right; };
struct rb_root { struct rb_node *rb_node; };
#define rb_entry(pointer, type, member) container_of(pointer, type, member)
struct rb_node *rb_first(const struct rb_root *root);
struct rb_node *rb_next(const struct rb_node *node);
void rb_insert_color(struct rb_node *node, struct rb_root *root);
void rb_erase(struct rb_node *node, struct rb_root *root);
#endif
`;

const RBTREE_C = `
#include <linux/rbtree.h>
struct rb_node *rb_first(const struct rb_root *root) { return root->rb_node; }
struct rb_node *rb_next(const struct rb_node *node) { return node->rb_right; }
void rb_insert_color(struct rb_node *node, struct rb_root *root) {}
void rb_erase(struct rb_node *node, struct rb_root *root) {}
`;

/** The line of `iova.c` on which what alloc_iova() does stands. */
export const LINE_OF_BODY = 10;

/**
 * A kernel tree of a few lines of ours, in a temporary folder: its allocator grants nothing. It
 * takes no kernel, so that mistakes are tested wherever there is a compiler. `remove()` it at the
 * end.
 * @param body what alloc_iova() does before it refuses
 * @param others files that replace those of the tree
 */
export function tinyKernel(body = '', others: Readonly<Record<string, string>> = {}): KernelTree {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-tiny-'));
  const files = {
    Makefile: 'VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 0\n',
    'drivers/iommu/iova.c': IOVA_C.replace('BODY', body),
    'include/linux/iova.h': IOVA_H,
    'include/linux/rbtree.h': RBTREE_H,
    'include/linux/rbtree_types.h': '',
    'include/linux/rbtree_augmented.h': '',
    'lib/rbtree.c': RBTREE_C,
    ...others,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
