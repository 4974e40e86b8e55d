/* SPDX-License-Identifier: MIT */
/*
 * The wake summary: two channels with a writing thread each, one group, one pump with bell 0. Link.RingPump and CollectRung,
 * ChannelEnd.RingPeer, Pump.TryArmHot and TakeEvents. (Rules 14 and 15.)
 *
 * Broken variants: NO_DATA_WRITER, NO_DATA_READER, GROUP_FIRST, PLAIN_BUMP, COPY_AFTER_VISIT, BUMP_AFTER_RING, DRAIN_AFTER_LOOK,
 * DRAIN_BEFORE_SLEEP (a drain between the read of the summary and the sleep), LOOK_AT_SUMMARY (the look again after arming), DISARM_ALL
 * (all channels are disarmed on waking, not only the visited ones); with ARM: GROUP_READ_PLAINLY.
 */
/* essential: slept rung visited_one */
#define NP 3
#define NV 7
#define NB 1
#define DEPTH 3
#include "memory.pml"
#ifndef N
#define N 2 /* records of each channel */
#endif
#define COMMIT 0
#define PARKED 2
#define CHANNEL 4
#define GROUP 6
#define R 2
byte rung0[24], rung1[24];
#ifdef GROUP_READ_PLAINLY
#define LD_GROUP LDP
#define LD_CHANNEL LDP
#else
#define LD_GROUP LD
#define LD_CHANNEL LD
#endif

#ifdef PLAIN_BUMP
#define BUMP(c, w) LD(c, (w), count); STR(c, (w), (count + 1))
#else
#define BUMP(c, w) INTERLOCKED(c, mem[w]++)
#endif

proctype Writer(byte c) {
  byte i, parked, rungGeneration, count;
  do
  :: i < N ->
     i++;
     STR(c, COMMIT + c, i);
#ifndef NO_DATA_WRITER
     FENCE(c); /* DataWriter */
#endif
     LD(c, PARKED + c, parked);
     if
     :: (parked & 1) && parked > rungGeneration ->
        rungGeneration = parked;
        if :: c == 0 -> rung0[parked]++; assert(rung0[parked] == 1) :: else -> rung1[parked]++; assert(rung1[parked] == 1) fi;
#ifdef GROUP_FIRST
        BUMP(c, GROUP); BUMP(c, CHANNEL + c); RING(c, 0);
#else
#ifdef BUMP_AFTER_RING
        RING(c, 0); BUMP(c, CHANNEL + c); BUMP(c, GROUP);
#else
        BUMP(c, CHANNEL + c); BUMP(c, GROUP); RING(c, 0); /* RingPeer */
#endif
#endif
        REACHED(rung)
     :: else
     fi;
     parked = 0; count = 0
  :: else -> break
  od
}

active proctype Pump() {
  byte x, c, groupSeen;
  byte seen[2], generation[2], channelSeen[2];
  bit hot[2];
  bit news;
  hot[0] = 1; hot[1] = 1;
arm: /* TryArmHot */
  if :: seen[0] + seen[1] == 2 * N -> goto done :: else fi;
#ifdef DRAIN_BEFORE_SLEEP
  DRAIN(0);
#endif
  c = 0;
  do
  :: c < 2 -> if :: hot[c] -> generation[c] = (generation[c] + 1) | 1; STR(R, PARKED + c, generation[c]) :: else fi; c++
  :: else -> break
  od;
#ifndef NO_DATA_READER
  FENCE(R); /* DataReader */
#endif
  news = 0; c = 0;
  do
  :: c < 2 ->
     if
     :: hot[c] ->
#ifdef LOOK_AT_SUMMARY
        LD(R, CHANNEL + c, x);
        if :: x != channelSeen[c] -> channelSeen[c] = x; LD(R, COMMIT + c, x); seen[c] = x; news = 1 :: else -> hot[c] = 0 fi
#else
        LD(R, COMMIT + c, x); if :: x != seen[c] -> seen[c] = x; news = 1 :: else -> hot[c] = 0 fi
#endif
     :: else
     fi;
     c++
  :: else -> break
  od;
  if :: news -> goto arm :: else fi;
#ifdef DRAIN_AFTER_LOOK
  bell[0] > 0; /* woken, but the bell is emptied after the summary was read */
#else
  SLEEP(0);
#endif
  REACHED(slept)
#ifdef DISARM_ALL
  generation[0]++; generation[1]++; STR(R, PARKED, generation[0]); STR(R, PARKED + 1, generation[1]);
#endif
  LD_GROUP(R, GROUP, x); /* CollectRung */
  if
  :: x != groupSeen ->
     groupSeen = x;
     c = 0;
     do
     :: c < 2 ->
        LD_CHANNEL(R, CHANNEL + c, x);
        if
        :: x != channelSeen[c] ->
           hot[c] = 1;
#ifndef COPY_AFTER_VISIT
           channelSeen[c] = x;
#endif
           LD(R, COMMIT + c, x); seen[c] = x;
#ifdef COPY_AFTER_VISIT
           LD(R, CHANNEL + c, x); channelSeen[c] = x;
#endif
        :: else
        fi;
        c++
     :: else -> break
     od;
     if :: hot[0] != hot[1] -> REACHED(visited_one) :: else fi;
#ifdef COPY_AFTER_VISIT
     LD(R, GROUP, x); groupSeen = x;
#endif
  :: else
  fi;
#ifdef DRAIN_AFTER_LOOK
  DRAIN(0);
#endif
  x = 0; c = 0;
  goto arm;
done: skip
}

#ifdef GROUP_READ_PLAINLY
#define EARLY_LOADS EARLY(R, CHANNEL) EARLY(R, CHANNEL + 1)
#else
#define EARLY_LOADS /* nothing is read plainly */
#endif
active proctype Memory() { end: do FLUSH(0) FLUSH(1) FLUSH(R) EARLY_LOADS od }
init { atomic { run Writer(0); run Writer(1) } }
