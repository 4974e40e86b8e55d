// SPDX-License-Identifier: GPL-2.0
/*
 * bells INSTANCE: rings the selftests' peer on another kernel, which rings back, over
 * and over; both sleep, and nothing else is between them. Prints the median, for the
 * latency harness.
 */
#include <stdio.h>

#include "ikc_test.h"

#define ROUNDS	1000

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	static uint64_t ns[ROUNDS];
	struct ikc_handle peer;
	struct ikc_event ev;
	int fd = ikc_open(), i;

	if (argc != 2 || fd < 0 || ikc_allow_all(fd) ||
	    !ikc_find(fd, atoi(argv[1]), "peer", &peer, 60000)) {
		perror("bells: no peer");
		return 1;
	}
	for (i = 0; i < ROUNDS; i++) {
		uint64_t begin = now_ns();

		if (ikc_ring(fd, peer, 0) || !ikc_next(fd, IKC_EVENT_RANG, &ev, 60000)) {
			perror("bells: no answer");
			return 1;
		}
		ns[i] = now_ns() - begin;
	}
	qsort(ns, ROUNDS, sizeof(ns[0]), compare);
	printf("round trip %llu ns\n", (unsigned long long)ns[ROUNDS / 2]);
	return 0;
}
