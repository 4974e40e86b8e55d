/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * Payloads (PROTOCOL, section 11): a cursor that writes one and a cursor that reads one. The headers that `ikc header` makes are written
 * with these. Neither allocates, copies a block, or touches a byte outside its payload; after the first failure a cursor does nothing
 * more, so that only the end has to be looked at.
 *
 * What a decoder lends (texts and elements) lies in the peer's memory, where it may change while it is read: copy it before you look at
 * it twice. Fixed values are private copies.
 */
#ifndef IKC_WIRE_H
#define IKC_WIRE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "ikc_protocol.h"

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__ || __SIZEOF_POINTER__ != 8
#error "Ikc is for little-endian, 64-bit machines"
#endif

#ifdef __cplusplus
#define IKC_STATIC_ASSERT(condition, text) static_assert(condition, text)
#else
#define IKC_STATIC_ASSERT(condition, text) _Static_assert(condition, text)
#endif

/* 128-bit integers and what is aligned to a multiple of 8 only, as blocks are. */
__extension__ typedef __int128 ikc_i128 __attribute__((aligned(8)));
__extension__ typedef unsigned __int128 ikc_u128 __attribute__((aligned(8)));

typedef uint16_t ikc_half; /* the bits of an IEEE 754 binary16 */

struct ikc_guid {
	uint32_t a;
	uint16_t b;
	uint16_t c;
	uint8_t d[8];
};

struct ikc_decimal {
	uint32_t low;
	uint32_t middle;
	uint32_t high;
	uint32_t flags; /* scale in bits 16 to 23, sign in bit 31 */
};

struct ikc_datetime {
	int64_t ticks; /* of 100 ns, since 0001-01-01 */
	uint8_t kind;  /* 0 unspecified, 1 UTC, 2 local */
};

struct ikc_datetime_offset {
	int64_t ticks;		/* of the clock time */
	int16_t offset_minutes;
};

/* UTF-8, not terminated. Null is byte_count IKC_NULL_LENGTH. */
struct ikc_text {
	const char *bytes;
	uint32_t byte_count;
};

struct ikc_encoder {
	uint8_t *start;
	uint64_t at;
	uint64_t capacity;
	int failed;
};

struct ikc_decoder {
	const uint8_t *start;
	uint64_t at;
	uint64_t size;
	int failed;
};

#define IKC_TICKS_MAX INT64_C(3155378975999999999)
#define IKC_TICKS_OF_DAY INT64_C(864000000000)
#define IKC_DAYS_MAX 3652058

static inline struct ikc_encoder ikc_encoder_over(void *start, uint64_t capacity)
{
	struct ikc_encoder encoder = { (uint8_t *)start, 0, capacity, 0 };

	return encoder;
}

static inline struct ikc_decoder ikc_decoder_over(const void *start, uint64_t size)
{
	struct ikc_decoder decoder = { (const uint8_t *)start, 0, size, 0 };

	return decoder;
}

static inline void ikc_put(struct ikc_encoder *e, const void *value, uint64_t bytes)
{
	if (e->failed || bytes > e->capacity - e->at) {
		e->failed = 1;
		return;
	}
	if (bytes)
		memcpy(e->start + e->at, value, bytes);
	e->at += bytes;
}

static inline void ikc_get(struct ikc_decoder *d, void *value, uint64_t bytes)
{
	if (d->failed || bytes > d->size - d->at) {
		d->failed = 1;
		memset(value, 0, bytes);
		return;
	}
	memcpy(value, d->start + d->at, bytes);
	d->at += bytes;
}

static inline void ikc_put_zeros(struct ikc_encoder *e, uint64_t bytes)
{
	if (e->failed || bytes > e->capacity - e->at) {
		e->failed = 1;
		return;
	}
	memset(e->start + e->at, 0, bytes);
	e->at += bytes;
}

static inline void ikc_skip(struct ikc_decoder *d, uint64_t bytes)
{
	if (d->failed || bytes > d->size - d->at) {
		d->failed = 1;
		return;
	}
	d->at += bytes;
}

/* What is not true of a value that was read is a violation. */
static inline void ikc_require(struct ikc_decoder *d, int condition)
{
	if (!condition)
		d->failed = 1;
}

static inline void ikc_put_bool(struct ikc_encoder *e, uint8_t value)
{
	value = value != 0;
	ikc_put(e, &value, 1);
}

static inline void ikc_get_bool(struct ikc_decoder *d, uint8_t *value)
{
	ikc_get(d, value, 1);
	*value = *value != 0;
}

static inline void ikc_put_text(struct ikc_encoder *e, struct ikc_text text)
{
	ikc_put(e, &text.byte_count, 4);
	if (text.byte_count != IKC_NULL_LENGTH)
		ikc_put(e, text.bytes, text.byte_count);
}

static inline void ikc_get_text(struct ikc_decoder *d, struct ikc_text *text)
{
	text->bytes = NULL;
	ikc_get(d, &text->byte_count, 4);
	if (d->failed || text->byte_count == IKC_NULL_LENGTH)
		return;
	if (text->byte_count > d->size - d->at) {
		d->failed = 1;
		text->byte_count = 0;
		return;
	}
	text->bytes = (const char *)d->start + d->at;
	d->at += text->byte_count;
}

static inline struct ikc_text ikc_text_of(const char *terminated)
{
	struct ikc_text text = { terminated, (uint32_t)strlen(terminated) };

	return text;
}

/* A block's count, zeros, and room for its elements, which are returned to be filled; NULL: null, none, or no room. */
static inline void *ikc_put_block(struct ikc_encoder *e, uint32_t count, uint64_t element_bytes)
{
	static const uint8_t zeros[IKC_SPAN_ALIGNMENT] = { 0 };
	void *elements;

	ikc_put(e, &count, 4);
	if (count == IKC_NULL_LENGTH || e->failed)
		return NULL;
	ikc_put(e, zeros, (0 - e->at) & (IKC_SPAN_ALIGNMENT - 1));
	if (e->failed || count * element_bytes > e->capacity - e->at) {
		e->failed = 1;
		return NULL;
	}
	elements = e->start + e->at;
	e->at += count * element_bytes;
	return elements;
}

static inline void ikc_put_elements(struct ikc_encoder *e, const void *elements, uint32_t count, uint64_t element_bytes)
{
	void *place = ikc_put_block(e, count, element_bytes);

	if (place && count)
		memcpy(place, elements, count * element_bytes);
}

static inline const void *ikc_get_block(struct ikc_decoder *d, uint32_t *count, uint64_t element_bytes)
{
	const void *elements;
	uint64_t padding;

	ikc_get(d, count, 4);
	if (d->failed || *count == IKC_NULL_LENGTH)
		return NULL;
	padding = (0 - d->at) & (IKC_SPAN_ALIGNMENT - 1);
	if (padding > d->size - d->at || *count * element_bytes > d->size - d->at - padding) {
		d->failed = 1;
		*count = 0;
		return NULL;
	}
	d->at += padding;
	elements = d->start + d->at;
	d->at += *count * element_bytes;
	return elements;
}

/* A lease: all that is left of the payload. */
static inline const void *ikc_get_lease(struct ikc_decoder *d, uint64_t *count, uint64_t element_bytes)
{
	const void *elements = d->start + d->at;
	uint64_t left = d->size - d->at;

	*count = left / element_bytes;
	if (d->failed || left % element_bytes) {
		d->failed = 1;
		*count = 0;
		return NULL;
	}
	d->at = d->size;
	return elements;
}

static inline void ikc_put_decimal(struct ikc_encoder *e, struct ikc_decimal value)
{
	ikc_put(e, &value, 16);
}

static inline void ikc_get_decimal(struct ikc_decoder *d, struct ikc_decimal *value)
{
	ikc_get(d, value, 16);
	ikc_require(d, (value->flags & UINT32_C(0x7f00ffff)) == 0 && (value->flags >> 16 & 0xff) <= 28);
}

static inline void ikc_put_datetime(struct ikc_encoder *e, struct ikc_datetime value)
{
	ikc_put(e, &value.ticks, 8);
	ikc_put(e, &value.kind, 1);
}

static inline void ikc_get_datetime(struct ikc_decoder *d, struct ikc_datetime *value)
{
	ikc_get(d, &value->ticks, 8);
	ikc_get(d, &value->kind, 1);
	ikc_require(d, value->ticks >= 0 && value->ticks <= IKC_TICKS_MAX && value->kind <= 2);
}

static inline void ikc_put_datetime_offset(struct ikc_encoder *e, struct ikc_datetime_offset value)
{
	ikc_put(e, &value.ticks, 8);
	ikc_put(e, &value.offset_minutes, 2);
}

static inline void ikc_get_datetime_offset(struct ikc_decoder *d, struct ikc_datetime_offset *value)
{
	int64_t utc;

	ikc_get(d, &value->ticks, 8);
	ikc_get(d, &value->offset_minutes, 2);
	ikc_require(d, value->ticks >= 0 && value->ticks <= IKC_TICKS_MAX && value->offset_minutes >= -840 && value->offset_minutes <= 840);
	if (d->failed)
		return;
	utc = value->ticks - value->offset_minutes * INT64_C(600000000);
	ikc_require(d, utc >= 0 && utc <= IKC_TICKS_MAX);
}

static inline void ikc_get_date(struct ikc_decoder *d, int32_t *days)
{
	ikc_get(d, days, 4);
	ikc_require(d, *days >= 0 && *days <= IKC_DAYS_MAX);
}

static inline void ikc_get_time(struct ikc_decoder *d, int64_t *ticks)
{
	ikc_get(d, ticks, 8);
	ikc_require(d, *ticks >= 0 && *ticks < IKC_TICKS_OF_DAY);
}

#endif /* IKC_WIRE_H */
