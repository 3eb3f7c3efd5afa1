#!/bin/sh
# The maple tree of Linux 6.12 (Debian's linux-source-6.12, compiled with the kernel's own harness in
# tools/testing/): mas_empty_area_rev() up to ULONG_MAX finds no gap that begins at index 0, however
# large. Its size, counted from the end of the window, wraps to 0. Up to ULONG_MAX - 1 it is found.
#
# Seen, in a tree whose only entry is at ULONG_MAX: "up to ULONG_MAX - 1: 0", "up to ULONG_MAX: -16".
# Ends with 0 if that is still so. Needs gcc, apt-get and dpkg.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download linux-source-6.12=6.12.117-1~deb12u1 liburcu-dev=0.13.2-1 liburcu8=0.13.2-1
for package in *.deb; do dpkg -x "$package" root; done
top=linux-source-6.12
tar -xJf root/usr/src/linux-source-6.12.tar.xz $top/include/linux $top/lib $top/tools/include \
  $top/tools/arch $top/tools/lib $top/tools/testing/radix-tree $top/tools/testing/shared
cd $top/tools/testing/radix-tree
cat > seen.c <<'EOF'
#include "maple-shared.h"
#include "linux/maple_tree.h"

int main(void)
{
	static DEFINE_MTREE(tree);
	static char entry[8];
	const unsigned long max[] = { ULONG_MAX - 1, ULONG_MAX };

	rcu_register_thread();
	maple_tree_init();
	mt_init_flags(&tree, MT_FLAGS_ALLOC_RANGE);
	mtree_store(&tree, ULONG_MAX, entry, GFP_KERNEL);
	for (int n = 0; n < 2; n++) {
		MA_STATE(mas, &tree, 0, 0);

		mtree_lock(&tree);
		int error = mas_empty_area_rev(&mas, 1, max[n], 1);
		mtree_unlock(&tree);
		printf("up to ULONG_MAX%s: %d\n", n ? "" : " - 1", error);
	}
	return 0;
}
EOF
mkdir -p generated
cp ../shared/autoconf.h generated/
echo '#define XA_CHUNK_SHIFT 3' > generated/map-shift.h
echo '#define CONFIG_64BIT 1' > generated/bit-length.h
usr=$work/root/usr
lib=$(dirname "$(find "$usr/lib" -name 'liburcu.so' | head -n 1)")
gcc -D_LGPL_SOURCE -w -I"$usr/include" -I"$usr/include/$(gcc -dumpmachine)" \
  -I../shared -I. -I../../include -I../../../lib seen.c \
  ../shared/maple-shim.c ../shared/linux.c ../../lib/slab.c \
  -L"$lib" -lurcu -lpthread -o seen
LD_LIBRARY_PATH=$lib ./seen | tee seen.txt
{
  echo 'up to ULONG_MAX - 1: 0'
  echo 'up to ULONG_MAX: -16'
} | cmp - seen.txt
