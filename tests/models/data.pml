/* SPDX-License-Identifier: MIT */
/*
 * The data pair: one writer, one reader with a bell of its own. DataWriter is the fence in RingWriter.Commit (records) and the interlocked
 * add in ChannelEnd.BumpControl (control words); DataReader is the fence between ChannelEnd.Arm and HasNews. (Rules 12, 13, 14, 16.)
 *
 * Broken variants: NO_DATA_WRITER, NO_DATA_WRITER_CONTROL, NO_DATA_READER, DRAIN_AFTER_LOOK, SECOND_DRAINER, GENERATION_RESET,
 * CONTROL_OUTSIDE_WRITER, CONTROL_OUTSIDE_READER, WORDS_BEFORE_COUNT; with ARM: COMMIT_READ_PLAINLY, COUNT_READ_PLAINLY. With BATCH, one fence
 * stands for several records (Lane.Batches); with UNTOLD as well, the last of them may have none.
 */
/* essential: record control slept rung stale_bell */
#define NP 2
#define NV 5
#define NB 1
#include "memory.pml"
#ifndef N
#define N 3
#endif
#define W 0
#define R 1
#define COMMIT 0
#define PAYLOAD 1
#define PARKED 2
#define COUNT 3
#define WORD 4
#ifdef COMMIT_READ_PLAINLY
#define LD_COMMIT LDP
#else
#define LD_COMMIT LD
#endif
#ifdef COUNT_READ_PLAINLY
#define LD_COUNT LDP
#else
#define LD_COUNT LD
#endif
byte rung[2 * N + 8];

active proctype Writer() {
  byte records, controls, parked, rungGeneration, i;
  bit control;
  do
  :: i < N ->
     i++;
     if
     :: records++; control = 0; ST(W, PAYLOAD, records); STR(W, COMMIT, records); /* Commit */
#ifdef BATCH
#ifdef UNTOLD
        if :: goto next :: skip fi;
#else
        if :: i < N -> goto next :: skip fi; /* CommitUnfenced: more will come, and then TellReader */
#endif
#endif
#ifndef NO_DATA_WRITER
        FENCE(W); /* DataWriter */
#endif
        REACHED(record)
     :: controls++; control = 1; ST(W, WORD, controls);
#ifdef NO_DATA_WRITER_CONTROL
        STR(W, COUNT, controls);
#else
        INTERLOCKED(W, mem[COUNT]++); /* DataWriter, in BumpControl */
#endif
        REACHED(control)
     fi;
#ifdef CONTROL_OUTSIDE_WRITER
     if :: control -> goto next :: else fi;
#endif
     LD(W, PARKED, parked); /* WakeReader */
     if
     :: (parked & 1) && parked > rungGeneration ->
        rungGeneration = parked;
        rung[parked]++;
        assert(rung[parked] == 1); /* one ring for each sleep */
        RING(W, 0);
        REACHED(rung)
     :: else
     fi;
next: skip
  :: else -> break
  od
}

active proctype Reader() {
  byte seen, countSeen, wordSeen, generation, x, y;
  bit reset;
visit:
  LD_COMMIT(R, COMMIT, x);
  if
  :: x != seen -> LDP(R, PAYLOAD, y); assert(y >= x); seen = x /* what was committed is complete */
  :: else
  fi;
#ifdef WORDS_BEFORE_COUNT
  LD(R, WORD, x); wordSeen = x; LD(R, COUNT, y); countSeen = y;
#else
  LD_COUNT(R, COUNT, y); /* TakeControlChange copies the count before the words */
  if :: y != countSeen -> countSeen = y; LDP(R, WORD, x); assert(x >= countSeen); wordSeen = x :: else fi;
#endif
  if :: seen + wordSeen >= N -> goto done :: else fi;
  if :: goto visit :: skip fi; /* spins a while, or not */
#ifdef GENERATION_RESET
  if :: !reset -> reset = 1; generation = 0 :: skip fi;
#endif
#ifndef DRAIN_AFTER_LOOK
  if
  :: DRAIN(0)
  :: bell[0] > 0 -> REACHED(stale_bell) /* left in it: the sleep ends without cause */
  :: skip
  fi;
#endif
  generation = (generation + 1) | 1;
  STR(R, PARKED, generation); /* Arm */
#ifndef NO_DATA_READER
  FENCE(R); /* DataReader */
#endif
  LD(R, COMMIT, x); LD(R, COUNT, y); /* HasNews */
#ifdef CONTROL_OUTSIDE_READER
  y = countSeen;
#endif
  if :: x != seen || y != countSeen -> goto visit :: else fi;
#ifdef DRAIN_AFTER_LOOK
  DRAIN(0);
#endif
  SLEEP(0);
  REACHED(slept)
  goto visit;
done: skip
}

#ifdef SECOND_DRAINER
active proctype Other() { end: do :: SLEEP(0) od }
#endif

active proctype Memory() { end: do FLUSH(W) FLUSH(R) EARLY(R, PAYLOAD) EARLY(R, WORD) od }
