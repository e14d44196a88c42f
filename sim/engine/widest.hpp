// TWOSTEP_WIDEST, before a function that works through many numbers: a copy of it for processors that take four at
// once, chosen when the program is loaded, beside that for all, which take two. Both give the same results.
#pragma once

// clang 19 leaves out what such a function calls, and the linker misses it.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define TWOSTEP_WIDEST [[gnu::target_clones("avx2", "default")]]
#else
#define TWOSTEP_WIDEST
#endif
