/* Finds bits in words, as the kernel's functions of the same names do, MIT. */
#ifndef IC_BITS_H
#define IC_BITS_H

static inline unsigned int fls_long(unsigned long x)
{
	return x ? BITS_PER_LONG - __builtin_clzl(x) : 0;
}

static inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

static inline unsigned long __ffs(unsigned long x)
{
	return __builtin_ctzl(x);
}

static inline unsigned long __fls(unsigned long x)
{
	return fls_long(x) - 1;
}

static inline bool is_power_of_2(unsigned long x)
{
	return x && !(x & (x - 1));
}

static inline unsigned long roundup_pow_of_two(unsigned long x)
{
	return x <= 1 ? 1 : 1UL << fls_long(x - 1);
}

static inline int order_base_2(unsigned long x)
{
	return x <= 1 ? 0 : (int)fls_long(x - 1);
}

#define ilog2(x) ((int)fls_long(x) - 1)

#endif
