// SPDX-License-Identifier: MIT OR GPL-2.0
/* Records in a ring (PROTOCOL, section 5). Positions run freely; a place is a position modulo the ring's size. */
#include "internal.h"

static uint64_t *out_word(struct channel *ch, uint64_t position)
{
	return (uint64_t *)(ch->out_ring + (position & (ch->out_bytes - 1)));
}

/* Rule 6: the record and one header more are free. */
static int has_room(struct channel *ch, uint64_t record_bytes)
{
	uint64_t head;

	if (record_bytes + IKC_RECORD_HEADER_BYTES <= ch->out_bytes - (ch->tail - ch->head_seen))
		return 1;
	head = load64(&ch->peers->head);
	if (head - ch->head_seen > ch->tail - ch->head_seen)
		return -1;
	ch->head_seen = head;
	return record_bytes + IKC_RECORD_HEADER_BYTES <= ch->out_bytes - (ch->tail - ch->head_seen);
}

/* Bytes to the end of the ring, if a record of so many bytes does not fit before it; else 0. */
static uint64_t padding_before(const struct channel *ch, uint64_t record_bytes)
{
	uint64_t left = ch->out_bytes - (ch->tail & (ch->out_bytes - 1));

	return record_bytes > left ? left : 0;
}

static void write_record(struct channel *ch, uint32_t payload_bytes, uint64_t commit, uint64_t call_id)
{
	uint64_t next = ch->tail + IKC_RECORD_BYTES(payload_bytes);

	__atomic_store_n(out_word(ch, next), 0, __ATOMIC_RELAXED);			/* rule 6 */
	__atomic_store_n(out_word(ch, ch->tail + 8), call_id, __ATOMIC_RELAXED);
	__atomic_exchange_n(out_word(ch, ch->tail), commit, __ATOMIC_SEQ_CST);
	full_fence();									/* DataWriter */
	ch->tail = next;
}

int ikc_reserve(struct channel *ch, uint32_t payload_bytes, uint8_t **payload)
{
	uint64_t record_bytes = IKC_RECORD_BYTES(payload_bytes);
	uint64_t padding = padding_before(ch, record_bytes);
	int room;

	if (padding) {
		room = has_room(ch, padding);
		if (room <= 0)
			return room;
		write_record(ch, (uint32_t)padding - IKC_RECORD_HEADER_BYTES, IKC_COMMIT(padding - IKC_RECORD_HEADER_BYTES, IKC_RECORD_KIND_PADDING, 0, 0), 0);
	}
	room = has_room(ch, record_bytes);
	if (room <= 0)
		return room;
	*payload = ch->out_ring + ((ch->tail + IKC_RECORD_HEADER_BYTES) & (ch->out_bytes - 1));
	return 1;
}

/* The head that the reader must reach before ikc_reserve() can succeed. */
uint64_t ikc_space_needed(const struct channel *ch, uint32_t payload_bytes)
{
	uint64_t record_bytes = IKC_RECORD_BYTES(payload_bytes);
	uint64_t padding = padding_before(ch, record_bytes);

	return ch->tail + (padding ? padding : record_bytes) + IKC_RECORD_HEADER_BYTES - ch->out_bytes;
}

void ikc_commit(struct channel *ch, uint32_t payload_bytes, uint8_t kind, uint8_t flags, uint16_t method, uint64_t call_id)
{
	write_record(ch, payload_bytes, IKC_COMMIT(payload_bytes, kind, flags, method), call_id);
	ikc_wake_reader(ch);
}

/* The record at the head, which stays there until ikc_pass(). */
int ikc_read(struct channel *ch, struct record *record)
{
	for (;;) {
		uint64_t at = ch->head & (ch->in_bytes - 1);
		uint64_t commit = load64((const uint64_t *)(ch->in_ring + at));	/* pairs with the writer's exchange */
		uint64_t record_bytes = IKC_RECORD_BYTES(IKC_COMMIT_PAYLOAD_BYTES(commit));

		if (commit == 0)
			return 0;
		if (!IKC_COMMIT_IS_COMMITTED(commit))
			return -1;
		if (IKC_COMMIT_KIND(commit) == IKC_RECORD_KIND_PADDING) {
			if (record_bytes != ch->in_bytes - at || ch->after_padding)
				return -1;
			ch->head += record_bytes;
			ch->after_padding = 1;
			continue;
		}
		if (record_bytes > ch->in_bytes / 4 || record_bytes > ch->in_bytes - at)
			return -1;
		record->start = ch->head;
		record->record_bytes = record_bytes;
		record->kind = IKC_COMMIT_KIND(commit);
		record->flags = IKC_COMMIT_FLAGS(commit);
		record->method = IKC_COMMIT_METHOD(commit);
		record->call_id = __atomic_load_n((const uint64_t *)(ch->in_ring + at + 8), __ATOMIC_RELAXED);
		record->payload = ch->in_ring + at + IKC_RECORD_HEADER_BYTES;
		record->payload_bytes = IKC_COMMIT_PAYLOAD_BYTES(commit);
		return 1;
	}
}

/* Goes on behind the record. Its place belongs to the reader until the head is published. */
void ikc_pass(struct channel *ch, const struct record *record)
{
	ch->head = record->start + record->record_bytes;
	ch->after_padding = 0;
}
