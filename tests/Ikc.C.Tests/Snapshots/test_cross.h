/* Written by `ikc header` from Ikc.C.Tests; not to be edited. What it needs is in libikc. */
#ifndef IKC_CONTRACTS_OF_IKC_C_TESTS_H
#define IKC_CONTRACTS_OF_IKC_C_TESTS_H

#include <stddef.h>
#include "ikc.h"

/* ---- test.cross: ICross ---- */

/* Left out, because it has a message or a stream: Count, sync(msg)->i4 */
struct test_cross_every {
	int8_t a;
	uint8_t b;
	int16_t c;
	int32_t d;
	int64_t e;
	uint64_t f;
	float g;
	ikc_half h;
	uint16_t i;
	double j_x;
	struct ikc_guid j_class_;
};
IKC_STATIC_ASSERT(sizeof(struct test_cross_every) == 56, "size of test_cross_every");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, a) == 0, "offset of test_cross_every.a");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, b) == 1, "offset of test_cross_every.b");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, c) == 2, "offset of test_cross_every.c");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, d) == 4, "offset of test_cross_every.d");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, e) == 8, "offset of test_cross_every.e");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, f) == 16, "offset of test_cross_every.f");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, g) == 24, "offset of test_cross_every.g");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, h) == 28, "offset of test_cross_every.h");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, i) == 30, "offset of test_cross_every.i");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, j_x) == 32, "offset of test_cross_every.j_x");
IKC_STATIC_ASSERT(offsetof(struct test_cross_every, j_class_) == 40, "offset of test_cross_every.j_class_");

/* Places in the table, by which libikc names a method. */
enum {
	TEST_CROSS_STRUCT = 0,
	TEST_CROSS_KINDS = 1,
	TEST_CROSS_TIMES = 2,
	TEST_CROSS_MAYBE = 3,
	TEST_CROSS_TEXT = 4,
	TEST_CROSS_BLOCK = 5,
	TEST_CROSS_SUM = 6,
	TEST_CROSS_FILL = 7,
	TEST_CROSS_POST = 8,
	TEST_CROSS_POSTED = 9,
	TEST_CROSS_FAIL = 10,
	TEST_CROSS_SLEEP = 11,
	TEST_CROSS_ADD_ASYNC = 12,
	TEST_CROSS_DIE = 13,
};

static const struct ikc_method test_cross_methods[] = {
	/* sync(s:{i1@0,u1@1,i2@2,i4@4,i8@8,u8@16,f4@24,f2@28,u2@30,f8@32,g16@40;56})->s:{i1@0,u1@1,i2@2,i4@4,i8@8,u8@16,f4@24,f2@28,u2@30,f8@32,g16@40;56} */
	{ "test.cross", 1, 0, 0, UINT64_C(0xbcdc9332f1349836), "Struct" },
	/* sync(b1,c2,g16,dec16,dt9)->(b1,c2,g16,dec16,dt9) */
	{ "test.cross", 2, 0, 0, UINT64_C(0xecc1d161706bd935), "Kinds" },
	/* sync(dto10,ts8,date4,time8,i16)->(dto10,ts8,date4,time8,i16) */
	{ "test.cross", 3, 0, 0, UINT64_C(0x38a7257149db358d), "Times" },
	/* sync(i4?)->i4? */
	{ "test.cross", 4, 0, 0, UINT64_C(0x5d9f06418295a7de), "Maybe" },
	/* sync(str)->str */
	{ "test.cross", 5, 0, 0, UINT64_C(0xdbc7551e632f0262), "Text" },
	/* sync(block<f8>)->block<f8> */
	{ "test.cross", 6, 0, 0, UINT64_C(0x5076a8293ae66252), "Block" },
	/* sync(block<u1>)->i8 */
	{ "test.cross", 7, 0, 0, UINT64_C(0x764c98cbd6fc4b08), "Sum" },
	/* sync(i4,u1)->lease<u1> */
	{ "test.cross", 8, 0, 0, UINT64_C(0x2ec17eeb1b1b5ce9), "Fill" },
	/* oneway(i4)->void */
	{ "test.cross", 9, 2, 0, UINT64_C(0x625011ef00db7f93), "Post" },
	/* sync()->i4 */
	{ "test.cross", 10, 0, 0, UINT64_C(0x53ecbe3a1d8263a7), "Posted" },
	/* sync()->i4 */
	{ "test.cross", 11, 0, 0, UINT64_C(0x53ecbe3a1d8263a7), "Fail" },
	/* sync(i4)->i4 */
	{ "test.cross", 12, 0, 0, UINT64_C(0xc2bc117f82482ea8), "Sleep" },
	/* async(i4,i4)->i4 */
	{ "test.cross", 13, 1, 0, UINT64_C(0x6e800ae9fc7c1796), "AddAsync" },
	/* sync()->i4 */
	{ "test.cross", 14, 0, 0, UINT64_C(0x53ecbe3a1d8263a7), "Die" },
};

static const struct ikc_contract test_cross_contract = {
	"test.cross", NULL, 0, 14, test_cross_methods
};

/* Struct: sync(s:{i1@0,u1@1,i2@2,i4@4,i8@8,u8@16,f4@24,f2@28,u2@30,f8@32,g16@40;56})->s:{i1@0,u1@1,i2@2,i4@4,i8@8,u8@16,f4@24,f2@28,u2@30,f8@32,g16@40;56} */
struct test_cross_struct_arguments {
	struct test_cross_every value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_struct_arguments_bytes(const struct test_cross_struct_arguments *v)
{
	(void)v;
	return 56;
}

static inline void test_cross_struct_arguments_encode(struct ikc_encoder *e, const struct test_cross_struct_arguments *v)
{
	ikc_put(e, &v->value, 56);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_struct_arguments_decode(struct ikc_decoder *d, struct test_cross_struct_arguments *v)
{
	ikc_get(d, &v->value, 56);
}

struct test_cross_struct_result {
	struct test_cross_every value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_struct_result_bytes(const struct test_cross_struct_result *v)
{
	(void)v;
	return 56;
}

static inline void test_cross_struct_result_encode(struct ikc_encoder *e, const struct test_cross_struct_result *v)
{
	ikc_put(e, &v->value, 56);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_struct_result_decode(struct ikc_decoder *d, struct test_cross_struct_result *v)
{
	ikc_get(d, &v->value, 56);
}


/* Kinds: sync(b1,c2,g16,dec16,dt9)->(b1,c2,g16,dec16,dt9) */
struct test_cross_kinds_arguments {
	uint8_t a;
	uint16_t b;
	struct ikc_guid c;
	struct ikc_decimal d;
	struct ikc_datetime e;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_kinds_arguments_bytes(const struct test_cross_kinds_arguments *v)
{
	(void)v;
	return 1 + 2 + 16 + 16 + 9;
}

static inline void test_cross_kinds_arguments_encode(struct ikc_encoder *e, const struct test_cross_kinds_arguments *v)
{
	ikc_put_bool(e, v->a);
	ikc_put(e, &v->b, 2);
	ikc_put(e, &v->c, 16);
	ikc_put_decimal(e, v->d);
	ikc_put_datetime(e, v->e);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_kinds_arguments_decode(struct ikc_decoder *d, struct test_cross_kinds_arguments *v)
{
	ikc_get_bool(d, &v->a);
	ikc_get(d, &v->b, 2);
	ikc_get(d, &v->c, 16);
	ikc_get_decimal(d, &v->d);
	ikc_get_datetime(d, &v->e);
}

struct test_cross_kinds_result {
	struct { uint8_t item1; uint16_t item2; struct ikc_guid item3; struct ikc_decimal item4; struct ikc_datetime item5; } value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_kinds_result_bytes(const struct test_cross_kinds_result *v)
{
	(void)v;
	return 44;
}

static inline void test_cross_kinds_result_encode(struct ikc_encoder *e, const struct test_cross_kinds_result *v)
{
	ikc_put_bool(e, v->value.item1);
	ikc_put(e, &v->value.item2, 2);
	ikc_put(e, &v->value.item3, 16);
	ikc_put_decimal(e, v->value.item4);
	ikc_put_datetime(e, v->value.item5);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_kinds_result_decode(struct ikc_decoder *d, struct test_cross_kinds_result *v)
{
	ikc_get_bool(d, &v->value.item1);
	ikc_get(d, &v->value.item2, 2);
	ikc_get(d, &v->value.item3, 16);
	ikc_get_decimal(d, &v->value.item4);
	ikc_get_datetime(d, &v->value.item5);
}


/* Times: sync(dto10,ts8,date4,time8,i16)->(dto10,ts8,date4,time8,i16) */
struct test_cross_times_arguments {
	struct ikc_datetime_offset a;
	int64_t b;
	int32_t c;
	int64_t d;
	ikc_i128 e;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_times_arguments_bytes(const struct test_cross_times_arguments *v)
{
	(void)v;
	return 10 + 8 + 4 + 8 + 16;
}

static inline void test_cross_times_arguments_encode(struct ikc_encoder *e, const struct test_cross_times_arguments *v)
{
	ikc_put_datetime_offset(e, v->a);
	ikc_put(e, &v->b, 8);
	ikc_put(e, &v->c, 4);
	ikc_put(e, &v->d, 8);
	ikc_put(e, &v->e, 16);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_times_arguments_decode(struct ikc_decoder *d, struct test_cross_times_arguments *v)
{
	ikc_get_datetime_offset(d, &v->a);
	ikc_get(d, &v->b, 8);
	ikc_get_date(d, &v->c);
	ikc_get_time(d, &v->d);
	ikc_get(d, &v->e, 16);
}

struct test_cross_times_result {
	struct { struct ikc_datetime_offset item1; int64_t item2; int32_t item3; int64_t item4; ikc_i128 item5; } value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_times_result_bytes(const struct test_cross_times_result *v)
{
	(void)v;
	return 46;
}

static inline void test_cross_times_result_encode(struct ikc_encoder *e, const struct test_cross_times_result *v)
{
	ikc_put_datetime_offset(e, v->value.item1);
	ikc_put(e, &v->value.item2, 8);
	ikc_put(e, &v->value.item3, 4);
	ikc_put(e, &v->value.item4, 8);
	ikc_put(e, &v->value.item5, 16);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_times_result_decode(struct ikc_decoder *d, struct test_cross_times_result *v)
{
	ikc_get_datetime_offset(d, &v->value.item1);
	ikc_get(d, &v->value.item2, 8);
	ikc_get_date(d, &v->value.item3);
	ikc_get_time(d, &v->value.item4);
	ikc_get(d, &v->value.item5, 16);
}


/* Maybe: sync(i4?)->i4? */
struct test_cross_maybe_arguments {
	struct { uint8_t is_present; int32_t value; } value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_maybe_arguments_bytes(const struct test_cross_maybe_arguments *v)
{
	(void)v;
	return 5;
}

static inline void test_cross_maybe_arguments_encode(struct ikc_encoder *e, const struct test_cross_maybe_arguments *v)
{
	ikc_put_bool(e, v->value.is_present);
	if (v->value.is_present) {
		ikc_put(e, &v->value.value, 4);
	} else {
		ikc_put_zeros(e, 4);
	}
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_maybe_arguments_decode(struct ikc_decoder *d, struct test_cross_maybe_arguments *v)
{
	ikc_get_bool(d, &v->value.is_present);
	if (v->value.is_present) {
		ikc_get(d, &v->value.value, 4);
	} else {
		memset(&v->value.value, 0, sizeof(v->value.value));
		ikc_skip(d, 4);
	}
}

struct test_cross_maybe_result {
	struct { uint8_t is_present; int32_t value; } value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_maybe_result_bytes(const struct test_cross_maybe_result *v)
{
	(void)v;
	return 5;
}

static inline void test_cross_maybe_result_encode(struct ikc_encoder *e, const struct test_cross_maybe_result *v)
{
	ikc_put_bool(e, v->value.is_present);
	if (v->value.is_present) {
		ikc_put(e, &v->value.value, 4);
	} else {
		ikc_put_zeros(e, 4);
	}
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_maybe_result_decode(struct ikc_decoder *d, struct test_cross_maybe_result *v)
{
	ikc_get_bool(d, &v->value.is_present);
	if (v->value.is_present) {
		ikc_get(d, &v->value.value, 4);
	} else {
		memset(&v->value.value, 0, sizeof(v->value.value));
		ikc_skip(d, 4);
	}
}


/* Text: sync(str)->str */
struct test_cross_text_arguments {
	struct ikc_text value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_text_arguments_bytes(const struct test_cross_text_arguments *v)
{
	(void)v;
	return 4 + (v->value.byte_count == IKC_NULL_LENGTH ? 0 : (uint64_t)v->value.byte_count);
}

static inline void test_cross_text_arguments_encode(struct ikc_encoder *e, const struct test_cross_text_arguments *v)
{
	ikc_put_text(e, v->value);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_text_arguments_decode(struct ikc_decoder *d, struct test_cross_text_arguments *v)
{
	ikc_get_text(d, &v->value);
	ikc_require(d, v->value.byte_count != IKC_NULL_LENGTH);
}

struct test_cross_text_result {
	struct ikc_text value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_text_result_bytes(const struct test_cross_text_result *v)
{
	(void)v;
	return 4 + (v->value.byte_count == IKC_NULL_LENGTH ? 0 : (uint64_t)v->value.byte_count);
}

static inline void test_cross_text_result_encode(struct ikc_encoder *e, const struct test_cross_text_result *v)
{
	ikc_put_text(e, v->value);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_text_result_decode(struct ikc_decoder *d, struct test_cross_text_result *v)
{
	ikc_get_text(d, &v->value);
	ikc_require(d, v->value.byte_count != IKC_NULL_LENGTH);
}


/* Block: sync(block<f8>)->block<f8> */
struct test_cross_block_arguments {
	struct { const double *elements; uint32_t count; } value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_block_arguments_bytes(const struct test_cross_block_arguments *v)
{
	(void)v;
	return 11 + (v->value.count == IKC_NULL_LENGTH ? 0 : (uint64_t)v->value.count * 8);
}

static inline void test_cross_block_arguments_encode(struct ikc_encoder *e, const struct test_cross_block_arguments *v)
{
	ikc_put_elements(e, v->value.elements, v->value.count, 8);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_block_arguments_decode(struct ikc_decoder *d, struct test_cross_block_arguments *v)
{
	v->value.elements = (const double *)ikc_get_block(d, &v->value.count, 8);
	ikc_require(d, v->value.count != IKC_NULL_LENGTH);
}

struct test_cross_block_result {
	struct { const double *elements; uint32_t count; } value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_block_result_bytes(const struct test_cross_block_result *v)
{
	(void)v;
	return 11 + (v->value.count == IKC_NULL_LENGTH ? 0 : (uint64_t)v->value.count * 8);
}

static inline void test_cross_block_result_encode(struct ikc_encoder *e, const struct test_cross_block_result *v)
{
	ikc_put_elements(e, v->value.elements, v->value.count, 8);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_block_result_decode(struct ikc_decoder *d, struct test_cross_block_result *v)
{
	v->value.elements = (const double *)ikc_get_block(d, &v->value.count, 8);
	ikc_require(d, v->value.count != IKC_NULL_LENGTH);
}


/* Sum: sync(block<u1>)->i8 */
struct test_cross_sum_arguments {
	struct { const uint8_t *elements; uint32_t count; } value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_sum_arguments_bytes(const struct test_cross_sum_arguments *v)
{
	(void)v;
	return 11 + (v->value.count == IKC_NULL_LENGTH ? 0 : (uint64_t)v->value.count * 1);
}

static inline void test_cross_sum_arguments_encode(struct ikc_encoder *e, const struct test_cross_sum_arguments *v)
{
	ikc_put_elements(e, v->value.elements, v->value.count, 1);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_sum_arguments_decode(struct ikc_decoder *d, struct test_cross_sum_arguments *v)
{
	v->value.elements = (const uint8_t *)ikc_get_block(d, &v->value.count, 1);
	ikc_require(d, v->value.count != IKC_NULL_LENGTH);
}

struct test_cross_sum_result {
	int64_t value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_sum_result_bytes(const struct test_cross_sum_result *v)
{
	(void)v;
	return 8;
}

static inline void test_cross_sum_result_encode(struct ikc_encoder *e, const struct test_cross_sum_result *v)
{
	ikc_put(e, &v->value, 8);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_sum_result_decode(struct ikc_decoder *d, struct test_cross_sum_result *v)
{
	ikc_get(d, &v->value, 8);
}


/* Fill: sync(i4,u1)->lease<u1> */
struct test_cross_fill_arguments {
	int32_t count;
	uint8_t value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_fill_arguments_bytes(const struct test_cross_fill_arguments *v)
{
	(void)v;
	return 4 + 1;
}

static inline void test_cross_fill_arguments_encode(struct ikc_encoder *e, const struct test_cross_fill_arguments *v)
{
	ikc_put(e, &v->count, 4);
	ikc_put(e, &v->value, 1);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_fill_arguments_decode(struct ikc_decoder *d, struct test_cross_fill_arguments *v)
{
	ikc_get(d, &v->count, 4);
	ikc_get(d, &v->value, 1);
}

struct test_cross_fill_result {
	struct { const uint8_t *elements; uint64_t count; } value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_fill_result_bytes(const struct test_cross_fill_result *v)
{
	(void)v;
	return v->value.count * 1;
}

static inline void test_cross_fill_result_encode(struct ikc_encoder *e, const struct test_cross_fill_result *v)
{
	ikc_put(e, v->value.elements, v->value.count * 1);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_fill_result_decode(struct ikc_decoder *d, struct test_cross_fill_result *v)
{
	v->value.elements = (const uint8_t *)ikc_get_lease(d, &v->value.count, 1);
}


/* Post: oneway(i4)->void */
struct test_cross_post_arguments {
	int32_t value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_post_arguments_bytes(const struct test_cross_post_arguments *v)
{
	(void)v;
	return 4;
}

static inline void test_cross_post_arguments_encode(struct ikc_encoder *e, const struct test_cross_post_arguments *v)
{
	ikc_put(e, &v->value, 4);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_post_arguments_decode(struct ikc_decoder *d, struct test_cross_post_arguments *v)
{
	ikc_get(d, &v->value, 4);
}


/* Posted: sync()->i4 */
struct test_cross_posted_result {
	int32_t value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_posted_result_bytes(const struct test_cross_posted_result *v)
{
	(void)v;
	return 4;
}

static inline void test_cross_posted_result_encode(struct ikc_encoder *e, const struct test_cross_posted_result *v)
{
	ikc_put(e, &v->value, 4);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_posted_result_decode(struct ikc_decoder *d, struct test_cross_posted_result *v)
{
	ikc_get(d, &v->value, 4);
}


/* Fail: sync()->i4 */
struct test_cross_fail_result {
	int32_t value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_fail_result_bytes(const struct test_cross_fail_result *v)
{
	(void)v;
	return 4;
}

static inline void test_cross_fail_result_encode(struct ikc_encoder *e, const struct test_cross_fail_result *v)
{
	ikc_put(e, &v->value, 4);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_fail_result_decode(struct ikc_decoder *d, struct test_cross_fail_result *v)
{
	ikc_get(d, &v->value, 4);
}


/* Sleep: sync(i4)->i4 */
struct test_cross_sleep_arguments {
	int32_t milliseconds;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_sleep_arguments_bytes(const struct test_cross_sleep_arguments *v)
{
	(void)v;
	return 4;
}

static inline void test_cross_sleep_arguments_encode(struct ikc_encoder *e, const struct test_cross_sleep_arguments *v)
{
	ikc_put(e, &v->milliseconds, 4);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_sleep_arguments_decode(struct ikc_decoder *d, struct test_cross_sleep_arguments *v)
{
	ikc_get(d, &v->milliseconds, 4);
}

struct test_cross_sleep_result {
	int32_t value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_sleep_result_bytes(const struct test_cross_sleep_result *v)
{
	(void)v;
	return 4;
}

static inline void test_cross_sleep_result_encode(struct ikc_encoder *e, const struct test_cross_sleep_result *v)
{
	ikc_put(e, &v->value, 4);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_sleep_result_decode(struct ikc_decoder *d, struct test_cross_sleep_result *v)
{
	ikc_get(d, &v->value, 4);
}


/* AddAsync: async(i4,i4)->i4 */
struct test_cross_add_async_arguments {
	int32_t a;
	int32_t b;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_add_async_arguments_bytes(const struct test_cross_add_async_arguments *v)
{
	(void)v;
	return 4 + 4;
}

static inline void test_cross_add_async_arguments_encode(struct ikc_encoder *e, const struct test_cross_add_async_arguments *v)
{
	ikc_put(e, &v->a, 4);
	ikc_put(e, &v->b, 4);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_add_async_arguments_decode(struct ikc_decoder *d, struct test_cross_add_async_arguments *v)
{
	ikc_get(d, &v->a, 4);
	ikc_get(d, &v->b, 4);
}

struct test_cross_add_async_result {
	int32_t value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_add_async_result_bytes(const struct test_cross_add_async_result *v)
{
	(void)v;
	return 4;
}

static inline void test_cross_add_async_result_encode(struct ikc_encoder *e, const struct test_cross_add_async_result *v)
{
	ikc_put(e, &v->value, 4);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_add_async_result_decode(struct ikc_decoder *d, struct test_cross_add_async_result *v)
{
	ikc_get(d, &v->value, 4);
}


/* Die: sync()->i4 */
struct test_cross_die_result {
	int32_t value;
};

/* Bytes that it takes at most. */
static inline uint64_t test_cross_die_result_bytes(const struct test_cross_die_result *v)
{
	(void)v;
	return 4;
}

static inline void test_cross_die_result_encode(struct ikc_encoder *e, const struct test_cross_die_result *v)
{
	ikc_put(e, &v->value, 4);
}

/* Afterwards d->failed says whether it was a payload of this form. */
static inline void test_cross_die_result_decode(struct ikc_decoder *d, struct test_cross_die_result *v)
{
	ikc_get(d, &v->value, 4);
}


#endif /* IKC_CONTRACTS_OF_IKC_C_TESTS_H */
