/* SPDX-License-Identifier: MIT */
/*
 * A ring of S cells with padding, and both pairs on it: RingWriter and RingReader, ChannelEnd.ArmForSpace and PublishHead, and the sleeps
 * of Lane.WaitForSpace and of a reader. A record is one cell (its commit word) or two (commit word and payload). SpaceWriter is the fence
 * in ArmForSpace, SpaceReader the one in RingReader.PublishHeadFenced. (Rules 5, 6, 12, 14.) As in the code, a padding record is committed
 * without a look at the parked word.
 *
 * Broken variants: NO_DATA_WRITER, NO_DATA_READER, NO_SPACE_WRITER, NO_SPACE_READER, EXACTLY_FULL, CLEAR_AFTER, NO_CLEAR,
 * DRAIN_AFTER_LOOK, HEAD_BEFORE_PAYLOAD; with ARM: COMMIT_READ_PLAINLY. LAZY: the head is published for several records at once, at the
 * latest before a sleep.
 */
/* essential: writer_slept reader_slept rung_space rung_data padded two_cells */
#define NP 2
#define S 4
#define NV 7
#define NB 2
#include "memory.pml"
#ifndef N
#define N 3
#endif
#define W 0
#define R 1
#define HEAD 4
#define WANTED 5
#define PARKED 6
#define PADDING 120
#define IS_PAYLOAD 128 /* a cell of payload must never be taken for a commit word */
#ifdef EXACTLY_FULL
#define HEADER 0
#else
#define HEADER 1
#endif
#ifdef COMMIT_READ_PLAINLY
#define LD_COMMIT LDP
#else
#define LD_COMMIT LD
#endif
byte rungSpace[32], rungData[64];

#define FITS (S - (tail - headSeen) >= cells + HEADER)
#define CONTIGUOUS (S - tail % S)

inline commit(cells_, value_) {
#if !defined(CLEAR_AFTER) && !defined(NO_CLEAR)
  ST(W, ((tail + cells_) % S), 0);
#endif
  STR(W, (tail % S), value_);
#ifdef CLEAR_AFTER
  ST(W, ((tail + cells_) % S), 0);
#endif
  tail = tail + cells_;
#ifndef NO_DATA_WRITER
  FENCE(W); /* DataWriter */
#endif
}

active proctype Writer() {
  byte tail, headSeen, cells, seq = 1, wanted, parked, rungGeneration;
  bit armed;
  do
  :: seq <= N ->
     if :: cells = 1 :: cells = 2; REACHED(two_cells) fi;
     armed = 0;
reserve: /* TryReserve */
     if
     :: cells <= CONTIGUOUS && FITS -> goto fill
     :: else
     fi;
     LD(W, HEAD, headSeen);
     assert(tail - headSeen <= S);
     if
     :: cells > CONTIGUOUS && S - (tail - headSeen) >= CONTIGUOUS + HEADER -> commit(1, PADDING); REACHED(padded)
     :: else
     fi;
     if :: cells <= CONTIGUOUS && FITS -> goto fill :: else fi;
     if
     :: !armed -> /* WaitForSpace */
        if :: goto reserve :: skip fi;
#ifndef DRAIN_AFTER_LOOK
        MAY_DRAIN(1);
#endif
        wanted = tail + cells + HEADER - S;
        if :: cells > CONTIGUOUS -> wanted = wanted + CONTIGUOUS :: else fi;
        STR(W, WANTED, wanted); /* ArmForSpace */
#ifndef NO_SPACE_WRITER
        FENCE(W); /* SpaceWriter */
#endif
        armed = 1;
        goto reserve
     :: else ->
#ifdef DRAIN_AFTER_LOOK
        DRAIN(1);
#endif
        SLEEP(1);
        REACHED(writer_slept)
        armed = 0;
        goto reserve
     fi;
fill:
     if :: cells == 2 -> ST(W, ((tail + 1) % S), (IS_PAYLOAD + seq)) :: else fi;
     commit(cells, (seq * 4 + cells));
     LD(W, PARKED, parked); /* WakeReader */
     if
     :: (parked & 1) && parked > rungGeneration ->
        rungGeneration = parked; rungData[parked]++; assert(rungData[parked] == 1); RING(W, 0); REACHED(rung_data)
     :: else
     fi;
     seq++
  :: else -> break
  od
}

active proctype Reader() {
  byte head, published, commitWord, payload, expected = 1, wanted, wantedRung, generation;
  do
  :: expected <= N ->
visit:
     LD_COMMIT(R, (head % S), commitWord); /* TryRead */
     if
     :: commitWord == 0 ->
#ifdef LAZY
        if :: published != head -> goto publish :: else fi;
#endif
        if :: goto visit :: skip fi;
        MAY_DRAIN(0);
        generation = (generation + 1) | 1;
        STR(R, PARKED, generation); /* Arm */
#ifndef NO_DATA_READER
        FENCE(R); /* DataReader */
#endif
        LD(R, (head % S), commitWord); /* HasRecord */
        if :: commitWord != 0 -> goto visit :: else fi;
        SLEEP(0);
        REACHED(reader_slept)
        goto visit
     :: commitWord == PADDING -> head++; goto visit
     :: else ->
        assert(commitWord < IS_PAYLOAD); /* only what was committed is read */
        assert(commitWord / 4 == expected); /* in order, each once */
#ifdef HEAD_BEFORE_PAYLOAD
        STR(R, HEAD, (head + commitWord % 4));
#endif
        if
        :: commitWord % 4 == 2 -> LDP(R, ((head + 1) % S), payload); assert(payload == IS_PAYLOAD + expected)
        :: else
        fi;
        expected++;
        head = head + commitWord % 4; /* Advance */
        payload = 0
     fi;
#ifdef LAZY
     if :: expected <= N -> goto visit :: skip fi;
publish:
     published = head;
#endif
     STR(R, HEAD, head); /* PublishHeadFenced */
#ifndef NO_SPACE_READER
     FENCE(R); /* SpaceReader */
#endif
     LD(R, WANTED, wanted);
     if
     :: wanted != wantedRung && head >= wanted ->
        wantedRung = wanted; rungSpace[wanted]++; assert(rungSpace[wanted] == 1); RING(R, 1); REACHED(rung_space)
     :: else
     fi
  :: else -> break
  od
}

active proctype Memory() { end: do FLUSH(W) FLUSH(R) EARLY(R, 1) EARLY(R, 2) EARLY(R, 3) od }
