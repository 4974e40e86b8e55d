/* SPDX-License-Identifier: MIT */
/*
 * The watchdog sleeps for as long as the pump sleeps (Pump.Sleep, PumpThreads.Watch and WatchLoop). A Dekker pair: the pump says that it
 * is awake, fence, looks whether it is watched; the watchdog says that it does not watch, fence, looks whether the pump sleeps. A pump
 * that is awake for long (stuck in user code) must be watched.
 *
 * Broken variants: NO_WATCH_FENCE (the pump's), NO_WATCHER_FENCE (the watchdog's), RESET_LAST (the event is reset after watching is
 * cleared).
 */
/* essential: watcher_slept set_event stuck_seen */
#define NP 2
#define NV 2
#define NB 2
#define DEPTH 2
#include "memory.pml"
#define SLEEPING 0
#define WATCHING 1
#define P 0
#define D 1
#define EVENT 0 /* _watchNeeded */
#ifndef SLEEPS
#define SLEEPS 3
#endif
bit replaced;

active proctype Pump() {
  byte i, x;
  do
  :: i < SLEEPS ->
     i++;
     STR(P, SLEEPING, 1);
     FENCE(P); /* pairs with Hub.WakePump */
     STR(P, SLEEPING, 0); /* woken */
#ifndef NO_WATCH_FENCE
     FENCE(P);
#endif
     LD(P, WATCHING, x); /* Watch */
     if
     :: x == 0 -> INTERLOCKED(P, x = mem[WATCHING]; mem[WATCHING] = 1);
        if :: x == 0 -> RING(P, EVENT); REACHED(set_event) :: else fi
     :: else
     fi
  :: else -> break
  od;
stuck: replaced /* stuck in user code until the watchdog sees it */
}

active proctype Watchdog() {
  byte x;
  do
  :: LD(D, SLEEPING, x); /* ReplaceIfStuck */
     if :: x == 0 -> goto look :: else fi;
#ifndef RESET_LAST
     DRAIN(EVENT); /* Reset */
#endif
     STR(D, WATCHING, 0);
#ifndef NO_WATCHER_FENCE
     FENCE(D);
#endif
     LD(D, SLEEPING, x);
     if :: x == 0 -> STR(D, WATCHING, 1); goto look :: else fi;
#ifdef RESET_LAST
     DRAIN(EVENT);
#endif
     bell[EVENT]; /* Wait; the event stays set */
     REACHED(watcher_slept)
     goto again;
look:
     if :: Pump@stuck -> break :: else fi;
again: skip
  od;
  replaced = 1;
  REACHED(stuck_seen)
}

active proctype Memory() { end: do FLUSH(P) FLUSH(D) od }
