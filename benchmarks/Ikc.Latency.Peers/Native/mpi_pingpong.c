// SPDX-License-Identifier: MIT
/*
 * Open MPI's side of the comparison: rank 0 sends, rank 1 sends back, and every byte is copied by the library alone. Prints one line:
 * the median time of a round trip in nanoseconds, then the times of single ones.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PER_BLOCK 32
#define BLOCKS_MAX 4096

static double now_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void ping(char *bytes, int size)
{
	MPI_Send(bytes, size, MPI_BYTE, 1, 0, MPI_COMM_WORLD);
	MPI_Recv(bytes, size, MPI_BYTE, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

int main(int argc, char **argv)
{
	static double blocks[BLOCKS_MAX];
	int size = atoi(argv[1]);
	double for_ns = atof(argv[2]) * 1e6;
	int rank, count = 0;
	char *bytes;

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	bytes = calloc(1, size + 1); /* a message that is one byte longer ends it */
	if (rank == 1) {
		MPI_Status status;
		int length;

		for (;;) {
			MPI_Recv(bytes, size + 1, MPI_BYTE, 0, 0, MPI_COMM_WORLD, &status);
			MPI_Get_count(&status, MPI_BYTE, &length);
			if (length > size)
				break;
			MPI_Send(bytes, size, MPI_BYTE, 0, 0, MPI_COMM_WORLD);
		}
	} else {
		double end, last;

		for (end = now_ns() + for_ns; now_ns() < end;)
			ping(bytes, size);
		last = now_ns();
		for (end = last + for_ns; count < BLOCKS_MAX && (last < end || count < 3); count++) {
			double now;

			for (int i = 0; i < PER_BLOCK; i++)
				ping(bytes, size);
			now = now_ns();
			blocks[count] = (now - last) / PER_BLOCK;
			last = now;
		}
		qsort(blocks, count, sizeof(double), by_size);
		printf("%.1f", blocks[count / 2]);
		for (int i = 0; i < 2000 && (last < end + for_ns || i < 5); i++) {
			double now;

			ping(bytes, size);
			now = now_ns();
			printf(" %.0f", now - last);
			last = now_ns();
		}
		printf("\n");
		MPI_Send(bytes, size + 1, MPI_BYTE, 1, 0, MPI_COMM_WORLD);
	}
	MPI_Finalize();
	return 0;
}
