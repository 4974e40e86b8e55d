// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * The other side of the tests in C#: peer serve NAME WAIT | peer call NAME WAIT SEED | peer die NAME WAIT. WAIT is 0 adaptive, 1 spin,
 * 2 park. The fabric is what IKC_FABRIC says. test_cross.h is what `ikc header` makes of the tests' contract.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "test_cross.h"

#define SECOND INT64_C(1000000000)

static uint64_t seed = 1;

static uint64_t next(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static void fail(const char *what, int line)
{
	fprintf(stderr, "peer: line %d: %s\n", line, what);
	exit(1);
}

#define EXPECT(condition) do { if (!(condition)) fail(#condition, __LINE__); } while (0)

/* ---- the service ---- */

static int posted;
static uint8_t block[1 << 21];

/* Decodes the arguments as `in`, runs the body, and answers with `out`. */
#define SERVE(name, ...) do { \
	struct name##_arguments in; \
	struct name##_result out; \
	memset(&out, 0, sizeof(out)); \
	name##_arguments_decode(&request->arguments, &in); \
	if (request->arguments.failed) \
		return IKC_STATUS_PROTOCOL_VIOLATION; \
	__VA_ARGS__ \
	reply = ikc_reply(request, name##_result_bytes(&out)); \
	if (!reply) \
		return IKC_STATUS_RING_FULL; \
	name##_result_encode(reply, &out); \
	return IKC_STATUS_OK; \
} while (0)

static int serve(struct ikc_request *request)
{
	struct ikc_encoder *reply;

	switch (request->method) {
	case TEST_CROSS_STRUCT:
		SERVE(test_cross_struct, out.value = in.value;);
	case TEST_CROSS_KINDS:
		SERVE(test_cross_kinds, out.value.item1 = in.a; out.value.item2 = in.b; out.value.item3 = in.c; out.value.item4 = in.d;
		      out.value.item5 = in.e;);
	case TEST_CROSS_TIMES:
		SERVE(test_cross_times, out.value.item1 = in.a; out.value.item2 = in.b; out.value.item3 = in.c; out.value.item4 = in.d;
		      out.value.item5 = in.e;);
	case TEST_CROSS_MAYBE:
		SERVE(test_cross_maybe, out.value.is_present = in.value.is_present; out.value.value = in.value.value;);
	case TEST_CROSS_TEXT:
		SERVE(test_cross_text, out.value = in.value;);
	case TEST_CROSS_BLOCK:
		SERVE(test_cross_block, out.value.elements = in.value.elements; out.value.count = in.value.count;);
	case TEST_CROSS_SUM:
		SERVE(test_cross_sum, for (uint32_t i = 0; i < in.value.count; i++) out.value += in.value.elements[i];);
	case TEST_CROSS_FILL:
		SERVE(test_cross_fill, if (in.count < 0 || (size_t)in.count > sizeof(block)) return IKC_STATUS_TOO_LARGE;
		      memset(block, in.value, (size_t)in.count); out.value.elements = block; out.value.count = (uint64_t)in.count;);
	case TEST_CROSS_SLEEP:
		SERVE(test_cross_sleep, struct timespec time = { in.milliseconds / 1000, in.milliseconds % 1000 * 1000000 };
		      nanosleep(&time, NULL); out.value = ikc_is_cancelled(request););
	case TEST_CROSS_ADD_ASYNC:
		SERVE(test_cross_add_async, out.value = in.a + in.b;);
	case TEST_CROSS_POST: {
		struct test_cross_post_arguments in;

		test_cross_post_arguments_decode(&request->arguments, &in);
		posted += in.value;
		return IKC_STATUS_OK;
	}
	case TEST_CROSS_POSTED: {
		struct test_cross_posted_result out = { posted };

		reply = ikc_reply(request, test_cross_posted_result_bytes(&out));
		if (!reply)
			return IKC_STATUS_RING_FULL;
		test_cross_posted_result_encode(reply, &out);
		return IKC_STATUS_OK;
	}
	case TEST_CROSS_FAIL:
		return IKC_STATUS_FAULTED;
	case TEST_CROSS_DIE:
		raise(SIGKILL);
	}
	return IKC_STATUS_UNIMPLEMENTED;
}

/* ---- the client ---- */

/* Calls with `in`; the result is in `out` until ikc_end(). */
#define CALL(method, name, timeout) do { \
	EXPECT(ikc_begin(client, method, name##_arguments_bytes(&in), timeout, &call) == IKC_STATUS_OK); \
	name##_arguments_encode(&call.arguments, &in); \
	if (ikc_invoke(&call) == IKC_STATUS_OK) { \
		name##_result_decode(&call.result, &out); \
		EXPECT(!call.result.failed); \
	} \
} while (0)

static void call_values(struct ikc_client *client)
{
	struct ikc_call call;

	{
		struct test_cross_struct_arguments in;
		struct test_cross_struct_result out = { 0 };
		uint8_t *bytes = (uint8_t *)&in;

		for (size_t i = 0; i < sizeof(in); i++)
			bytes[i] = (uint8_t)next();
		CALL(TEST_CROSS_STRUCT, test_cross_struct, 10 * SECOND);
		EXPECT(call.status == IKC_STATUS_OK && memcmp(&in, &out, sizeof(in)) == 0);
		ikc_end(&call);
	}
	{
		struct test_cross_kinds_arguments in;
		struct test_cross_kinds_result out = { 0 };

		memset(&in, 0, sizeof(in));
		in.a = next() & 1;
		in.b = (uint16_t)next();
		in.c.a = (uint32_t)next();
		in.c.d[7] = (uint8_t)next();
		in.d.low = (uint32_t)next();
		in.d.flags = UINT32_C(0x80000000) | (uint32_t)(next() % 29) << 16;
		in.e.ticks = (int64_t)(next() % IKC_TICKS_MAX);
		in.e.kind = next() % 2;	/* a local time may lie in a gap of its zone */
		CALL(TEST_CROSS_KINDS, test_cross_kinds, 10 * SECOND);
		EXPECT(call.status == IKC_STATUS_OK && out.value.item1 == in.a && out.value.item2 == in.b);
		EXPECT(memcmp(&out.value.item3, &in.c, 16) == 0 && memcmp(&out.value.item4, &in.d, 16) == 0);
		EXPECT(out.value.item5.ticks == in.e.ticks && out.value.item5.kind == in.e.kind);
		ikc_end(&call);
	}
	{
		struct test_cross_times_arguments in;
		struct test_cross_times_result out = { 0 };

		memset(&in, 0, sizeof(in));
		in.a.ticks = INT64_C(630000000000000000) + (int64_t)(next() % 1000000000);
		in.a.offset_minutes = (int16_t)(next() % 1680) - 840;
		in.b = (int64_t)next();
		in.c = (int32_t)(next() % IKC_DAYS_MAX);
		in.d = (int64_t)(next() % IKC_TICKS_OF_DAY);
		in.e = (ikc_i128)(int64_t)next() * (int64_t)next();
		CALL(TEST_CROSS_TIMES, test_cross_times, 10 * SECOND);
		EXPECT(call.status == IKC_STATUS_OK && out.value.item1.ticks == in.a.ticks && out.value.item1.offset_minutes == in.a.offset_minutes);
		EXPECT(out.value.item2 == in.b && out.value.item3 == in.c && out.value.item4 == in.d && out.value.item5 == in.e);
		ikc_end(&call);
	}
	for (int present = 0; present < 2; present++) {
		struct test_cross_maybe_arguments in;
		struct test_cross_maybe_result out = { 0 };

		in.value.is_present = (uint8_t)present;
		in.value.value = (int32_t)next();
		CALL(TEST_CROSS_MAYBE, test_cross_maybe, 10 * SECOND);
		EXPECT(call.status == IKC_STATUS_OK && out.value.is_present == present && (!present || out.value.value == in.value.value));
		ikc_end(&call);
	}
	{
		struct test_cross_text_arguments in = { ikc_text_of("gr\xc3\xbc\xc3\x9f" "e") };
		struct test_cross_text_result out = { 0 };

		CALL(TEST_CROSS_TEXT, test_cross_text, 10 * SECOND);
		EXPECT(call.status == IKC_STATUS_OK && out.value.byte_count == in.value.byte_count);
		EXPECT(memcmp(out.value.bytes, in.value.bytes, in.value.byte_count) == 0);
		ikc_end(&call);
	}
}

static void call_bulk(struct ikc_client *client)
{
	static const uint32_t sizes[] = { 0, 1, 100, 5000, 70000, 1 << 20 };
	struct ikc_call call;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct test_cross_block_arguments blocks = { { (const double *)(const void *)block, sizes[i] / 8 } };
		struct test_cross_sum_arguments sum = { { block, sizes[i] } };
		struct test_cross_fill_arguments fill = { (int32_t)sizes[i], (uint8_t)next() };
		int64_t expected = 0;

		for (uint32_t j = 0; j < sizes[i]; j++) {
			block[j] = (uint8_t)next();
			expected += block[j];
		}
		{
			struct test_cross_block_arguments in = blocks;
			struct test_cross_block_result out = { 0 };

			CALL(TEST_CROSS_BLOCK, test_cross_block, 10 * SECOND);
			EXPECT(call.status == IKC_STATUS_OK && out.value.count == in.value.count);
			EXPECT(memcmp(out.value.elements, block, out.value.count * sizeof(double)) == 0);
			ikc_end(&call);
		}
		{
			struct test_cross_sum_arguments in = sum;
			struct test_cross_sum_result out = { 0 };

			CALL(TEST_CROSS_SUM, test_cross_sum, 10 * SECOND);
			EXPECT(call.status == IKC_STATUS_OK && out.value == expected);
			ikc_end(&call);
		}
		{
			struct test_cross_fill_arguments in = fill;
			struct test_cross_fill_result out = { 0 };

			CALL(TEST_CROSS_FILL, test_cross_fill, 10 * SECOND);
			EXPECT(call.status == IKC_STATUS_OK && out.value.count == sizes[i]);
			for (uint32_t j = 0; j < sizes[i]; j++)
				EXPECT(out.value.elements[j] == in.value);
			ikc_end(&call);
		}
	}
}

static void call_rest(struct ikc_client *client)
{
	struct ikc_call call, many[20];
	int sum = 0;

	for (int i = 1; i <= 1000; i++) {
		struct test_cross_post_arguments in = { i };

		EXPECT(ikc_begin(client, TEST_CROSS_POST, test_cross_post_arguments_bytes(&in), 10 * SECOND, &call) == IKC_STATUS_OK);
		test_cross_post_arguments_encode(&call.arguments, &in);
		EXPECT(ikc_invoke(&call) == IKC_STATUS_OK);
		ikc_end(&call);
		sum += i;
	}
	EXPECT(ikc_begin(client, TEST_CROSS_POSTED, 0, 10 * SECOND, &call) == IKC_STATUS_OK && ikc_invoke(&call) == IKC_STATUS_OK);
	{
		struct test_cross_posted_result out = { 0 };

		test_cross_posted_result_decode(&call.result, &out);
		EXPECT(out.value == sum);
		ikc_end(&call);
	}
	EXPECT(ikc_begin(client, TEST_CROSS_FAIL, 0, 10 * SECOND, &call) == IKC_STATUS_OK && ikc_invoke(&call) == IKC_STATUS_FAULTED);
	EXPECT(call.fate == IKC_FATE_EXECUTED);
	ikc_end(&call);
	for (int i = 0; i < 20; i++) {
		struct test_cross_add_async_arguments in = { i, 2 * i };

		EXPECT(ikc_begin(client, TEST_CROSS_ADD_ASYNC, test_cross_add_async_arguments_bytes(&in), 10 * SECOND, &many[i]) == IKC_STATUS_OK);
		test_cross_add_async_arguments_encode(&many[i].arguments, &in);
		EXPECT(ikc_send(&many[i]) == IKC_STATUS_OK);
	}
	for (int i = 19; i >= 0; i--) {
		struct test_cross_add_async_result out = { 0 };

		EXPECT(ikc_wait(&many[i]) == IKC_STATUS_OK);
		test_cross_add_async_result_decode(&many[i].result, &out);
		EXPECT(out.value == 3 * i);
	}
	for (int i = 0; i < 20; i++)
		ikc_end(&many[i]);
	{
		struct test_cross_sleep_arguments in = { 300 };
		struct test_cross_sleep_result out = { 0 };

		CALL(TEST_CROSS_SLEEP, test_cross_sleep, SECOND / 50);
		EXPECT(call.status == IKC_STATUS_DEADLINE_EXCEEDED && call.fate == IKC_FATE_MAYBE_EXECUTED);
		ikc_end(&call);
	}
	call_values(client);	/* a further lane, while the late reply is awaited */
}

int main(int argc, char **argv)
{
	struct ikc_options options = { .instance = -1 };
	struct ikc_client *client;
	struct ikc_node *node;
	struct ikc_call call;

	if (argc < 4)
		return 2;
	options.wait = atoi(argv[3]);
	EXPECT(ikc_open(&node, &options) == IKC_STATUS_OK);
	if (strcmp(argv[1], "serve") == 0) {
		EXPECT(ikc_serve(node, &test_cross_contract, argv[2], serve, NULL, NULL) == IKC_STATUS_OK);
		puts("ready");
		fflush(stdout);
		for (;;)
			ikc_poll(node, IKC_FOREVER);
	}
	if (ikc_connect(node, &test_cross_contract, argv[2], 60 * SECOND, &client))
		fail(ikc_error(node), __LINE__);
	if (strcmp(argv[1], "die") == 0) {
		struct test_cross_sleep_arguments in = { 600000 };

		EXPECT(ikc_begin(client, TEST_CROSS_SLEEP, test_cross_sleep_arguments_bytes(&in), IKC_FOREVER, &call) == IKC_STATUS_OK);
		test_cross_sleep_arguments_encode(&call.arguments, &in);
		EXPECT(ikc_send(&call) == IKC_STATUS_OK);
		puts("ready");
		fflush(stdout);
		EXPECT(ikc_wait(&call) == IKC_STATUS_PEER_DIED && call.fate == IKC_FATE_MAYBE_EXECUTED);
		ikc_end(&call);
		EXPECT(ikc_begin(client, TEST_CROSS_POSTED, 0, SECOND, &call) == IKC_STATUS_PEER_DIED && call.fate == IKC_FATE_NOT_SENT);
		ikc_end(&call);
	} else {
		seed = argc > 4 ? strtoull(argv[4], NULL, 10) * 2 + 1 : 1;
		for (int i = 0; i < 20; i++)
			call_values(client);
		call_bulk(client);
		call_rest(client);
	}
	ikc_close(node);
	puts("done");
	return 0;
}
