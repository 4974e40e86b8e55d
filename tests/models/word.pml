/* SPDX-License-Identifier: MIT */
/*
 * A bell that is a word of the writer's, in one kernel: Fabric.RingWord and Link.RingPump, WordLaneBell and PumpWords,
 * WordSleep; and a thread of the reader's own process that changes something (a death, a cancellation, a message that came) and signals.
 * The kernel looks at both words and queues the sleeper in one step. (Rules 14 and 46.)
 *
 * Broken variants: NO_DATA_WRITER, NO_DATA_READER, COPY_BEFORE_SLEEP (the writer's word is copied after the look), OWN_BEFORE_SLEEP (the
 * own one is), WAKE_ONLY (without a change of the word), BUMP_AFTER_WAKE, ONE_WORD (the sleep does not look at the own word),
 * NO_ASLEEP_FENCE (between the note that the reader is asleep, and the sleep).
 */
/* essential: slept rung signalled not_slept */
#define NP 3
#define NV 6
#define NB 1
#define DEPTH 2
#include "memory.pml"
#ifndef N
#define N 3 /* records */
#endif
#define COMMIT 0
#define PARKED 1
#define WORD 2
#define OWN 3
#define ASLEEP 4
#define CLOSED 5
#define WRITER 0
#define SIGNALLER 1
#define R 2
bit queued; /* the reader sleeps in the kernel */
byte rung[24];

#define WAKE(p) atomic { sb[p].n == 0 -> queued = 0 }
#ifdef ONE_WORD
#define UNCHANGED mem[WORD] == word
#else
#define UNCHANGED mem[WORD] == word && mem[OWN] == own
#endif

active proctype Writer() {
  byte i, parked, rungGeneration;
  do
  :: i < N ->
     i++;
     STR(WRITER, COMMIT, i);
#ifndef NO_DATA_WRITER
     FENCE(WRITER); /* DataWriter */
#endif
     LD(WRITER, PARKED, parked);
     if
     :: (parked & 1) && parked > rungGeneration ->
        rungGeneration = parked;
        rung[parked]++;
        assert(rung[parked] == 1);
#ifdef BUMP_AFTER_WAKE
        WAKE(WRITER); INTERLOCKED(WRITER, mem[WORD]++);
#else
#ifndef WAKE_ONLY
        INTERLOCKED(WRITER, mem[WORD]++);
#endif
        WAKE(WRITER);
#endif
        REACHED(rung)
     :: else
     fi;
     parked = 0
  :: else -> break
  od
}

active proctype Signaller() {
  byte x;
  STR(SIGNALLER, CLOSED, 1);
  INTERLOCKED(SIGNALLER, mem[OWN]++); /* Signal */
  LD(SIGNALLER, ASLEEP, x);
  if :: x -> WAKE(SIGNALLER); REACHED(signalled) :: else fi
}

active proctype Reader() {
  byte x, seen, generation, word, own;
  bit closed;
arm:
  if :: seen == N && closed -> goto done :: else fi;
  if /* Drain, which may be left out */
  :: LD(R, OWN, own); LD(R, WORD, word)
  :: skip
  fi;
  generation = (generation + 1) | 1;
  STR(R, PARKED, generation); /* Arm */
#ifndef NO_DATA_READER
  FENCE(R); /* DataReader */
#endif
  LD(R, COMMIT, x);
  if :: x != seen -> seen = x; x = 0; goto arm :: else fi;
  LD(R, CLOSED, x);
  if :: x && !closed -> closed = 1; x = 0; goto arm :: else fi;
#ifdef COPY_BEFORE_SLEEP
  LD(R, WORD, word);
#endif
#ifdef OWN_BEFORE_SLEEP
  LD(R, OWN, own);
#endif
  STR(R, ASLEEP, 1);
#ifndef NO_ASLEEP_FENCE
  FENCE(R);
#endif
  atomic { if :: UNCHANGED -> queued = 1; REACHED(slept) :: else -> REACHED(not_slept) fi };
  !queued;
  STR(R, ASLEEP, 0);
  LD(R, OWN, own); LD(R, WORD, word); /* a wait drains what ended it */
  x = 0;
  goto arm;
done: skip
}

active proctype Memory() { end: do FLUSH(WRITER) FLUSH(SIGNALLER) FLUSH(R) od }
