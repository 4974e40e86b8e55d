/* SPDX-License-Identifier: MIT */
/*
 * What stands in the shared memory of Ikc, protocol version 1.0, for peers in C and other languages. PROTOCOL.md is normative and says
 * who writes what, when, and behind which fence; the rules named here are its rules.
 *
 * Plain C11. Little-endian, 64-bit machines only. Words that the other side may change are read and written with single untorn accesses
 * (C11 atomics, or the like), are read once, and are checked before they are used (rule 3).
 *
 * The project's tests compile this file and compare every size, offset, type and number in it with those of the runtime.
 */
#ifndef IKC_PROTOCOL_H
#define IKC_PROTOCOL_H

#include <stdint.h>

#define IKC_VERSION_MAJOR 1
#define IKC_VERSION_MINOR 0

/* Stands for null where a length or count is expected. */
#define IKC_NULL_LENGTH UINT32_C(0xffffffff)

/* Elements of a block begin at a multiple of this from the start of their payload. */
#define IKC_SPAN_ALIGNMENT 8

/* ---- limits (section 13) ---- */

#define IKC_PAYLOAD_BYTES_MAX 1073741824
#define IKC_RING_BYTES_MIN 4096
#define IKC_RING_BYTES_MAX 268435456
#define IKC_SLOTS_MAX 32
#define IKC_SLOT_BYTES_MAX INT64_C(2147483648)
#define IKC_CALL_SLOTS_MAX 512
#define IKC_STREAM_CALLS_MAX 4096
#define IKC_STREAM_PARAMETERS_MAX 16
#define IKC_STREAM_CREDIT_BYTES 65536
#define IKC_STREAM_CREDIT_BYTES_MAX 1073741824
#define IKC_REPLY_RECORD_BYTES_MIN 64
#define IKC_REPLY_RECORD_BYTES_MAX 65536
#define IKC_METHODS_MAX 4096
#define IKC_CALLBACKS_MAX 256
#define IKC_HANDSHAKE_BYTES_MAX 524288
#define IKC_NAME_BYTES_MAX 200
#define IKC_REPLY_BYTES_PER_LINK_MAX 268435456
#define IKC_CHANNELS_PER_LINK_MAX 4096
#define IKC_MESSAGE_DEPTH_MAX 64

/* ---- areas (section 3) ---- */

#define IKC_AREA_MAGIC UINT64_C(0x3141455241434b49) /* the bytes "IKCAREA1" */
#define IKC_AREA_BYTES_MIN 8192
#define IKC_PAGE_BYTES 4096

/* Where things stand in an area. */
#define IKC_CONTROL_OFFSET 4096
#define IKC_RING_OFFSET 8192 /* the least; the header says where */
#define IKC_BULK_OFFSET 4096
#define IKC_GROUPS_OFFSET 4096
#define IKC_RUNG_OFFSET 5120
#define IKC_CHANNELS_OFFSET 8192
#define IKC_CHANNELS_PER_GROUP 64
#define IKC_GROUPS_MAX 64
#define IKC_SUMMARY_BYTES 40960

/* ikc_area_header.kind */
#define IKC_AREA_KIND_CONNECT 1
#define IKC_AREA_KIND_ANSWER 2
#define IKC_AREA_KIND_BULK 3
#define IKC_AREA_KIND_SUMMARY 4

/* ikc_area_header.lane */
#define IKC_CHANNEL_ROLE_ZERO 0
#define IKC_CHANNEL_ROLE_LANE 1
#define IKC_CHANNEL_ROLE_STREAMS 2

/* The first bytes of every area: written before the area is offered, never again. A field that is not set in a kind is 0. */
struct ikc_area_header {
	uint64_t magic;
	uint16_t version_major;
	uint16_t version_minor;
	uint32_t header_bytes;
	uint64_t features;
	uint64_t epoch;
	uint32_t kind;
	uint32_t lane;			/* connect, answer: IKC_CHANNEL_ROLE_... */
	uint64_t channel_key;		/* connect, answer, bulk */
	uint64_t connection_key;	/* connect, answer */
	uint64_t ring_offset;		/* connect, answer */
	uint64_t ring_bytes;
	uint64_t handshake_offset;
	uint64_t handshake_bytes;
	uint32_t bell;			/* wakes the owner when it waits as a writer */
	uint32_t summary_index;
	uint32_t call_slots;		/* connect */
	uint32_t reply_record_bytes;	/* connect */
	uint32_t status;		/* answer */
	uint32_t slot;			/* bulk */
	uint32_t slot_sequence;		/* bulk */
	uint32_t reserved;
	uint64_t reserved2;
};

/* The control page, at IKC_CONTROL_OFFSET: all of it written by the area's owner only (section 4). */
struct ikc_control_words {
	uint64_t head;			/* as reader: consumed up to here */
	uint8_t reserved0[0x78];
	uint64_t parked;		/* as reader: IKC_PARKED() */
	uint8_t reserved1[0x78];
	uint64_t wanted;		/* as writer: the head it needs, 0: none */
	uint8_t reserved2[0x78];
	uint64_t slot_wanted;		/* as writer: a generation */
	uint8_t reserved3[0x78];
	uint64_t control_count;		/* either: bumped after the others */
	uint64_t close;			/* either: 0, or 1 + status */
	uint8_t reserved4[0x70];
	uint32_t released[IKC_SLOTS_MAX]; /* as reader: generation last freed */
	uint32_t rung;			/* either: bumped to ring the peer's bell IKC_BELL_CHANNEL_WORD */
	uint8_t reserved5[0xfc];
	uint32_t released_callbacks[IKC_CALLBACKS_MAX]; /* as service: given back */
	uint32_t cancel[IKC_CALL_SLOTS_MAX]; /* as caller: IKC_CANCEL_WORD() */
};

/* The area of kind summary, from IKC_GROUPS_OFFSET on (rule 15). */
struct ikc_summary {
	uint64_t groups[IKC_GROUPS_MAX];
	uint8_t reserved0[IKC_RUNG_OFFSET - IKC_GROUPS_OFFSET - IKC_GROUPS_MAX * 8];
	uint32_t rung;			/* bumped to ring the peer's bell IKC_BELL_LINK_WORD */
	uint8_t reserved1[IKC_CHANNELS_OFFSET - IKC_RUNG_OFFSET - 4];
	uint64_t channels[IKC_CHANNELS_PER_LINK_MAX];
};

/* Bells that are words, in one kernel (rule 46); 0 is the pump's, the others are made known through the fabric. */
#define IKC_BELL_LINK_WORD 65534
#define IKC_BELL_CHANNEL_WORD 65535

/* The parked word: a generation, odd while armed, and the bell that wakes (rules 13 and 14). */
#define IKC_PARKED(generation, bell) ((uint64_t)(generation) << 16 | (uint64_t)(bell))
#define IKC_PARKED_GENERATION(word) ((uint64_t)(word) >> 16)
#define IKC_PARKED_BELL(word) ((uint32_t)((word) & 0xffff))
#define IKC_PARKED_IS_ARMED(word) ((int)((uint64_t)(word) >> 16 & 1))
#define IKC_NEXT_ARMED(generation) (((uint64_t)(generation) + 1) | 1)

/* ---- records (section 5) ---- */

#define IKC_RECORD_ALIGNMENT 16
#define IKC_RECORD_HEADER_BYTES 16

struct ikc_record_header {
	uint64_t commit;		/* 0 until committed; IKC_COMMIT() */
	uint64_t call_id;		/* IKC_CALL_ID(); 0 in padding, one-way */
};

#define IKC_RECORD_KIND_PADDING 1
#define IKC_RECORD_KIND_REQUEST 2
#define IKC_RECORD_KIND_ONE_WAY 3
#define IKC_RECORD_KIND_REPLY 4
#define IKC_RECORD_KIND_FAILURE 5
#define IKC_RECORD_KIND_ITEMS 6		/* these four only on a stream channel: section 8.6 */
#define IKC_RECORD_KIND_CREDIT 7
#define IKC_RECORD_KIND_END 8
#define IKC_RECORD_KIND_STOP 9

#define IKC_FLAG_SLOT 1			/* the payload is a struct ikc_slot_descriptor */
#define IKC_FLAG_DEADLINE 2		/* a struct ikc_deadline_prefix comes first */
#define IKC_FLAG_FAULT 4		/* a failure whose payload is a struct ikc_fault_header and a value */
#define IKC_FLAG_MORE 8			/* a request, advice: its client has other calls open (section 5.3) */

#define IKC_COMMITTED (UINT64_C(1) << 31)
#define IKC_COMMIT_PAYLOAD_BYTES(word) ((uint32_t)((word) & 0x0fffffff))
#define IKC_COMMIT_IS_COMMITTED(word) ((int)((uint64_t)(word) >> 31 & 1))
#define IKC_COMMIT_KIND(word) ((uint8_t)((uint64_t)(word) >> 32))
#define IKC_COMMIT_FLAGS(word) ((uint8_t)((uint64_t)(word) >> 40))
#define IKC_COMMIT_METHOD(word) ((uint16_t)((uint64_t)(word) >> 48))
#define IKC_COMMIT(payload_bytes, kind, flags, method) \
	((uint64_t)(payload_bytes) | IKC_COMMITTED | (uint64_t)(kind) << 32 | (uint64_t)(flags) << 40 | (uint64_t)(method) << 48)

/* Bytes that a record with this payload takes in the ring. */
#define IKC_RECORD_BYTES(payload_bytes) (((uint32_t)(payload_bytes) + 31u) & ~15u)

/* The payload of a record whose real payload stands in a bulk slot (section 6). */
struct ikc_slot_descriptor {
	uint32_t slot;
	uint32_t generation;
	uint32_t sequence;
	uint32_t reserved;
	uint64_t payload_bytes;
};

/* Before the value of a failure that has IKC_FLAG_FAULT (section 8.7). */
struct ikc_fault_header {
	uint32_t status;
	uint32_t fate;
	uint32_t code;
	uint32_t zero;
	uint64_t shape_hash;
	uint64_t zero2;
};

/* Before everything else of a payload, where IKC_FLAG_DEADLINE is set (rule 18). */
struct ikc_deadline_prefix {
	int64_t remaining_ns;
	uint64_t reserved;
};

/* A failure's payload begins with this; UTF-8 text follows to its end. */
struct ikc_failure {
	uint32_t status;
	uint32_t fate;
};

/* ---- calls (section 8) ---- */

#define IKC_CALL_ID(slot, generation) ((uint64_t)(generation) << 16 | (uint64_t)(slot))
#define IKC_CALL_SLOT(call_id) ((uint32_t)((call_id) & 0xffff))
#define IKC_CANCEL_WORD(call_id) ((uint32_t)((uint64_t)(call_id) >> 16) | UINT32_C(0x80000000))

#define IKC_STATUS_OK 0
#define IKC_STATUS_PEER_DIED 1
#define IKC_STATUS_DEADLINE_EXCEEDED 2
#define IKC_STATUS_NOT_FOUND 3
#define IKC_STATUS_AMBIGUOUS 4
#define IKC_STATUS_RING_FULL 5
#define IKC_STATUS_TOO_LARGE 6
#define IKC_STATUS_UNIMPLEMENTED 7
#define IKC_STATUS_INCOMPATIBLE_CONTRACT 8
#define IKC_STATUS_PERMISSION_DENIED 9
#define IKC_STATUS_PROTOCOL_VIOLATION 10
#define IKC_STATUS_FAULTED 11
#define IKC_STATUS_REVOKED 12
#define IKC_STATUS_CANCELLED 13
#define IKC_STATUS_ALREADY_SERVED 14
#define IKC_STATUS_CLOSED 15
#define IKC_STATUS_DRAINING 16
#define IKC_STATUS_LIMIT_REACHED 17
#define IKC_STATUS_UNAVAILABLE 18

#define IKC_FATE_NOT_SENT 0
#define IKC_FATE_MAYBE_EXECUTED 1
#define IKC_FATE_EXECUTED 2

/* Call kinds in a connect's text (section 10.1). */
#define IKC_METHOD_KIND_SYNC 0
#define IKC_METHOD_KIND_ASYNC 1
#define IKC_METHOD_KIND_ONE_WAY 2
#define IKC_METHOD_KIND_ONE_WAY_ASYNC 3
#define IKC_METHOD_KIND_STREAM 4

/* One method in a connect's text. It may stand at any address there. */
struct ikc_method_request {
	uint16_t contract_name;		/* index */
	uint16_t method_id;
	uint32_t kind;
	uint64_t shape_hash;
};

/* Before an item of a stream whose size is not constant; it begins at a multiple of IKC_STREAM_ITEM_ALIGNMENT (section 8.6). */
#define IKC_STREAM_ITEM_ALIGNMENT 8
struct ikc_stream_item {
	uint32_t item_bytes;
	uint32_t reserved;
};

/* Ordinals of an answer that are none. */
#define IKC_ORDINAL_MISSING 0xffff
#define IKC_ORDINAL_DIFFERENT 0xfffe

/* Bytes that the reply ring has at least for these credits (rule 17). */
static inline uint32_t ikc_reply_ring_bytes(uint32_t call_slots, uint32_t reply_record_bytes)
{
	uint32_t credits = call_slots * reply_record_bytes + IKC_RECORD_HEADER_BYTES;
	uint32_t least = credits + credits / 3 + IKC_RECORD_HEADER_BYTES;
	uint32_t ring = IKC_RING_BYTES_MIN;

	if (least < reply_record_bytes * 4)
		least = reply_record_bytes * 4;
	while (ring < least)
		ring *= 2;
	return ring;
}

#endif /* IKC_PROTOCOL_H */
