// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * Hostile peers, seeded: fuzz SEED ROUNDS. A client of this process writes whatever it likes into its own areas, and offers whatever it
 * likes, to a service on another thread; then a service does the same to a client. After each round an honest pair must still work.
 * Meant for a build with sanitizers.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../src/internal.h"

#define SECOND INT64_C(1000000000)

static const struct ikc_method methods[] = {
	{ "fuzz", 1, IKC_METHOD_KIND_SYNC, 0, 11, "echo" },
	{ "fuzz", 2, IKC_METHOD_KIND_ASYNC, 0, 12, "echo_async" },
	{ "fuzz", 3, IKC_METHOD_KIND_ONE_WAY, 0, 13, "post" },
	{ "fuzz", 4, IKC_METHOD_KIND_ONE_WAY_ASYNC, 0, 14, "post_async" },
};
static const struct ikc_contract contract = { "fuzz", NULL, 0, 4, methods };

static _Thread_local uint64_t seed = 88172645463325252;
static const char *domain;
static int is_over, is_hostile;

static uint64_t next(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static void expect(int condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	exit(1);
}

/* Gives its one block back. */
static int echo(struct ikc_request *request)
{
	struct ikc_encoder *reply;
	const uint8_t *bytes;
	uint32_t count;

	bytes = ikc_get_block(&request->arguments, &count, 1);
	if (request->arguments.failed || !bytes)
		return request->expects_reply ? IKC_STATUS_PROTOCOL_VIOLATION : IKC_STATUS_OK;
	reply = ikc_reply(request, 16 + (uint64_t)count);
	if (!reply)
		return IKC_STATUS_RING_FULL;
	ikc_put_elements(reply, bytes, count, 1);
	return IKC_STATUS_OK;
}

static struct ikc_node *open_node(void)
{
	struct ikc_options options = { .fabric = "local", .domain = domain, .instance = 0 };
	struct ikc_node *node;

	expect(ikc_open(&node, &options) == IKC_STATUS_OK, "no node");
	return node;
}

static uint64_t hostile_word(void)
{
	static const uint64_t edges[] = { 0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff, UINT64_C(0x8000000000000000), UINT64_MAX, 4096, 65536, 262144 };

	switch (next() % 4) {
	case 0:
		return edges[next() % (sizeof(edges) / sizeof(*edges))];
	case 1:
		return next();
	default:
		return IKC_COMMIT(next() % 200, next() % 12, next() % 8, next() % 6);
	}
}

/* Writes into what this side may write: control words, a record that looks like one, a descriptor, the bulk slots. */
static void spoil(struct channel *ch)
{
	uint8_t *record = ch->out_ring + (ch->tail & (ch->out_bytes - 1));
	struct ikc_slot_descriptor slot = { (uint32_t)next() % 40, (uint32_t)next() % 4, (uint32_t)next() % 3, 0, next() % 8 ? next() % 9000 : next() };
	uint64_t room = ch->out_bytes - (ch->tail & (ch->out_bytes - 1)), i;

	if (next() % 3 == 0)
		*(uint64_t *)(ch->own.at + IKC_CONTROL_OFFSET + next() % 512 * 8) = hostile_word();
	if (room < 512)
		return;
	for (i = 16; i < 256; i += 8)
		*(uint64_t *)(record + i) = hostile_word();
	memcpy(record + (next() % 2 ? 16 : 32), &slot, sizeof(slot));
	*(uint64_t *)(record + 8) = next() % 2 ? next() % 4 : next();
	store64((uint64_t *)record, hostile_word());
	if (next() % 2)
		*(uint64_t *)(record + 8) = IKC_CALL_ID(next() % 2, ch->call_generation);
	__atomic_fetch_add(&ch->mine->control_count, 1, __ATOMIC_SEQ_CST);
}

static void offer_nonsense(struct link *link, uint64_t key)
{
	struct ikc_area_header header = { 0 };
	struct area area;
	uint64_t i;

	header.kind = (uint32_t)(1 + next() % 5);
	header.channel_key = next() % 2 ? key : next();
	header.connection_key = next() % 2 ? key : next();
	header.lane = (uint32_t)(next() % 4);
	header.ring_offset = next() % 2 ? IKC_RING_OFFSET : hostile_word();
	header.ring_bytes = next() % 2 ? 4096 : hostile_word();
	header.handshake_offset = next() % 2 ? 12288 : hostile_word();
	header.handshake_bytes = next() % 2 ? 200 : hostile_word();
	header.call_slots = next() % 2 ? 1 : (uint32_t)hostile_word();
	header.reply_record_bytes = next() % 2 ? 64 : (uint32_t)hostile_word();
	header.slot = (uint32_t)(next() % 34);
	header.slot_sequence = (uint32_t)(next() % 3);
	if (ikc_create_area(link->node, 16384, &header, &area))
		return;
	for (i = 0; i < 200; i++)
		area.at[12288 + i] = next() % 3 ? (uint8_t)(next() % 8) : (uint8_t)next();
	if (next() % 8 == 0)
		((struct ikc_area_header *)area.at)->epoch ^= 1;
	link->node->fabric->offer(link, &area, next());
	link->node->fabric->release_own(link->node, &area);
}

static void *serve(void *name)
{
	struct ikc_node *node = open_node();
	struct channel *ch;

	expect(ikc_serve(node, &contract, name, echo, NULL, NULL) == IKC_STATUS_OK, "no service");
	while (!__atomic_load_n(&is_over, __ATOMIC_ACQUIRE)) {
		ikc_poll(node, SECOND / 100);
		if (!__atomic_load_n(&is_hostile, __ATOMIC_ACQUIRE) || strcmp(name, "hostile"))
			continue;
		for (ch = node->channels; ch; ch = ch->next) {
			if (ch->state != CHANNEL_OPEN)
				continue;
			spoil(ch);
			if (next() % 4 == 0)
				offer_nonsense(ch->link, ch->key);
			ikc_wake_reader(ch);
		}
	}
	ikc_close(node);
	return NULL;
}

static int echo_once(struct ikc_client *client, uint16_t method, uint32_t bytes, int64_t timeout_ns)
{
	struct ikc_call call;
	const uint8_t *back;
	uint32_t count, i;
	uint8_t *place;
	int status = ikc_begin(client, method, 16 + (uint64_t)bytes, timeout_ns, &call);

	if (!status) {
		place = ikc_put_block(&call.arguments, bytes, 1);
		expect(place != NULL, "no room for a block that was asked for");
		for (i = 0; i < bytes; i++)
			place[i] = (uint8_t)(i * 7 + bytes);
		status = ikc_invoke(&call);
	}
	if (!status && method < 2) {
		back = ikc_get_block(&call.result, &count, 1);
		if (call.result.failed || !back || count != bytes)
			status = IKC_STATUS_PROTOCOL_VIOLATION;
		for (i = 0; !status && i < bytes; i++) {
			if (back[i] != (uint8_t)(i * 7 + bytes))
				status = IKC_STATUS_PROTOCOL_VIOLATION;
		}
	}
	if (status && getenv("IKC_FUZZ_TALKS"))
		fprintf(stderr, "method %u, %u bytes: %s\n", method, bytes, call.text);
	ikc_end(&call);
	return status;
}

static void honest_round(const char *why)
{
	static const uint32_t sizes[] = { 0, 1, 100, 4000, 20000, 70000, 1 << 20 };
	struct ikc_node *node = open_node();
	struct ikc_client *client;
	size_t i;

	if (ikc_connect(node, &contract, "honest", 10 * SECOND, &client))
		fprintf(stderr, "%s\n", ikc_error(node));
	expect(client != NULL, why);
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		expect(echo_once(client, 0, sizes[i], 10 * SECOND) == IKC_STATUS_OK, why);
		expect(echo_once(client, 1, sizes[i], 10 * SECOND) == IKC_STATUS_OK, why);
	}
	ikc_close(node);
}

static void attack_service(void)
{
	struct ikc_node *node = open_node();
	struct ikc_client *client;
	struct channel *ch;
	int i;

	expect(ikc_connect(node, &contract, "honest", 10 * SECOND, &client) == IKC_STATUS_OK, "the service is gone");
	expect(echo_once(client, 0, 10, 10 * SECOND) == IKC_STATUS_OK, "the service is gone");
	for (i = 0; i < 8 && client->zero->state == CHANNEL_OPEN; i++) {
		ch = next() % 2 ? client->zero : client->lanes[0];
		if (next() % 4 == 0)
			offer_nonsense(ch->link, ch->key);
		spoil(ch);
		ikc_wake_reader(ch);
		node->fabric->ring(ch->link, 0);
		ikc_poll(node, SECOND / 1000);
	}
	ikc_close(node);
}

/* The service spoils what it writes; the client calls, and gets a status. */
static void be_attacked(void)
{
	struct ikc_node *node = open_node();
	struct ikc_client *client;
	int i;

	if (ikc_connect(node, &contract, "hostile", SECOND, &client) == IKC_STATUS_OK) {
		for (i = 0; i < 8; i++)
			echo_once(client, (uint16_t)(i % 4), i % 3 ? 50 : 20000, SECOND / 200);
	}
	ikc_close(node);
}

int main(int argc, char **argv)
{
	unsigned long rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 100, i;
	char made[] = "/tmp/ikc-fuzz-XXXXXX";
	pthread_t honest, hostile;

	seed = argc > 1 ? strtoull(argv[1], NULL, 10) * UINT64_C(0x9e3779b97f4a7c15) + 1 : 1;
	domain = mkdtemp(made);
	expect(domain != NULL, "no directory");
	pthread_create(&honest, NULL, serve, (void *)(uintptr_t)"honest");
	honest_round("an honest pair fails before anything else");
	for (i = 0; i < rounds; i++) {
		attack_service();
		if (i % 16 == 0)
			honest_round("an honest client fails after a hostile one");
	}
	honest_round("an honest client fails after hostile ones");
	__atomic_store_n(&is_hostile, 1, __ATOMIC_RELEASE);
	pthread_create(&hostile, NULL, serve, (void *)(uintptr_t)"hostile");
	for (i = 0; i < rounds; i++)
		be_attacked();
	__atomic_store_n(&is_over, 1, __ATOMIC_RELEASE);
	pthread_join(honest, NULL);
	pthread_join(hostile, NULL);
	if (rmdir(domain))
		perror(domain);
	printf("fuzz: %lu rounds of seed %s\n", rounds, argc > 1 ? argv[1] : "1");
	return 0;
}
