/* What the compiler may call of the C library, MIT. */
#include "../stand-ins/all.h"

void *memset(void *to, int byte, size_t size)
{
	__asm__ volatile("local.get %0\n\tlocal.get %1\n\tlocal.get %2\n\tmemory.fill 0"
			 :: "r"(to), "r"(byte), "r"(size) : "memory");
	return to;
}

void *memcpy(void *to, const void *from, size_t size)
{
	__asm__ volatile("local.get %0\n\tlocal.get %1\n\tlocal.get %2\n\tmemory.copy 0, 0"
			 :: "r"(to), "r"(from), "r"(size) : "memory");
	return to;
}

void *memmove(void *to, const void *from, size_t size)
{
	return memcpy(to, from, size);
}
