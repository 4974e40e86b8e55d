/* SPDX-License-Identifier: MIT */
/*
 * Two threads of one side wake the same reader: ChannelEnd.BumpControl and WakeReader from any thread. The count is bumped by interlocked
 * add, and the generation that was rung last is raised by compare-exchange (TryRaise). (Rules 14 and 16.)
 *
 * Broken variants: PLAIN_BUMP (read, add, write), PLAIN_RAISE (rungGeneration written without compare-exchange), RAISE_BY_DIFFERENCE.
 */
/* essential: slept rung lost_race */
#define NP 3
#define NV 2
#define NB 1
#define DEPTH 2
#include "memory.pml"
#ifndef N
#define N 2 /* bumps of each thread */
#endif
#define COUNT 0
#define PARKED 1
#define R 2
byte rungGeneration;
byte rung[32];

proctype Writer(byte me) {
  byte i, parked, seen, count;
  bit mine;
  do
  :: i < N ->
     i++;
#ifdef PLAIN_BUMP
     LD(me, COUNT, count); STR(me, COUNT, (count + 1)); FENCE(me);
#else
     INTERLOCKED(me, mem[COUNT]++); /* DataWriter */
#endif
     LD(me, PARKED, parked);
     mine = 0;
     if
     :: parked & 1 ->
        seen = rungGeneration;
#ifdef PLAIN_RAISE
        if :: parked > seen -> rungGeneration = parked; mine = 1 :: else fi;
#else
#ifdef RAISE_BY_DIFFERENCE
        atomic { if :: parked != rungGeneration -> rungGeneration = parked; mine = 1 :: else fi };
#else
        do /* TryRaise */
        :: parked > seen -> atomic { if :: rungGeneration == seen -> rungGeneration = parked; mine = 1
                                        :: else -> seen = rungGeneration; REACHED(lost_race) fi };
           if :: mine -> break :: else fi
        :: else -> break
        od;
#endif
#endif
        seen = 0;
        if :: mine -> rung[parked]++; assert(rung[parked] == 1); RING(me, 0); REACHED(rung) :: else fi
     :: else
     fi
  :: else -> break
  od
}

active proctype Reader() {
  byte countSeen, generation, y;
visit:
  LD(R, COUNT, y); countSeen = y;
  if :: countSeen == 2 * N -> goto done :: else fi;
  if :: goto visit :: skip fi;
  MAY_DRAIN(0);
  generation = (generation + 1) | 1;
  STR(R, PARKED, generation);
  FENCE(R); /* DataReader */
  LD(R, COUNT, y);
  if :: y != countSeen -> goto visit :: else fi;
  SLEEP(0);
  REACHED(slept)
  goto visit;
done: skip
}

active proctype Memory() { end: do FLUSH(0) FLUSH(1) FLUSH(R) od }
init { atomic { run Writer(0); run Writer(1) } }
