// SPDX-License-Identifier: MIT OR GPL-2.0
/* One side of a channel: waking (PROTOCOL, section 7), bulk slots (6), close (10.5). */
#include <linux/futex.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"

/* Both halves are there: what the headers say is checked already. */
void ikc_join(struct channel *ch, const struct ikc_area_header *own, const struct ikc_area_header *peers)
{
	ch->mine = (struct ikc_control_words *)(ch->own.at + IKC_CONTROL_OFFSET);
	ch->peers = (const struct ikc_control_words *)(ch->theirs.at + IKC_CONTROL_OFFSET);
	ch->out_ring = ch->own.at + own->ring_offset;
	ch->out_bytes = own->ring_bytes;
	ch->in_ring = ch->theirs.at + peers->ring_offset;
	ch->in_bytes = peers->ring_bytes;
	ch->peer_bell = peers->bell;
	ch->peer_summary_index = peers->summary_index;
	ch->state = CHANNEL_OPEN;
}

/* Rule 46: only where both nodes are in one kernel. */
static void ring_word(struct channel *ch, uint32_t *word)
{
	if (!ch->node->fabric->has_bell_words)
		return;
	__atomic_fetch_add(word, 1, __ATOMIC_SEQ_CST);
	syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void ring(struct channel *ch, uint32_t bell)
{
	struct ikc_summary *summary = (struct ikc_summary *)(ch->link->summary.at + IKC_GROUPS_OFFSET);

	if (ch->link->is_dead)
		return;
	if (bell == 0 || bell == IKC_BELL_LINK_WORD) {		/* rule 15 */
		__atomic_fetch_add(&summary->channels[ch->peer_summary_index], 1, __ATOMIC_SEQ_CST);
		__atomic_fetch_add(&summary->groups[ch->peer_summary_index / IKC_CHANNELS_PER_GROUP], 1, __ATOMIC_SEQ_CST);
	}
	if (bell == IKC_BELL_LINK_WORD)
		ring_word(ch, &summary->rung);
	else if (bell == IKC_BELL_CHANNEL_WORD)
		ring_word(ch, &ch->mine->rung);
	else
		ch->node->fabric->ring(ch->link, bell);
}

/* After DataWriter: once for each armed generation (rule 14). */
void ikc_wake_reader(struct channel *ch)
{
	uint64_t parked = load64(&ch->peers->parked);

	if (!IKC_PARKED_IS_ARMED(parked) || IKC_PARKED_GENERATION(parked) <= ch->rung_generation)
		return;
	ch->rung_generation = IKC_PARKED_GENERATION(parked);
	ring(ch, IKC_PARKED_BELL(parked));
}

void ikc_publish_head(struct channel *ch, uint64_t head)
{
	uint64_t wanted;

	store64(&ch->mine->head, head);
	full_fence();						/* SpaceReader */
	wanted = load64(&ch->peers->wanted);
	if (wanted == 0 || wanted == ch->wanted_rung || (int64_t)(head - wanted) < 0)
		return;
	ch->wanted_rung = wanted;
	ring(ch, ch->peer_bell);
}

void ikc_arm(struct channel *ch)
{
	ch->parked_generation = IKC_NEXT_ARMED(ch->parked_generation);
	store64(&ch->mine->parked, IKC_PARKED(ch->parked_generation, 0));
}

int ikc_has_news(const struct channel *ch)
{
	if (load64(&ch->peers->control_count) != ch->control_seen)
		return 1;
	return !ch->is_stalled && load64((const uint64_t *)(ch->in_ring + (ch->head & (ch->in_bytes - 1)))) != 0;
}

void ikc_bump_control(struct channel *ch)
{
	__atomic_fetch_add(&ch->mine->control_count, 1, __ATOMIC_SEQ_CST);
	full_fence();						/* DataWriter */
	ikc_wake_reader(ch);
}

/* Rule 16: the count first, then the words. Cancel words are looked at by who serves the call. */
void ikc_check_control(struct channel *ch)
{
	uint64_t count = load64(&ch->peers->control_count), close;

	if (ch->state != CHANNEL_OPEN || count == ch->control_seen)
		return;
	ch->control_seen = count;
	close = load64(&ch->peers->close);
	if (close)
		ikc_close_channel(ch, close - 1 == IKC_STATUS_PROTOCOL_VIOLATION || close - 1 > IKC_STATUS_UNAVAILABLE ?
				  IKC_STATUS_PROTOCOL_VIOLATION : IKC_STATUS_PEER_DIED, 1);
}

/* Ends the channel, once. With channel 0 everything else of its connection ends; a client is nothing without any of its channels. */
void ikc_close_channel(struct channel *ch, int status, int tell)
{
	struct channel *other;
	int was_open = ch->state == CHANNEL_OPEN;

	if (ch->state == CHANNEL_CLOSED)
		return;
	ch->state = CHANNEL_CLOSED;
	ch->status = status;
	if (was_open && tell && !ch->link->is_dead) {
		store64(&ch->mine->close, 1 + (uint64_t)status);
		ikc_bump_control(ch);
	}
	if (ch->is_client)
		ikc_fail_calls(ch, status);
	for (other = ch->node->channels; other; other = other->next) {
		if (other->link == ch->link && other->connection_key == ch->connection_key && other->is_client == ch->is_client &&
		    (ch->is_client || ch->role == IKC_CHANNEL_ROLE_ZERO))
			ikc_close_channel(other, status, tell);
	}
}

/* ---- bulk slots that this side writes ---- */

static int is_free(const struct channel *ch, int i)
{
	return !ch->out[i].is_taken && (ch->out[i].generation == 0 || load32(&ch->peers->released[i]) == ch->out[i].generation);
}

static int make_slot(struct channel *ch, int i, uint64_t bytes)
{
	struct slot_out *slot = &ch->out[i];
	struct ikc_area_header header = { 0 };
	uint64_t capacity = IKC_PAGE_BYTES, total = 0;
	struct area area;
	int j, status;

	while (capacity < bytes)
		capacity *= 2;
	if (capacity > IKC_PAYLOAD_BYTES_MAX)
		capacity = IKC_PAYLOAD_BYTES_MAX;
	for (j = 0; j < IKC_SLOTS_MAX; j++)
		total += j == i ? capacity : ch->out[j].area.bytes;
	if (total > IKC_SLOT_BYTES_MAX)
		return IKC_STATUS_RING_FULL;
	header.kind = IKC_AREA_KIND_BULK;
	header.channel_key = ch->key;
	header.slot = (uint32_t)i;
	header.slot_sequence = slot->sequence + 1;
	status = ikc_create_area(ch->node, IKC_BULK_OFFSET + capacity, &header, &area);
	if (status)
		return status;
	status = ch->node->fabric->offer(ch->link, &area, IKC_AREA_KIND_BULK);
	if (status) {
		ch->node->fabric->release_own(ch->node, &area);
		return status;
	}
	if (slot->area.at)
		ch->node->fabric->release_own(ch->node, &slot->area);
	slot->area = area;
	slot->sequence++;
	return IKC_STATUS_OK;
}

/* A free slot for so many bytes, taken: one that has the room, else one that gets it. RingFull: none is free. */
int ikc_take_slot(struct channel *ch, uint64_t bytes, uint32_t *found)
{
	int i, best = -1, status;

	if (bytes > IKC_PAYLOAD_BYTES_MAX)
		return IKC_STATUS_TOO_LARGE;
	for (i = 0; i < IKC_SLOTS_MAX; i++) {
		if (!is_free(ch, i))
			continue;
		if (ch->out[i].area.at && ch->out[i].area.bytes - IKC_BULK_OFFSET >= bytes) {
			best = i;
			break;
		}
		if (best < 0)
			best = i;
	}
	if (best < 0)
		return IKC_STATUS_RING_FULL;
	if (!ch->out[best].area.at || ch->out[best].area.bytes - IKC_BULK_OFFSET < bytes) {
		status = make_slot(ch, best, bytes);
		if (status)
			return status;
	}
	ch->out[best].is_taken = 1;
	*found = (uint32_t)best;
	return IKC_STATUS_OK;
}

/* ---- bulk slots that the peer writes ---- */

void ikc_install_slot(struct channel *ch, struct area *area, const struct ikc_area_header *header)
{
	struct slot_in *slot;

	if (ch->state != CHANNEL_OPEN || header->slot >= IKC_SLOTS_MAX || header->slot_sequence != ch->in[header->slot].sequence + 1) {
		ch->node->fabric->release_peers(ch->node, area);
		return;
	}
	slot = &ch->in[header->slot];
	if (slot->area.at)
		ch->node->fabric->release_peers(ch->node, &slot->area);
	slot->area = *area;
	slot->sequence++;
	ch->is_stalled = 0;
}

/* Where the payload is that a record with IKC_FLAG_SLOT names. 1: found, 0: not offered yet, -1: violation. */
int ikc_find_payload(struct channel *ch, struct record *record, struct ikc_slot_descriptor *slot)
{
	const struct slot_in *in;

	if (record->payload_bytes != sizeof(*slot))
		return -1;
	memcpy(slot, record->payload, sizeof(*slot));
	if (slot->slot >= IKC_SLOTS_MAX || slot->payload_bytes > IKC_PAYLOAD_BYTES_MAX)
		return -1;
	in = &ch->in[slot->slot];
	if (slot->sequence == in->sequence + 1) {
		ch->is_stalled = 1;				/* rule 30 */
		return 0;
	}
	if (slot->sequence != in->sequence || !in->area.at || slot->payload_bytes > in->area.bytes - IKC_BULK_OFFSET)
		return -1;
	record->payload = in->area.at + IKC_BULK_OFFSET;
	record->payload_bytes = slot->payload_bytes;
	return 1;
}

void ikc_free_slot(struct channel *ch, const struct ikc_slot_descriptor *slot)
{
	uint64_t wanted;

	store32(&ch->mine->released[slot->slot], slot->generation);
	full_fence();						/* SlotReader */
	wanted = load64(&ch->peers->slot_wanted);
	if (wanted == 0 || wanted == ch->slot_wanted_rung)
		return;
	ch->slot_wanted_rung = wanted;
	ring(ch, ch->peer_bell);
}

/* Passes a record that nobody wants, and frees its slot. As ikc_find_payload(). */
int ikc_drop(struct channel *ch, struct record *record)
{
	struct ikc_slot_descriptor slot;
	uint64_t prefix = record->flags & IKC_FLAG_DEADLINE ? sizeof(struct ikc_deadline_prefix) : 0;
	int found;

	if (record->flags & IKC_FLAG_SLOT) {
		if (record->payload_bytes < prefix)
			return -1;
		record->payload += prefix;
		record->payload_bytes -= prefix;
		found = ikc_find_payload(ch, record, &slot);
		if (found <= 0)
			return found;
		ikc_free_slot(ch, &slot);
	}
	ikc_pass(ch, record);
	return 1;
}

/* Lets go of a closed channel that nobody is inside. It is out of the node's list. */
void ikc_retire(struct channel *ch)
{
	const struct fabric *fabric = ch->node->fabric;
	int i;

	for (i = 0; i < IKC_SLOTS_MAX; i++) {
		if (ch->out[i].area.at)
			fabric->release_own(ch->node, &ch->out[i].area);
		if (ch->in[i].area.at)
			fabric->release_peers(ch->node, &ch->in[i].area);
	}
	if (ch->own.at)
		fabric->release_own(ch->node, &ch->own);
	if (ch->theirs.at)
		fabric->release_peers(ch->node, &ch->theirs);
	free(ch->ordinals);
	free(ch);
}
