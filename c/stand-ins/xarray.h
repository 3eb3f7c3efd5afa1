/*
 * Entries that are no pointers to objects, MIT.
 *
 * The low two bits of an entry say what it is: x1 a number, 10 an internal entry, 00 a pointer. Of the
 * internal ones, errors are the negative error numbers, and those above 4096 are nodes of a tree.
 */
#ifndef IC_XARRAY_H
#define IC_XARRAY_H

#define IC_INTERNAL 2ul

static inline bool ic_is_tagged(const void *entry, unsigned long mask, unsigned long tag)
{
	return ((unsigned long)entry & mask) == tag;
}

static inline bool xa_is_value(const void *entry)
{
	return ic_is_tagged(entry, 1, 1);
}

static inline unsigned long xa_to_value(const void *entry)
{
	return (unsigned long)entry >> 1;
}

static inline void *xa_mk_value(unsigned long number)
{
	return (void *)(number << 1 | 1);
}

static inline bool xa_is_internal(const void *entry)
{
	return ic_is_tagged(entry, 3, IC_INTERNAL);
}

static inline unsigned long xa_to_internal(const void *entry)
{
	return (unsigned long)entry >> 2;
}

static inline void *xa_mk_internal(unsigned long number)
{
	return (void *)(number << 2 | IC_INTERNAL);
}

#define XA_ZERO_ENTRY xa_mk_internal(257)

static inline bool xa_is_zero(const void *entry)
{
	return entry == XA_ZERO_ENTRY;
}

static inline bool xa_is_node(const void *entry)
{
	return xa_is_internal(entry) && (unsigned long)entry > 4096;
}

static inline bool xa_is_err(const void *entry)
{
	return xa_is_internal(entry) && (unsigned long)entry >= (unsigned long)xa_mk_internal(-MAX_ERRNO);
}

static inline int xa_err(const void *entry)
{
	return xa_is_err(entry) ? (long)entry >> 2 : 0;
}

static inline bool xa_is_advanced(const void *entry)
{
	return xa_is_internal(entry) && (unsigned long)entry <= (unsigned long)xa_mk_internal(258);
}

#endif
