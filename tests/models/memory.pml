/* SPDX-License-Identifier: MIT */
/*
 * Shared memory as the processors really have it. Promela alone is sequentially consistent and would never miss a fence, so each process
 * that touches shared words has a store buffer, which a process of its own (MEMORY below) flushes at any time.
 *
 *   default   x86 (TSO): the buffer is a queue; a load sees the own buffer first. Only a later load passes an earlier store.
 *   -DPSO     store order relaxed: a plain store may pass earlier stores to other words; a release store (STR) may not.
 *   -DARM     PSO, and a plain load (LDP) may have been satisfied earlier, back to the last acquire load (LD) or fence. A release store
 *             followed by an acquire load is not ordered here, which is weaker than ARM's stlr/ldar, as ldapr is.
 *
 * In the code: LD = Volatile.Read; LDP = a plain read; STR = Volatile.Write; ST = a plain write; FENCE = Interlocked.MemoryBarrier;
 * INTERLOCKED(p, effect) = an Interlocked operation, a full fence as .NET documents it. RING = Fabric.Ring.
 *
 * A model defines NP (processes), NV (words), NB (bells), and has a process Memory with FLUSH for each process and EARLY for each word that is
 * read plainly.
 */
#ifdef ARM
#define PSO
#endif
#ifndef DEPTH
#define DEPTH 3
#endif
#define BELL 100
#define NONE 255

typedef Buffer { byte n; byte word[DEPTH]; byte value[DEPTH]; bit release[DEPTH] };
Buffer sb[NP];
byte mem[NV];
byte bell[NB];
byte _i;
#ifdef ARM
byte early[NP] = NONE;
byte earlyValue[NP];
#define FORGET_EARLY(p) early[p] = NONE; earlyValue[p] = 0
#else
#define FORGET_EARLY(p) skip
#endif

#include "reach.pml"

#define STORE(p, w, v, r) atomic { sb[p].n < DEPTH -> sb[p].word[sb[p].n] = w; sb[p].value[sb[p].n] = v; \
  sb[p].release[sb[p].n] = r; sb[p].n++ }
#define ST(p, w, v) STORE(p, (w), (v), 0)
#define STR(p, w, v) STORE(p, (w), (v), 1)
#define RING(p, b) STORE(p, (BELL + (b)), 1, 1)
#define FENCE(p) atomic { sb[p].n == 0 -> FORGET_EARLY(p) }
#define INTERLOCKED(p, effect) atomic { sb[p].n == 0 -> effect; FORGET_EARLY(p) }
#define DRAIN(b) bell[b] = 0
#define MAY_DRAIN(b) if :: DRAIN(b) :: skip fi /* before the look; who leaves it out may wake without cause */
#define SLEEP(b) atomic { bell[b] > 0 -> DRAIN(b) }

inline load(p_, w_, into_, plain_) {
  d_step {
    into_ = mem[w_];
#ifdef ARM
    if :: plain_ && early[p_] == (w_) -> into_ = earlyValue[p_]; FORGET_EARLY(p_) :: else fi;
#endif
    _i = 0;
    do :: _i < sb[p_].n -> if :: sb[p_].word[_i] == (w_) -> into_ = sb[p_].value[_i] :: else fi; _i++ :: else -> break od;
    _i = 0;
#ifdef ARM
    if :: !plain_ -> FORGET_EARLY(p_) :: else fi;
#endif
  }
}
#define LD(p, w, into) load(p, w, into, 0)
#define LDP(p, w, into) load(p, w, into, 1)

inline flush(p_, k_) {
  if
  :: sb[p_].word[k_] >= BELL -> if :: bell[sb[p_].word[k_] - BELL] == 0 -> bell[sb[p_].word[k_] - BELL] = 1 :: else fi
  :: else -> mem[sb[p_].word[k_]] = sb[p_].value[k_];
#ifdef ARM
     if :: early[p_] == sb[p_].word[k_] -> FORGET_EARLY(p_) :: else fi
#endif
  fi;
  _i = k_;
  do :: _i + 1 < sb[p_].n -> sb[p_].word[_i] = sb[p_].word[_i + 1]; sb[p_].value[_i] = sb[p_].value[_i + 1];
        sb[p_].release[_i] = sb[p_].release[_i + 1]; _i++
     :: else -> break od;
  sb[p_].n--;
  sb[p_].word[sb[p_].n] = 0; sb[p_].value[sb[p_].n] = 0; sb[p_].release[sb[p_].n] = 0;
  _i = 0
}

#ifdef PSO
#define FLUSH(p) :: d_step { sb[p].n > 0 -> flush(p, 0) } \
  :: d_step { sb[p].n > 1 && !sb[p].release[1] && sb[p].word[1] != sb[p].word[0] -> flush(p, 1) } \
  :: d_step { sb[p].n > 2 && !sb[p].release[2] && sb[p].word[2] != sb[p].word[0] && sb[p].word[2] != sb[p].word[1] -> flush(p, 2) }
#else
#define FLUSH(p) :: d_step { sb[p].n > 0 -> flush(p, 0) }
#endif
#ifdef ARM
#define EARLY(p, w) :: d_step { early[p] == NONE -> early[p] = w; earlyValue[p] = mem[w] }
#else
#define EARLY(p, w)
#endif
