/*
 * All stand-ins for the kernel's headers, written from scratch, MIT.
 *
 * Each header of the kernel that has a stand-in is this file. Those of the allocator and of its tree
 * are the user's own.
 */
#include "config.h"
#include "types.h"
#include "compiler.h"
#include "bits.h"
#include "place.h"
#include "log.h"
#include "lock.h"
#include "slab.h"
#include "percpu.h"
#include "work.h"
#include "llist.h"
#include "rcu.h"
#include "xarray.h"
#include "string.h"
#include "module.h"
